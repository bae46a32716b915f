import type { EvaluationResult } from '../evaluation/trial.ts'
import type { Coverage } from './comparison.ts'
import { byCodeUnits } from './order.ts'
import { outcomesOf } from './score-cases.ts'

/**
 * How many of the cases to be run have a score, and why the others have none. Nothing scored is never enough, whatever
 * the floor; nothing to be run is, since nothing is missing.
 */
export function coverageOf(result: EvaluationResult): Coverage {
  const outcomes = outcomesOf(result)
  const cases = outcomes.length
  const missing = outcomes.filter((outcome) => outcome.kind === 'missing')
  const scored = cases - missing.length
  const enough = cases === 0 || (scored > 0 && scored / cases >= result.evaluation.measure.coverage)
  return { cases, scored, enough, missing: countsOf(missing.map(({ reason }) => reason)) }
}

function countsOf(reasons: readonly string[]): Coverage['missing'] {
  return [...Map.groupBy(reasons, (reason) => reason)]
    .map(([reason, all]) => ({ reason, cases: all.length }))
    .toSorted((a, b) => b.cases - a.cases || byCodeUnits(a.reason, b.reason))
}
