import type { Place } from './place.ts'
import type { Problem } from './problem.ts'

export type Severity = 'error' | 'warning' | 'note'

/** A finding about what the user wrote. Words are chosen at the edge, by `describe`. */
export interface Diagnostic {
  readonly severity: Severity
  readonly problem: Problem
  readonly place: Place
  /** Other places that explain this one, such as the first definition of a duplicate. */
  readonly related?: readonly { readonly label: string; readonly place: Place }[]
}
