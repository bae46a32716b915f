import type { Measure } from '../resources/project.ts'
import { memoized } from './memoized.ts'
import type { EvaluationPair } from './pair-evaluations.ts'
import type { Evaluation } from './trial.ts'

/** As many as a suite may ask for. */
export const mostTrials = 100

/** A whole number of trials, from 1 to `mostTrials`; undefined for any other text. */
export function parseTrials(text: string): number | undefined {
  const trials = /^[1-9]\d{0,2}$/.test(text) ? Number(text) : undefined
  return trials !== undefined && trials <= mostTrials ? trials : undefined
}

/**
 * The pairs with at least so many trials of each case, whatever their suites say. The trials of a smaller number are the first
 * ones of a larger: what is remembered of them is used. Undefined: as the suites say.
 */
export function withTrials(pairs: readonly EvaluationPair[], trials: number | undefined): readonly EvaluationPair[] {
  if (trials === undefined) return pairs
  const raised = memoized((measure: Measure): Measure => (measure.trials >= trials ? measure : { ...measure, trials }))
  const tried = (evaluation: Evaluation): Evaluation => ({ ...evaluation, measure: raised(evaluation.measure) })
  return pairs.map(({ head, base, ...pair }) => ({ ...pair, head: tried(head), base: base && tried(base) }))
}
