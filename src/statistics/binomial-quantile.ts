import { regularizedIncompleteBeta } from './regularized-incomplete-beta.ts'
import { requireCount, requireInside } from './require-arguments.ts'

/**
 * The smallest whole k with P(Binomial(n, chance) <= k) >= p.
 * @throws RangeError unless n >= 1 and 0 < p, chance < 1
 */
export function binomialQuantile(p: number, n: number, chance: number): number {
  requireInside('p', p, 0, 1)
  requireInside('chance', chance, 0, 1)
  requireCount('n', n, 1)
  let [lower, upper] = [0, n]
  while (lower < upper) {
    const middle = Math.floor((lower + upper) / 2)
    // P(at most k successes) as a beta probability: DLMF 8.17.5.
    if (regularizedIncompleteBeta(1 - chance, n - middle, middle + 1) >= p) upper = middle
    else lower = middle + 1
  }
  return lower
}
