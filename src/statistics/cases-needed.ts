import { powerFactor } from './power-factor.ts'
import { requireInside, requireWithin } from './require-arguments.ts'

/**
 * Cases that find a drop of `effect`, or certify an unchanged head within a margin of `effect`, with chance `power`:
 * 7.849 v/x^2, not rounded up. To certify, no fewer than `casesWithoutFlips` will do.
 *
 * Miller (2024), "Adding error bars to evals", arXiv 2411.00640.
 * @param variance of one unit's difference: `differenceVariance`, or the sample variance of the differences
 * @param effect greater than 0, in units of the score
 * @throws RangeError on a negative variance, an effect that is not positive, or a level or power outside (0, 1)
 */
export function casesNeeded(variance: number, effect: number, level = 0.95, power = 0.8): number {
  requireWithin('variance', variance, 0, Infinity)
  requireInside('effect', effect, 0, Infinity)
  return (powerFactor(level, power) ** 2 * variance) / effect ** 2
}
