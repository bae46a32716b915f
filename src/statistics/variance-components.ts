import { mean } from './mean.ts'
import { sampleVariance } from './sample-variance.ts'

/** Where the variance of a unit's difference comes from; more trials lower the last two only. Squared score units. */
export interface VarianceComponents {
  /** Of the true difference, from unit to unit. */
  readonly between: number
  /** Of a single trial of base about its unit's mean. */
  readonly withinBase: number
  /** Of a single trial of head about its unit's mean. */
  readonly withinHead: number
}

/**
 * Splits the variance of paired differences by the law of total variance (Miller 2024, arXiv 2411.00640).
 * @param base base[unit][trial], at least 2 units; the number of trials may differ
 * @param head head[unit][trial], the same units
 * @returns undefined when a side has no unit with 2 trials: the pieces cannot be told apart
 * @throws RangeError when the sides differ in length, or have fewer than 2 units, or a unit without trials
 */
export function varianceComponents(
  base: readonly (readonly number[])[],
  head: readonly (readonly number[])[],
): VarianceComponents | undefined {
  if (base.length !== head.length) throw new RangeError(`base has ${base.length} units, head has ${head.length}`)
  const total = sampleVariance(head.map((trials, unit) => mean(trials) - mean(base[unit] ?? [])))
  const withinBase = varianceOfTrials(base)
  const withinHead = varianceOfTrials(head)
  if (withinBase === undefined || withinHead === undefined) return undefined
  const noise = withinBase * meanOfReciprocals(base) + withinHead * meanOfReciprocals(head)
  return { between: Math.max(0, total - noise), withinBase, withinHead }
}

function meanOfReciprocals(units: readonly (readonly number[])[]): number {
  return mean(units.map((trials) => 1 / trials.length))
}

function varianceOfTrials(units: readonly (readonly number[])[]): number | undefined {
  const repeated = units.filter((trials) => trials.length >= 2)
  return repeated.length === 0 ? undefined : mean(repeated.map(sampleVariance))
}
