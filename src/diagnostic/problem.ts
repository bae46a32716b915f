/** Every problem that can be reported about what the user wrote. A new one does not compile until `describe` has words for it. */
export type Problem =
  // the text
  | { readonly code: 'yaml-syntax'; readonly message: string }
  | { readonly code: 'duplicate-key'; readonly key: string }
  | { readonly code: 'yaml-feature'; readonly feature: 'anchor' | 'alias' | 'tag' | 'merge key' | 'directive' }
  | { readonly code: 'reserved-key'; readonly key: string }
  | { readonly code: 'too-deep'; readonly limit: number }
  | { readonly code: 'file-too-large'; readonly bytes: number; readonly limit: number }
  | { readonly code: 'too-many-files'; readonly count: number; readonly limit: number }
  | { readonly code: 'not-text'; readonly why: 'NUL byte' | 'invalid UTF-8' | 'LFS pointer' }
  | { readonly code: 'not-a-file'; readonly found: 'symlink' | 'submodule' | 'directory' }
  | { readonly code: 'file-not-found'; readonly file: string; readonly nearest: string | undefined }
  | { readonly code: 'path-outside-project'; readonly file: string }
  | { readonly code: 'json-syntax'; readonly message: string }
  // the shape
  | { readonly code: 'not-a-mapping'; readonly found: string }
  | { readonly code: 'missing-kind' }
  | { readonly code: 'unknown-kind'; readonly kind: string; readonly nearest: string | undefined }
  | { readonly code: 'not-available-yet'; readonly what: string }
  | {
      readonly code: 'unknown-field'
      readonly field: string
      readonly nearest: string | undefined
      readonly allowed: readonly string[]
    }
  | { readonly code: 'missing-field'; readonly field: string }
  | { readonly code: 'wrong-type'; readonly expected: string; readonly found: string }
  | {
      readonly code: 'not-allowed-value'
      readonly found: string
      readonly allowed: readonly string[]
      readonly nearest: string | undefined
    }
  | { readonly code: 'out-of-range'; readonly found: string; readonly expected: string }
  | { readonly code: 'bad-format'; readonly found: string; readonly expected: string }
  | { readonly code: 'one-of-fields'; readonly fields: readonly string[]; readonly found: readonly string[] }
  | { readonly code: 'bad-json-schema'; readonly message: string }
  // the links
  | { readonly code: 'no-project' }
  | { readonly code: 'second-project'; readonly name: string }
  | { readonly code: 'duplicate-name'; readonly kind: string; readonly name: string }
  | {
      readonly code: 'unresolved-reference'
      readonly kind: string
      readonly name: string
      readonly nearest: string | undefined
    }
  | { readonly code: 'unknown-provider'; readonly provider: string; readonly nearest: string | undefined }
  | { readonly code: 'unknown-price'; readonly model: string }
  | { readonly code: 'origin-not-allowed'; readonly url: string; readonly why: string }
  | { readonly code: 'key-name-not-allowed'; readonly name: string; readonly prefix: string }
  // targets
  | {
      readonly code: 'target-path'
      readonly path: string
      readonly why: 'no folder' | 'not on the branch' | 'own files'
    }
  | { readonly code: 'repository-not-allowed'; readonly why: string }
  | { readonly code: 'targets-overlap'; readonly other: string }
  | { readonly code: 'branches-collide'; readonly branch: string; readonly other: string; readonly of: string }
  | { readonly code: 'target-without-suite'; readonly subject: string }
  | { readonly code: 'predecessor-cycle'; readonly targets: readonly string[] }
  | { readonly code: 'predecessor-subject'; readonly after: string; readonly deploys: string; readonly subject: string }
  | { readonly code: 'soak-without-after' }
  // templates and cases
  | { readonly code: 'template-syntax'; readonly message: string }
  | { readonly code: 'template-feature'; readonly feature: 'partial' | 'lambda' | 'delimiter change' }
  | {
      readonly code: 'unknown-template-name'
      readonly name: string
      readonly nearest: string | undefined
      readonly known: readonly string[]
    }
  | { readonly code: 'label-in-prompt'; readonly name: string }
  | { readonly code: 'unused-input'; readonly name: string }
  | { readonly code: 'missing-input'; readonly case: string; readonly name: string }
  | { readonly code: 'duplicate-case'; readonly id: string }
  | { readonly code: 'no-cases' }
  | { readonly code: 'case-without-id'; readonly count: number }
  | { readonly code: 'unknown-slice'; readonly column: string; readonly nearest: string | undefined }
  // assertions and gates
  | { readonly code: 'unknown-assertion'; readonly type: string; readonly nearest: string | undefined }
  | { readonly code: 'assertion-executes-code'; readonly type: string }
  | { readonly code: 'assertion-refused'; readonly type: string; readonly reason: string }
  | { readonly code: 'assertion-needs'; readonly type: string; readonly field: string; readonly expected: string }
  | { readonly code: 'assertion-takes-no'; readonly type: string; readonly field: string }
  | { readonly code: 'judge-is-judged'; readonly model: string }
  | { readonly code: 'bad-regex'; readonly pattern: string; readonly message: string }
  | { readonly code: 'gate-twice'; readonly metric: string }
  | {
      readonly code: 'suite-too-small'
      readonly suite: string
      readonly cases: number
      readonly needed: number
      readonly margin: number
    }
  | { readonly code: 'recorded-line'; readonly message: string }

export type ProblemCode = Problem['code']
