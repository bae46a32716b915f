import type { Metric } from '../resources/project.ts'
import { meanScoreInterval } from '../statistics/mean-score-interval.ts'
import { sum } from '../statistics/sum.ts'
import { wilson } from '../statistics/wilson.ts'
import type { Score } from './comparison.ts'

/**
 * Mean of one side's case scores with its 95 % interval: Wilson's for passes and failures, the score interval for
 * graded metrics and for means of several trials. Undefined without a scored case.
 * @param scores one per scored case, each in [0, 1]
 */
export function scoreSide(scores: readonly number[], scale: Metric['scale'], trials: number): Score | undefined {
  if (scores.length === 0) return undefined
  const { estimate, lower, upper } =
    scale === 'binary' && trials === 1 ? wilson(sum(scores), scores.length) : meanScoreInterval(scores)
  return { mean: estimate, interval: { lower, upper }, cases: scores.length }
}
