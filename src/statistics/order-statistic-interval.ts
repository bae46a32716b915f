import { binomialQuantile } from './binomial-quantile.ts'
import type { Estimate } from './estimate.ts'
import { quantile } from './quantile.ts'
import { requireInside } from './require-arguments.ts'

/**
 * Distribution-free interval of a quantile, from two order statistics: each limit is wrong with a chance of at most
 * (1 - level)/2 whatever the distribution. A limit beyond the sample is infinite: p95 has no upper one below 72 values.
 *
 * David & Nagaraja (2003), "Order statistics", 7.1.
 * @param share 0.95 for p95, inside (0, 1)
 * @throws RangeError on an empty array, a number that is not finite, or a share or level outside (0, 1)
 */
export function orderStatisticInterval(values: readonly number[], share: number, level = 0.95): Estimate {
  requireInside('share', share, 0, 1)
  requireInside('level', level, 0, 1)
  const estimate = quantile(values, share)
  const ascending = Float64Array.from(values).sort()
  const below = binomialQuantile((1 - level) / 2, values.length, share)
  const above = binomialQuantile((1 + level) / 2, values.length, share)
  return { estimate, lower: ascending[below - 1] ?? -Infinity, upper: ascending[above] ?? Infinity }
}
