import { normalCdf } from './normal-cdf.ts'
import { requireInside } from './require-arguments.ts'
import { scoreZ } from './score-z.ts'

/** z > criticalZ(level) says the same as: the lower limit of `pairedScoreInterval` is above -margin. */
export interface NonInferiority {
  readonly z: number
  /** One-sided p of "the mean difference is -margin or worse". */
  readonly p: number
}

/**
 * Score test of "head is worse than base by `margin` or more" on paired differences (Tango 1998, extended as in
 * `scoreInterval`).
 * @param differences head - base, one per unit, each in [-largest, largest]
 * @param margin greater than 0, in units of the score
 * @throws RangeError on no or other differences, or a margin that is not positive
 */
export function nonInferiority(differences: readonly number[], margin: number, largest = 1): NonInferiority {
  requireInside('margin', margin, 0, Infinity)
  requireInside('largest', largest, 0, Infinity)
  const z = scoreZ(differences, { lower: -largest, upper: largest }, -margin)
  return { z, p: normalCdf(-z) }
}
