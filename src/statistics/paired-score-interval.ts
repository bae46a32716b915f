import type { Estimate } from './estimate.ts'
import { requireInside } from './require-arguments.ts'
import { scoreInterval } from './score-interval.ts'

/**
 * Interval of the mean paired difference (head - base) that may certify: Tango's (1998) for passes and failures, its
 * nonparametric extension for graded scores and for means of trials. Without any difference it is +-z2/(n + z2), so
 * "no change" is never certified on too few cases.
 * @param differences one per unit, each in [-largest, largest]
 * @param largest the most that one unit's score can change; less than 1 is an assumption of the user's
 * @throws RangeError on no or other differences, or a level outside (0, 1)
 */
export function pairedScoreInterval(differences: readonly number[], level = 0.95, largest = 1): Estimate {
  requireInside('largest', largest, 0, Infinity)
  return scoreInterval(differences, { lower: -largest, upper: largest }, level)
}
