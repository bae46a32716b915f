import { requireAll, requireInside } from './require-arguments.ts'
import { sum } from './sum.ts'

/** Shares of the stake that are bet, 0.05 to 0.95: none has to be chosen before the effect is known. */
const BETS = Array.from({ length: 19 }, (_, at) => (at + 1) / 20)

/** Two wealth processes on paired differences, in the order in which the cases were drawn. */
export interface EValues {
  /** Against "head is not worse": E_reg = mean_j prod(1 - l_j d). */
  readonly worse: number
  /** Against "head is worse by the margin or more": E_ni = mean_j prod(1 + l_j/(1 - m) (d + m)). */
  readonly withinMargin: number
}

/**
 * What has been won by betting against each hypothesis, an equal mixture over 19 stakes l_j = j/20. While a hypothesis is
 * true, its value exceeds 1/a *at any time* with a chance of at most a (Ville 1939), so a run may stop as soon as it does,
 * after any number of cases. The cases must come in an order that does not depend on their scores.
 *
 * Waudby-Smith & Ramdas (2024), "Estimating means of bounded random variables by betting", JRSS B 86, 1-27; Howard,
 * Ramdas, McAuliffe & Sekhon (2021), "Time-uniform, nonparametric, nonasymptotic confidence sequences", Ann. Stat. 49.
 * @param differences head - base, one per unit, each in [-1, 1]
 * @param margin in (0, 1), in units of the score
 * @throws RangeError on no or other differences, or another margin
 */
export function eValues(differences: readonly number[], margin: number): EValues {
  requireAll('differences', differences, -1, 1)
  requireInside('margin', margin, 0, 1)
  const counts = countEach(differences)
  return {
    worse: mixture(counts, (difference) => -difference),
    withinMargin: mixture(counts, (difference) => (difference + margin) / (1 - margin)),
  }
}

/** How often there is each difference. Their order means nothing to a product, and most scores are one of few. */
function countEach(differences: readonly number[]): readonly (readonly [difference: number, times: number])[] {
  const counts = new Map<number, number>()
  for (const difference of differences) counts.set(difference, (counts.get(difference) ?? 0) + 1)
  return [...counts].toSorted(([a], [b]) => a - b)
}

/** In logarithms: a product over thousands of cases leaves what a number can hold. */
function mixture(counts: ReturnType<typeof countEach>, gain: (difference: number) => number): number {
  const logarithm = (bet: number): number =>
    sum(counts.map(([difference, times]) => times * Math.log1p(bet * gain(difference))))
  return sum(BETS.map((bet) => Math.exp(logarithm(bet)))) / BETS.length
}
