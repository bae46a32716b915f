import { flipTail } from './flip-tail.ts'
import { requireAll } from './require-arguments.ts'
import { sum } from './sum.ts'

/** One-sided p-values of one direction. */
export interface OneSidedP {
  /** P(as extreme or more) under no difference. Rejects at most as often as its level says. */
  readonly exact: number
  /** The same with half of the chance of an equal sum left out (Lancaster 1961, JASA 56, 223-234). */
  readonly mid: number
}

export interface SignFlip {
  /** Small when head is worse: the mean difference is below 0. */
  readonly worse: OneSidedP
  /** Small when head is better: the mean difference is above 0. */
  readonly better: OneSidedP
  /** `sampled`: from 131,072 assignments of signs instead of all; `mid` is then as conservative as `exact`. */
  readonly method: 'exact' | 'sampled'
}

/**
 * Sign-flip (paired permutation) test on the sum of the differences (Fisher 1935, "The design of experiments", 21).
 * For single passes and failures it is McNemar's test, and its mid-p that of Fagerland, Lydersen & Laake (2013, BMC
 * Medical Research Methodology 13:91). Exact on any grid of scores, and for up to 20 differences off a grid; else
 * p = (b + 1)/(B + 1) from a seeded subgroup of flips (Phipson & Smyth 2010, Stat. Appl. Genet. Mol. Biol. 9:39).
 * @param differences head - base, one per unit: means of trials, or sums over a cluster
 * @param seed any integer; used only where signs are sampled
 * @throws RangeError on no differences, one that is not finite, or a seed that is not an integer
 */
export function signFlip(differences: readonly number[], seed: number): SignFlip {
  requireAll('differences', differences)
  if (!Number.isSafeInteger(seed)) throw new RangeError(`seed must be an integer, it is ${seed}`)
  const gains = differences.filter((difference) => difference > ROUNDING)
  const losses = differences.filter((difference) => difference < -ROUNDING).map((difference) => -difference)
  if (sum(gains) > sum(losses)) {
    const { smaller, larger, method } = bothTails(losses, gains, seed)
    return { worse: larger, better: smaller, method }
  }
  const { smaller, larger, method } = bothTails(gains, losses, seed)
  return { worse: smaller, better: larger, method }
}

/** A difference of means that is 0 on paper may be off by this much in floating point. */
const ROUNDING = 1e-12

function bothTails(fewer: readonly number[], more: readonly number[], seed: number) {
  const { below, equal, method } = flipTail(fewer, more, seed)
  const half = method === 'exact' ? equal / 2 : 0
  return {
    smaller: { exact: below + equal, mid: below + equal - half },
    larger: { exact: 1 - below, mid: 1 - below - half },
    method,
  }
}
