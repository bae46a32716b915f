import type { ChangeReason, LossReason, TemplateReason } from './import-reasons.ts'

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
  | { readonly code: 'project-too-large'; readonly what: 'YAML' | 'references' | 'checks' }
  | { readonly code: 'not-text'; readonly why: 'NUL byte' | 'invalid UTF-8' | 'LFS pointer' }
  | { readonly code: 'not-a-file'; readonly found: 'symlink' | 'submodule' | 'directory' | 'other' }
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
  | { readonly code: 'field-needs'; readonly field: string; readonly needs: string }
  // the links
  | { readonly code: 'no-project' }
  | { readonly code: 'second-project'; readonly name: string }
  | { readonly code: 'duplicate-name'; readonly kind: string; readonly name: string }
  | {
      readonly code: 'unresolved-reference'
      readonly kind: string
      readonly name: string
      readonly nearest: string | undefined
      /** What is extended and not read, where it may be in there. */
      readonly unread?: string
    }
  | { readonly code: 'extends-not-pinned'; readonly repository: string; readonly found: string | undefined }
  | { readonly code: 'extends-invalid'; readonly organisation: string; readonly message: string }
  | { readonly code: 'extends-not-read'; readonly organisation: string }
  | {
      readonly code: 'organisation-decides'
      readonly organisation: string
      readonly name: string
      readonly what: 'model' | 'provider bound' | 'provider not listed'
    }
  | { readonly code: 'unknown-provider'; readonly provider: string; readonly nearest: string | undefined }
  | { readonly code: 'unknown-price'; readonly model: string }
  | { readonly code: 'parameter-not-taken'; readonly parameter: string; readonly type: string }
  | { readonly code: 'origin-not-allowed'; readonly url: string; readonly why: string }
  | { readonly code: 'key-name-not-allowed'; readonly name: string; readonly prefix: string }
  // targets
  | {
      readonly code: 'target-path'
      readonly path: string
      readonly why: 'no folder' | 'not on the branch' | 'own files'
    }
  | { readonly code: 'repository-not-allowed'; readonly why: string; readonly to?: 'read' }
  | { readonly code: 'targets-overlap'; readonly other: string }
  | { readonly code: 'branches-collide'; readonly branch: string; readonly other: string; readonly of: string }
  | { readonly code: 'target-without-suite'; readonly subject: string }
  | { readonly code: 'predecessor-cycle'; readonly targets: readonly string[] }
  | { readonly code: 'predecessor-subject'; readonly after: string; readonly deploys: string; readonly subject: string }
  | { readonly code: 'soak-without-after' }
  // models
  | { readonly code: 'model-cycle'; readonly models: readonly string[] }
  | { readonly code: 'field-of-single-model'; readonly field: string }
  | { readonly code: 'model-output'; readonly model: string; readonly gives: string; readonly wanted: string }
  | { readonly code: 'modality-unsupported'; readonly model: string; readonly modality: string }
  | { readonly code: 'output-not-taken'; readonly model: string; readonly type: string }
  | {
      readonly code: 'request-not-taken'
      readonly what: 'pictures' | 'sound' | 'documents' | 'embeddings' | 'streaming' | 'responses'
      readonly model: string
      readonly type: string
    }
  | {
      readonly code: 'parameter-refused'
      readonly parameter: string
      readonly model: string
      /** The only values that it takes; empty: none. */
      readonly only: readonly string[]
      /** It is refused only beside this other one. */
      readonly beside: string | undefined
      readonly whileReasoning: boolean
    }
  | { readonly code: 'parameter-deprecated'; readonly parameter: string; readonly provider: string }
  | { readonly code: 'model-retired'; readonly model: string; readonly retires: string }
  | { readonly code: 'model-retires-soon'; readonly model: string; readonly retires: string; readonly days: number }
  | {
      readonly code: 'context-window'
      readonly prompt: string
      readonly model: string
      /** The longest case; undefined where the prompt alone is too long. */
      readonly case: string | undefined
      readonly tokens: number
      /** Of the count, as a share; 0 where it was counted with the model's own tokenizer. */
      readonly error: number
      /** Tokens that `maxTokens` keeps for the answer. */
      readonly reserved: number | undefined
      readonly window: number
    }
  // what an organisation demands
  | {
      readonly code: 'compliance'
      readonly model: string
      readonly rule: 'licences' | 'regions' | 'retention' | 'certifications'
      readonly found: readonly string[]
      readonly allowed: readonly string[]
      readonly by: 'own' | 'base'
    }
  | {
      readonly code: 'compliance-unknown'
      readonly model: string
      readonly rule: 'licences' | 'regions' | 'retention' | 'certifications'
      readonly by: 'own' | 'base'
    }
  /** `shown`: its beginning, as far as that opens nothing. */
  | { readonly code: 'secret-text'; readonly what: string; readonly shown: string }
  | { readonly code: 'unused-resource'; readonly kind: string; readonly name: string }
  // chains, knowledge bases and applications
  | { readonly code: 'duplicate-step'; readonly id: string; readonly of: 'step' | 'input' }
  | { readonly code: 'too-many-steps'; readonly steps: number; readonly limit: number }
  | { readonly code: 'later-step'; readonly step: string; readonly name: string }
  | {
      readonly code: 'step-lacks-input'
      readonly prompt: string
      readonly input: string
      readonly nearest: string | undefined
    }
  | {
      readonly code: 'no-such-input'
      readonly prompt: string
      readonly input: string
      readonly nearest: string | undefined
      readonly known: readonly string[]
    }
  | { readonly code: 'unused-step'; readonly id: string }
  | { readonly code: 'no-file-matches'; readonly pattern: string }
  | { readonly code: 'origin-not-bound'; readonly url: string; readonly providers: readonly string[] }
  // tools, examples and media of prompts
  | { readonly code: 'duplicate-tool'; readonly name: string }
  | { readonly code: 'tool-parameters'; readonly name: string }
  | {
      readonly code: 'unknown-tool'
      readonly name: string
      readonly nearest: string | undefined
      readonly known: readonly string[]
    }
  | { readonly code: 'no-examples'; readonly dataset: string }
  | { readonly code: 'examples-leak'; readonly prompt: string; readonly cases: readonly string[] }
  | { readonly code: 'split-use'; readonly dataset: string; readonly split: string; readonly use: 'examples' | 'suite' }
  | { readonly code: 'not-a-medium'; readonly case: string; readonly name: string; readonly expected: string }
  | { readonly code: 'no-medium'; readonly name: string }
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
  | {
      readonly code: 'duplicate-case'
      readonly id: string
      /** Set in a file of scores, where it may be a repetition. */
      readonly trials?: true
    }
  | { readonly code: 'no-cases' }
  | { readonly code: 'case-without-id'; readonly count: number }
  | { readonly code: 'curation-missing'; readonly case: string; readonly name: string }
  | { readonly code: 'curation-repeated'; readonly name: string; readonly case: string }
  | {
      readonly code: 'curation-share'
      readonly name: string
      readonly value: string
      /** In [0, 1]. */
      readonly share: number
      readonly limit: number
    }
  | {
      readonly code: 'unknown-slice'
      readonly column: string
      readonly nearest: string | undefined
      /** The option that names a column of a file of scores. */
      readonly option?: string
    }
  // assertions and gates
  | { readonly code: 'unknown-assertion'; readonly type: string; readonly nearest: string | undefined }
  | { readonly code: 'assertion-executes-code'; readonly type: string }
  | { readonly code: 'assertion-refused'; readonly type: string; readonly reason: string }
  | { readonly code: 'assertion-needs'; readonly type: string; readonly field: string; readonly expected: string }
  | { readonly code: 'assertion-takes-no'; readonly type: string; readonly field: string }
  | { readonly code: 'judge-is-judged'; readonly model: string }
  | { readonly code: 'unknown-case'; readonly id: string; readonly nearest: string | undefined }
  /** `rater`: undefined where the labels say none. */
  | { readonly code: 'duplicate-label'; readonly case: string; readonly rater: string | undefined }
  | {
      readonly code: 'unknown-step'
      readonly name: string
      readonly nearest: string | undefined
      /** Empty where the subject has no steps. */
      readonly known: readonly string[]
    }
  | {
      readonly code: 'subject-cannot'
      readonly subject: string
      readonly kind: string
      readonly what: 'models' | 'turns' | 'tools'
    }
  | { readonly code: 'bad-regex'; readonly pattern: string; readonly message: string }
  | { readonly code: 'gate-twice'; readonly metric: string }
  | {
      readonly code: 'suite-too-small'
      readonly suite: string
      readonly cases: number
      readonly needed: number
      readonly margin: number
    }
  | {
      readonly code: 'tool-without-result'
      readonly suite: string
      /** How many cases say none, of how many. */
      readonly cases: number
      readonly of: number
    }
  | { readonly code: 'unnamed-deployment'; readonly application: string }
  | { readonly code: 'recorded-line'; readonly message: string }
  // other formats
  | { readonly code: 'import-format' }
  | { readonly code: 'import-nothing'; readonly what: string }
  | { readonly code: 'import-conflict' }
  | { readonly code: 'import-executes'; readonly what: string }
  | { readonly code: 'import-lost'; readonly what: string; readonly why: LossReason }
  | { readonly code: 'import-changed'; readonly what: string; readonly why: ChangeReason }
  | { readonly code: 'import-unused'; readonly what: string }
  | { readonly code: 'import-assertion'; readonly type: string; readonly reason: string }
  | { readonly code: 'import-key'; readonly variable: string }
  | { readonly code: 'import-provider'; readonly provider: string; readonly entry: string }
  | { readonly code: 'import-unbound'; readonly provider: string; readonly entry: string }
  | { readonly code: 'import-template'; readonly tag: string; readonly why: TemplateReason }
  // comments that silence
  | {
      readonly code: 'bad-ignore'
      readonly ignored: string
      readonly why: 'unknown' | 'error' | 'raised' | 'no reason'
      readonly nearest: string | undefined
    }
  | { readonly code: 'unused-ignore'; readonly ignored: string }

export type ProblemCode = Problem['code']
