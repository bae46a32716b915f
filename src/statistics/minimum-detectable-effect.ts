import { powerFactor } from './power-factor.ts'
import { requireCount, requireWithin } from './require-arguments.ts'

/**
 * The smallest true difference that `cases` find with chance `power`: 2.802 sqrt(v/n), in units of the score.
 *
 * Miller (2024), "Adding error bars to evals", arXiv 2411.00640.
 * @param variance of one unit's difference: `differenceVariance`, or the sample variance of the differences
 * @throws RangeError on a negative variance, no cases, or a level or power outside (0, 1)
 */
export function minimumDetectableEffect(variance: number, cases: number, level = 0.95, power = 0.8): number {
  requireWithin('variance', variance, 0, Infinity)
  requireCount('cases', cases, 1)
  return powerFactor(level, power) * Math.sqrt(variance / cases)
}
