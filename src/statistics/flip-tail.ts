import { commonGrid } from './common-grid.ts'
import { flipDistribution } from './flip-distribution.ts'
import { uint32Stream } from './prng.ts'
import { sum } from './sum.ts'

/** Chances of the sum of a random half of all magnitudes, each in or out by a fair coin, against the observed sum. */
export interface FlipTail {
  readonly below: number
  readonly equal: number
  readonly method: 'exact' | 'sampled'
}

/**
 * Where the observed sum of `gains` lies among the sums of all ways to pick from `gains` and `losses`: exact when they
 * are on a grid or at most 20, else from 99,999 seeded draws beside the observed one.
 * @param gains magnitudes greater than 0; the side with the smaller sum makes it fast
 * @param losses magnitudes greater than 0
 */
export function flipTail(gains: readonly number[], losses: readonly number[], seed: number): FlipTail {
  const magnitudes = [...gains, ...losses]
  const steps = commonGrid(magnitudes)
  const observedSteps = sum(steps?.slice(0, gains.length) ?? [])
  if (steps && observedSteps <= LONGEST_CONVOLUTION) return onGrid(steps, observedSteps)
  // Sums that differ by rounding alone are equal.
  const slack = 1e-12 * sum(magnitudes)
  if (magnitudes.length <= 20) return byEnumeration(magnitudes, sum(gains), slack)
  return bySampling(magnitudes, sum(gains), slack, uint32Stream(seed))
}

/** Steps; beyond that, drawing is faster. */
const LONGEST_CONVOLUTION = 100_000
const DRAWS = 99_999
/** Coins tossed by one random number, through a table that stays in the processor's cache. */
const BLOCK = 12

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

function bySampling(magnitudes: readonly number[], observed: number, slack: number, next: () => number): FlipTail {
  const sums = new Float64Array(DRAWS)
  for (let from = 0; from < magnitudes.length; from += BLOCK) {
    const picks = sumsOfAllPicks(magnitudes.slice(from, from + BLOCK))
    for (let draw = 0; draw < DRAWS; draw += 1) {
      sums[draw] = (sums[draw] as number) + (picks[next() % picks.length] as number)
    }
  }
  const { below, equal } = compare(sums, observed, slack)
  return { below: below / (DRAWS + 1), equal: (equal + 1) / (DRAWS + 1), method: 'sampled' }
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
