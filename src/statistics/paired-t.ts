import type { Estimate } from './estimate.ts'
import { mean } from './mean.ts'
import { requireInside } from './require-arguments.ts'
import { sampleVariance } from './sample-variance.ts'
import { studentTQuantile } from './student-t-quantile.ts'

/**
 * Student's interval of the mean paired difference, units - 1 degrees of freedom. To show graded metrics from 10 units
 * on, never to certify: it collapses when all differences are equal and is blind to rare large drops.
 *
 * Student (1908), "The probable error of a mean", Biometrika 6, 1-25.
 * @param differences head - base, one per unit, at least 2
 * @throws RangeError on fewer or others, or a level outside (0, 1)
 */
export function pairedT(differences: readonly number[], level = 0.95): Estimate {
  requireInside('level', level, 0, 1)
  const standardError = Math.sqrt(sampleVariance(differences) / differences.length)
  const reach = studentTQuantile((1 + level) / 2, differences.length - 1) * standardError
  const estimate = mean(differences)
  return { estimate, lower: estimate - reach, upper: estimate + reach }
}
