import { commonGrid } from './common-grid.ts'
import { flipDistribution } from './flip-distribution.ts'
import { uint32Stream } from './prng.ts'
import { sum } from './sum.ts'
import { walshHadamard } from './walsh-hadamard.ts'

/** Chances of the sum of a random half of all magnitudes, each in or out by a fair coin, against the observed sum. */
export interface FlipTail {
  readonly below: number
  readonly equal: number
  readonly method: 'exact' | 'sampled'
}

/**
 * Where the observed sum of `gains` lies among the sums of all ways to pick from `gains` and `losses`: exact when they
 * are on a grid or at most 20, else from 131,071 seeded flips beside the observed one.
 * @param gains magnitudes greater than 0; the side with the smaller sum makes it fast
 * @param losses magnitudes greater than 0
 */
export function flipTail(gains: readonly number[], losses: readonly number[], seed: number): FlipTail {
  const magnitudes = [...gains, ...losses]
  const steps = commonGrid(magnitudes)
  const observedSteps = sum(steps?.slice(0, gains.length) ?? [])
  const convolves = observedSteps <= LONGEST_CONVOLUTION && observedSteps * magnitudes.length <= MOST_WORK
  if (steps && convolves) return onGrid(steps, observedSteps)
  // Sums that differ by rounding alone are equal.
  const slack = 1e-12 * sum(magnitudes)
  if (magnitudes.length <= 20) return byEnumeration(magnitudes, sum(gains), slack)
  return bySubgroup(gains, losses, slack, uint32Stream(seed))
}

/** Steps, and steps times magnitudes: half a second. Beyond that, flips are drawn. */
const LONGEST_CONVOLUTION = 100_000
const MOST_WORK = 500_000_000
/** A power of 2, and more than 99,999. */
const ELEMENTS = 2 ** 17

function onGrid(steps: readonly number[], observed: number): FlipTail {
  const chance = flipDistribution(steps, observed)
  const below = chance.subarray(0, observed).reduce((all, one) => all + one, 0)
  return { below, equal: chance[observed] as number, method: 'exact' }
}

function byEnumeration(magnitudes: readonly number[], observed: number, slack: number): FlipTail {
  const sums = sumsOfAllPicks(magnitudes)
  const { below, equal } = compare(sums, observed, slack)
  return { below: below / sums.length, equal: equal / sums.length, method: 'exact' }
}

/**
 * Under a random subgroup of all sign flips, to which "none" belongs: every magnitude is flipped by the elements that have an
 * odd number of bits in common with its own random number. The share of elements with a sum as low is an exact p-value, for
 * any subgroup, and has the mean and variance of as many independent draws, since two flips of it are independent
 * (Hemerik & Goeman 2018, "Exact testing with random permutations", TEST 27, 811-825).
 */
function bySubgroup(gains: readonly number[], losses: readonly number[], slack: number, next: () => number): FlipTail {
  const sums = new Float64Array(ELEMENTS)
  const add = (signed: number): void => {
    const own = next() % ELEMENTS
    sums[own] = (sums[own] as number) + signed
  }
  for (const gain of gains) add(gain)
  for (const loss of losses) add(-loss)
  walshHadamard(sums)
  // A sum of signed magnitudes is twice that of the picked ones, up to a constant.
  const { below, equal } = compare(sums, sum(gains) - sum(losses), 2 * slack)
  return { below: below / ELEMENTS, equal: equal / ELEMENTS, method: 'sampled' }
}

/** 2^n sums: bit i of the index says whether magnitude i is in. */
function sumsOfAllPicks(magnitudes: readonly number[]): Float64Array {
  const sums = new Float64Array(2 ** magnitudes.length)
  for (const [at, magnitude] of magnitudes.entries()) {
    const known = 2 ** at
    for (let pick = 0; pick < known; pick += 1) sums[known + pick] = (sums[pick] as number) + magnitude
  }
  return sums
}

function compare(sums: Float64Array, observed: number, slack: number): { below: number; equal: number } {
  let [below, equal] = [0, 0]
  for (const one of sums) {
    if (one < observed - slack) below += 1
    else if (one <= observed + slack) equal += 1
  }
  return { below, equal }
}
