import { criticalZ } from './critical-z.ts'
import { requireInside, requireWithin } from './require-arguments.ts'

/**
 * How many cases make the score interval (`wilson`) of a rate reach at most `reach` to each side of its middle, should
 * the rate stay as it is. The positive root of reach^2 (1 + z^2/n)^2 = z^2 (rate (1 - rate)/n + z^2/(4 n^2)) in 1/n.
 *
 * Wilson (1927), JASA 22, 209-212.
 * @param rate in [0, 1]
 * @param reach in (0, 0.5)
 * @throws RangeError on others, or a level outside (0, 1)
 */
export function casesForReach(rate: number, reach: number, level = 0.95): number {
  requireWithin('rate', rate, 0, 1)
  requireInside('reach', reach, 0, 0.5)
  const z2 = criticalZ(level) ** 2
  const a = z2 ** 2 * (0.25 - reach ** 2)
  const b = z2 * (rate * (1 - rate) - 2 * reach ** 2)
  const inverse = (Math.sqrt(b ** 2 + 4 * a * reach ** 2) - b) / (2 * a)
  return Math.ceil(1 / inverse)
}
