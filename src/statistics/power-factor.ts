import { criticalZ } from './critical-z.ts'
import { normalQuantile } from './normal-quantile.ts'
import { requireInside } from './require-arguments.ts'

/**
 * How many standard errors a true effect must be from 0 to be found with chance `power` by a two-sided test: 2.802 for
 * level 0.95 and power 0.8.
 * @throws RangeError unless both are in (0, 1)
 */
export function powerFactor(level: number, power: number): number {
  requireInside('power', power, 0, 1)
  return criticalZ(level) + normalQuantile(power)
}
