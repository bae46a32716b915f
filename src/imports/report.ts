import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Format } from './imported.ts'

/** The result of `import`. */
export interface ImportReport {
  readonly version: 1
  readonly command: 'import'
  readonly sources: readonly {
    readonly file: string
    /** Undefined where it is none that can be imported. */
    readonly format: Format | undefined
    readonly resources: readonly { readonly kind: string; readonly name: string }[]
  }[]
  /** Paths from the repository's root. `withheld`: not written, since something else stands in the way. */
  readonly files: readonly { readonly path: string; readonly action: 'written' | 'kept' | 'conflict' | 'withheld' }[]
  readonly diagnostics: readonly Diagnostic[]
  readonly exitCode: 0 | 2
}
