import { bisect } from './bisect.ts'
import type { Estimate } from './estimate.ts'
import { requireAll, requireInside } from './require-arguments.ts'
import { signedRankQuantile } from './signed-rank-quantile.ts'

/**
 * Hodges-Lehmann estimate of the centre of paired differences, the median of all averages of two of them (Walsh
 * averages), with Wilcoxon's signed-rank interval. For latencies give log ratios and take exp of the result.
 *
 * Hodges & Lehmann (1963), Annals of Math. Statistics 34, 598-611; Hollander & Wolfe, "Nonparametric statistical
 * methods", 3.2 and 3.3. Infinite limits below 6 values at a level of 0.95.
 * @throws RangeError on an empty array, a number that is not finite, or a level outside (0, 1)
 */
export function hodgesLehmann(values: readonly number[], level = 0.95): Estimate {
  requireAll('values', values)
  requireInside('level', level, 0, 1)
  const ascending = Float64Array.from(values).sort()
  const averages = (values.length * (values.length + 1)) / 2
  const beyond = signedRankQuantile(values.length, level)
  const [low, high] = [Math.floor((averages + 1) / 2), Math.ceil((averages + 1) / 2)]
  return {
    estimate: (walshAverage(ascending, low) + walshAverage(ascending, high)) / 2,
    lower: beyond === 0 ? -Infinity : walshAverage(ascending, beyond),
    upper: beyond === 0 ? Infinity : walshAverage(ascending, averages + 1 - beyond),
  }
}

/** The Walsh average of this rank (1 is the smallest), without listing them all: the least t with `rank` up to it. */
function walshAverage(ascending: Float64Array, rank: number): number {
  const [least, most] = [ascending[0] as number, ascending[ascending.length - 1] as number]
  return -bisect((negative) => averagesUpTo(ascending, -negative) >= rank, -most, -least)
}

function averagesUpTo(ascending: Float64Array, limit: number): number {
  let [count, last] = [0, ascending.length - 1]
  for (let first = 0; first <= last; first += 1) {
    while (last >= first && ((ascending[first] as number) + (ascending[last] as number)) / 2 > limit) last -= 1
    count += last - first + 1
  }
  return count
}
