import { normalQuantile } from './normal-quantile.ts'
import { requireInside } from './require-arguments.ts'

/**
 * How many standard errors a two-sided interval reaches to each side: 1.96 for a level of 0.95.
 * @throws RangeError unless 0 < level < 1
 */
export function criticalZ(level: number): number {
  requireInside('level', level, 0, 1)
  return normalQuantile((1 + level) / 2)
}
