import { criticalZ } from './critical-z.ts'
import type { Estimate } from './estimate.ts'
import { mean } from './mean.ts'
import { requireAll } from './require-arguments.ts'

/** The range that a single value can have, whether or not it was seen at the ends. lower < upper. */
export interface Support {
  readonly lower: number
  readonly upper: number
}

/**
 * Support-constrained score interval of a mean: all D with |xbar - D| <= z sqrt(V(D)/n), where V(D) is the variance
 * under the distribution that is most likely among those on the observed values *and both ends of the support* with
 * mean D. It never collapses, stays inside the support, is Wilson's interval for values 0 and 1, and Tango's (1998,
 * Statistics in Medicine 17, 891-908) for differences -1, 0 and 1.
 *
 * The constrained likelihood is Owen's (1988, Biometrika 75, 237-249) with two free atoms.
 * @param values at least one, each inside `support`
 * @throws RangeError on other values or a level outside (0, 1)
 */
export function scoreInterval(values: readonly number[], support: Support, level = 0.95): Estimate {
  requireAll('values', values, support.lower, support.upper)
  const z2 = criticalZ(level) ** 2
  const mirrored = values.map((value) => -value)
  return {
    estimate: mean(values),
    lower: -upperLimit(mirrored, -support.lower, z2),
    upper: upperLimit(values, support.upper, z2),
  }
}

/**
 * With the Lagrange multiplier l of the mean constraint, the most likely weights are 1/(n (1 + l (x - D))), the rest is
 * on the end, and V(D) = (xbar - D)/l in either case. So at a limit, where n (xbar - D)^2 = z2 V, D = xbar - z2/(n l):
 * D drops out, and what is left is one equation for l. With c = 1 + z2/n, u = -l (top - xbar)/c and
 * y = (x - xbar)/(top - xbar) it reads mean(1/(1 - u y)) = c. No root up to u = 1: the end takes the rest.
 */
function upperLimit(values: readonly number[], top: number, z2: number): number {
  const n = values.length
  const centre = mean(values)
  const room = top - centre
  if (room <= 0) return top
  const heights = new Float64Array(values.map((x) => (x - centre) / room))
  return centre + (room * z2) / ((n + z2) * largestTilt(heights, 1 + z2 / n))
}

/**
 * The largest u of (0, 1] with mean(1/(1 - u y)) <= c. The mean's reciprocal is concave in u (a harmonic mean of lines),
 * so Newton's steps on it descend to the root from any point beyond; the tallest y alone gives such a point.
 */
function largestTilt(heights: Float64Array, c: number): number {
  const tallest = heights.reduce((most, height) => Math.max(most, height), 0)
  let u = Math.min(1, (1 - 1 / (heights.length * c)) / tallest)
  for (;;) {
    const { value, slope } = meanReciprocal(heights, u)
    const next = u - (value * (value - c)) / (c * slope)
    if (value <= c || !(next < u)) return u
    u = next
  }
}

/** mean(1/(1 - u y)) and its derivative in u. */
function meanReciprocal(heights: Float64Array, u: number): { value: number; slope: number } {
  let [value, slope] = [0, 0]
  for (const height of heights) {
    const reciprocal = 1 / (1 - u * height)
    value += reciprocal
    slope += height * reciprocal * reciprocal
  }
  return { value: value / heights.length, slope: slope / heights.length }
}
