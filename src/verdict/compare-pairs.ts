import type { Metric } from '../resources/project.ts'
import type { Estimate } from '../statistics/estimate.ts'
import { mean } from '../statistics/mean.ts'
import { minimumDetectableEffect } from '../statistics/minimum-detectable-effect.ts'
import { pairedScoreInterval } from '../statistics/paired-score-interval.ts'
import { pairedT } from '../statistics/paired-t.ts'
import { sampleVariance } from '../statistics/sample-variance.ts'
import { signFlip } from '../statistics/sign-flip.ts'
import type { Change, Interval } from './comparison.ts'
import { leastVisibleDrop } from './least-visible-drop.ts'
import type { CasePair } from './pair-cases.ts'
import { type ClusterOf, type Units, unitsOf, varianceOf } from './units.ts'
import { casesToCertify } from './what-decides.ts'

/** A change before the other claims of the check are known. */
export type DraftChange = Omit<Change, 'pWorseAdjusted' | 'pBetterAdjusted' | 'dropped' | 'toDecide'>

/**
 * Base against head on the pairs of one metric; clusters, where there are any, are what is tested.
 * @param pairs at least one, in order of the id
 * @param seed of the sign-flip test, used only where signs are sampled
 */
export function comparePairs(
  { scale, gate }: Metric,
  pairs: readonly CasePair[],
  { clusterOf, seed }: { readonly clusterOf: ClusterOf; readonly seed: number },
): DraftChange {
  const units = unitsOfPairs(pairs, clusterOf)
  const certified = certifiedLimits(units)
  const { worse, better } = signFlip(units.sums, seed)
  return {
    pairs: pairs.length,
    ...(units.sums.length < pairs.length && { clusters: units.sums.length }),
    delta: mean(units.values),
    shown: scale === 'binary' ? certified : shownOfGraded(units, certified),
    certified,
    pWorse: worse.mid,
    pBetter: better.mid,
    worse: pairs.filter(({ difference }) => difference < 0).map(({ caseId }) => caseId),
    better: pairs.filter(({ difference }) => difference > 0).map(({ caseId }) => caseId),
    detectableDrop: detectableDrop(pairs, units),
    casesNeeded: casesToCertify({ ...units, variance: varianceOf(units.values) }, gate.maxDrop),
  }
}

/** The interval of the mean difference that certifies, at another level than that of a single look if need be. */
export function certifiedLimits({ values, largest }: Units, level = 0.95): Interval {
  return limits(pairedScoreInterval(values, level, largest))
}

/** The differences of the pairs, case by case or cluster by cluster. */
export function unitsOfPairs(pairs: readonly CasePair[], clusterOf: ClusterOf): Units {
  const differences = pairs.map(({ caseId, difference }) => ({ caseId, value: difference }))
  return unitsOf(differences, clusterOf)
}

const FEWEST_FOR_T = 10

/** Student's interval where there is a spread to take it from: it collapses without one, and may leave the scale. */
function shownOfGraded({ values }: Units, certified: Interval): Interval {
  if (values.length < FEWEST_FOR_T || sampleVariance(values) === 0) return certified
  const { lower, upper } = pairedT(values)
  return { lower: Math.max(-1, lower), upper: Math.min(1, upper) }
}

/**
 * The drop that the pairs reveal with 80 % power. However few cases happened to change: else a suite in which nothing
 * changed would claim to see everything.
 */
export function detectableDrop(pairs: readonly CasePair[], { values }: Units): number {
  const drop = minimumDetectableEffect(varianceOf(values), values.length)
  if (!pairs.every(({ difference }) => Number.isInteger(difference))) return Math.min(1, drop)
  return Math.min(1, Math.max(drop, leastVisibleDrop(pairs.length)))
}

function limits({ lower, upper }: Estimate): Interval {
  return { lower, upper }
}
