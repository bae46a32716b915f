import type { Estimate } from './estimate.ts'
import { requireWithin } from './require-arguments.ts'
import { sum } from './sum.ts'
import { wilson } from './wilson.ts'

/** A part of a population, and a sample from it. */
export interface Stratum {
  /** Its share of the population. */
  readonly weight: number
  /** Of the sample, whole numbers; `of` is at least 1. */
  readonly count: number
  readonly of: number
}

/**
 * A share in a population of which some parts were sampled more than others, with its interval: each part's own score
 * interval (`wilson`), recovered into one as variances are (MOVER).
 *
 * Zou & Donner (2008), "Construction of confidence limits about effect measures: a general approach", Statistics in
 * Medicine 27, 1693-1702; for strata Yan & Su (2010), Statistics in Biopharmaceutical Research 2, 329-335.
 * @param strata their weights come to 1
 * @throws RangeError on weights outside [0, 1] or that do not come to 1, and as `wilson`
 */
export function stratifiedShare(strata: readonly Stratum[], level = 0.95): Estimate {
  for (const { weight } of strata) requireWithin('weight', weight, 0, 1)
  requireWithin('the sum of the weights', sum(strata.map(({ weight }) => weight)), 1 - 1e-9, 1 + 1e-9)
  const shares = strata.map(({ weight, count, of }) => ({ weight, ...wilson(count, of, level) }))
  const estimate = sum(shares.map((share) => share.weight * share.estimate))
  const reach = (limit: 'lower' | 'upper') =>
    Math.sqrt(sum(shares.map((share) => (share.weight * (share[limit] - share.estimate)) ** 2)))
  return { estimate, lower: estimate - reach('lower'), upper: estimate + reach('upper') }
}
