import { logGamma } from './log-gamma.ts'
import { requireInside, requireWithin } from './require-arguments.ts'

/**
 * I_x(a, b) = P(Beta(a, b) <= x).
 *
 * The continued fraction DLMF 8.17.22, evaluated by the modified Lentz method (Press et al., "Numerical Recipes", 6.4),
 * on whichever side of the mean it converges fast.
 * @param complement 1 - x, for a caller who knows it better than by subtraction
 * @throws RangeError unless 0 <= x <= 1 and a, b > 0
 */
export function regularizedIncompleteBeta(x: number, a: number, b: number, complement = 1 - x): number {
  requireWithin('x', x, 0, 1)
  requireInside('a', a, 0, Infinity)
  requireInside('b', b, 0, Infinity)
  if (x === 0 || x === 1) return x
  if (x > (a + 1) / (a + b + 2)) return 1 - lowerTail(complement, x, b, a)
  return lowerTail(x, complement, a, b)
}

function lowerTail(x: number, complement: number, a: number, b: number): number {
  const logFront = a * Math.log(x) + b * Math.log(complement) + logGamma(a + b) - logGamma(a) - logGamma(b)
  return Math.exp(logFront) / (a * continuedFraction(x, a, b))
}

/** 1 + d1/(1 + d2/(1 + …)). About sqrt(max(a, b)) levels are needed, so the cap is out of reach. */
function continuedFraction(x: number, a: number, b: number): number {
  let [numerator, denominator, value] = [1, 0, 1]
  for (let level = 1; level < 100_000; level += 1) {
    const d = coefficient(level, x, a, b)
    denominator = 1 / awayFromZero(1 + d * denominator)
    numerator = awayFromZero(1 + d / numerator)
    value *= numerator * denominator
    if (Math.abs(numerator * denominator - 1) < 1e-15) break
  }
  return value
}

function coefficient(level: number, x: number, a: number, b: number): number {
  const m = Math.floor(level / 2)
  const scale = (a + level - 1) * (a + level)
  return level % 2 === 0 ? (m * (b - m) * x) / scale : (-(a + m) * (a + b + m) * x) / scale
}

function awayFromZero(x: number): number {
  return Math.abs(x) < 1e-300 ? 1e-300 : x
}
