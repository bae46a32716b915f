import { bisect } from './bisect.ts'
import { mean } from './mean.ts'
import { requireAll } from './require-arguments.ts'
import type { Support } from './score-interval.ts'

/**
 * Z(D) = (xbar - D)/sqrt(V(D)/n), the statistic that `scoreInterval` inverts: D is inside the interval exactly when
 * |Z(D)| is at most the critical z. A mean at or beyond an end of the support is infinitely far away.
 * @param values at least one, each inside `support`
 * @throws RangeError on other values
 */
export function scoreZ(values: readonly number[], support: Support, D: number): number {
  requireAll('values', values, support.lower, support.upper)
  if (mean(values) < D) return -distanceBelow(values, support.upper, D)
  return distanceBelow(
    values.map((value) => -value),
    -support.lower,
    -D,
  )
}

/**
 * |Z(D)| for D >= xbar. As V(D) = (xbar - D)/l (see `score-interval.ts`), Z^2 = n (xbar - D) l, where l solves
 * sum((x - D)/(1 + l (x - D))) = 0 or, without a root, is the last l that leaves the end's weight its sign. Here
 * v = -l (top - D) and y = (x - D)/(top - D).
 */
function distanceBelow(values: readonly number[], top: number, D: number): number {
  const gap = D - mean(values)
  if (gap === 0) return 0
  const room = top - D
  if (room <= 0) return Infinity
  const heights = new Float64Array(values.map((x) => (x - D) / room))
  const v = bisect((tilt) => tiltedSum(heights, tilt) <= 0, 0, 1)
  return Math.sqrt((values.length * gap * v) / room)
}

function tiltedSum(heights: Float64Array, tilt: number): number {
  let sum = 0
  for (const height of heights) sum += height / (1 - tilt * height)
  return sum
}
