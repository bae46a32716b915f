import type { Estimate } from './estimate.ts'
import { scoreInterval } from './score-interval.ts'

/**
 * Interval of a mean of graded scores; Wilson's when all of them are 0 or 1.
 * @param scores one per unit, each in [0, 1]
 * @throws RangeError on no or other scores, or a level outside (0, 1)
 */
export function meanScoreInterval(scores: readonly number[], level = 0.95): Estimate {
  return scoreInterval(scores, { lower: 0, upper: 1 }, level)
}
