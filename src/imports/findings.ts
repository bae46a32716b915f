import { definitions } from '../diagnostic/definitions.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Place } from '../diagnostic/place.ts'
import type { Problem } from '../diagnostic/problem.ts'

/** A problem that an import reports, each with the severity of its definition. */
export type ImportProblem = Extract<Problem, { readonly code: `import-${string}` }>

/** Findings of one file; a file that has more is not worth more words. Errors are always kept. */
const most = 1_000

/** What an import finds that it could not keep, in the order in which it was found. */
export class Findings {
  readonly all: Diagnostic[] = []
  readonly #seen = new Set<string>()
  /** Texts of the files that may be keys: nobody shall see them. */
  readonly secrets = new Set<string>()

  report(place: Place, problem: ImportProblem): void {
    this.#add({ severity: definitions[problem.code].imports ?? 'error', problem, place })
  }

  /** A file that is named could not be read: what it would have given is missing, and the rest is imported. */
  unreadable(place: Place, problem: Problem): void {
    if (problem.code === 'path-outside-project')
      this.report(place, { code: 'import-lost', what: problem.file, why: 'outside' })
    else this.#add({ severity: 'warning', problem, place })
  }

  keep(diagnostics: readonly Diagnostic[]): void {
    for (const diagnostic of diagnostics) this.#add(diagnostic)
  }

  /** The same is said once, however often it is found. */
  #add(diagnostic: Diagnostic): void {
    if (this.all.length >= most && diagnostic.severity !== 'error') return
    const key = JSON.stringify(diagnostic)
    if (this.#seen.has(key)) return
    this.#seen.add(key)
    this.all.push(diagnostic)
  }
}
