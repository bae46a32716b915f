import type { Measure, Metric } from '../resources/project.ts'
import { mean } from '../statistics/mean.ts'
import { scoreInterval } from '../statistics/score-interval.ts'
import { sum } from '../statistics/sum.ts'
import { wilson } from '../statistics/wilson.ts'
import type { Score } from './comparison.ts'
import { clustersOf, unitsOf } from './units.ts'

/**
 * Mean of one side's case scores with its interval: Wilson's for passes and failures, the score interval for
 * graded metrics, for means of several trials and over clusters. Undefined without a scored case.
 * @param scores by case id, each in [0, 1]
 */
export function scoreSide(
  scores: ReadonlyMap<string, number>,
  scale: Metric['scale'],
  measure: Measure,
  level = 0.95,
): Score | undefined {
  if (scores.size === 0) return undefined
  const units = unitsOf(
    Array.from(scores, ([caseId, value]) => ({ caseId, value })),
    clustersOf(measure),
  )
  const passesOrFails = scale === 'binary' && measure.trials === 1 && units.sums.length === scores.size
  const { lower, upper } = passesOrFails
    ? wilson(sum(units.sums), scores.size, level)
    : scoreInterval(units.values, { lower: 0, upper: units.largest }, level)
  return { mean: mean([...scores.values()]), interval: { lower, upper: Math.min(1, upper) }, cases: scores.size }
}
