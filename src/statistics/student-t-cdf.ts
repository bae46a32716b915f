import { regularizedIncompleteBeta } from './regularized-incomplete-beta.ts'
import { requireInside } from './require-arguments.ts'

/**
 * P(T <= t) for Student's t with `df` degrees of freedom, by the incomplete beta function (Abramowitz & Stegun 26.7.1).
 * @throws RangeError unless df > 0 and t is a finite number
 */
export function studentTCdf(t: number, df: number): number {
  requireInside('df', df, 0, Infinity)
  requireInside('t', t, -Infinity, Infinity)
  const square = t * t
  const tail = regularizedIncompleteBeta(df / (df + square), df / 2, 0.5, square / (df + square)) / 2
  return t < 0 ? tail : 1 - tail
}
