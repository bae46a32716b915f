import { requireCount } from './require-arguments.ts'

/** One-sided: half of the 5 % that a single look may be wrong in either direction. */
const ALPHA = 0.025

/**
 * The chance of a false claim, one-sided, that the j-th look at the same subjects by the same measure may take: 0.025 for
 * the first, 0.025/2^j for the j-th. However many looks follow, some look is wrong with a chance of at most
 * 0.025 (1 + 1/4 + 1/8 + ...) = 0.0375 a side (union bound). A look is new where its scores are: trials were added, or drawn
 * anew; the same scores again are the same look.
 *
 * Alpha spending at looks that nobody planned: Armitage, McPherson & Rowe (1969), "Repeated significance tests on
 * accumulating data", JRSS A 132, 235-244, have what it prevents; the shares are a geometric series as in Bonferroni's bound.
 * @param look from 1
 * @throws RangeError unless `look` is a whole number of at least 1
 */
export function lookAlpha(look: number): number {
  requireCount('look', look, 1)
  return look === 1 ? ALPHA : ALPHA / 2 ** look
}
