import type { Severity } from './diagnostic.ts'
import type { Problem, ProblemCode } from './problem.ts'

/** The words for a problem: what was found, what was expected instead, and what to do. Names stand in backticks. */
export interface Description {
  readonly message: string
  readonly expected?: string
  readonly help?: string
}

/** Everything there is to know of one code: its words for one occurrence, and those for the page of all codes. */
export interface Definition<P extends Problem> {
  /** What it means and why it matters, in whole sentences. */
  readonly means: string
  /** What to do about it, in whole sentences. */
  readonly mend: string
  /**
   * Set for a problem that judges what would work: its severity unless the Project's `rules` say otherwise. Every other
   * problem is an error of shape or reference, which nothing can lower or silence.
   */
  readonly judges?: Exclude<Severity, 'error'>
  /** Set for a judgement on the project as a whole: it is certain, and made, only where nothing is wrong with any part of it. */
  readonly ofWhole?: true
  /** Set for what `import` says of a file in another format: its severity there. No project is invalid by it. */
  readonly imports?: Severity
  readonly say: (problem: P) => Description
}

/** What a file of words is held to: for some codes, the definition of each. */
export type SomeDefinitions = { readonly [C in ProblemCode]?: Definition<Extract<Problem, { code: C }>> }
