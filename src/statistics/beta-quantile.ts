import { bisect } from './bisect.ts'
import { regularizedIncompleteBeta } from './regularized-incomplete-beta.ts'
import { requireInside } from './require-arguments.ts'

/**
 * The x with P(Beta(a, b) <= x) = p.
 * @throws RangeError unless 0 < p < 1 and a, b > 0
 */
export function betaQuantile(p: number, a: number, b: number): number {
  requireInside('p', p, 0, 1)
  return bisect((x) => regularizedIncompleteBeta(x, a, b) <= p, 0, 1)
}
