import { bisect } from '../../src/statistics/bisect.ts'
import { regularizedIncompleteBeta } from '../../src/statistics/regularized-incomplete-beta.ts'

/** The x with P(Beta(a, b) <= x) = p, 0 < p < 1. */
export function betaQuantile(p: number, a: number, b: number): number {
  return bisect((x) => regularizedIncompleteBeta(x, a, b) <= p, 0, 1)
}
