import type { Metric } from '../resources/project.ts'
import { casesNeeded } from '../statistics/cases-needed.ts'
import { casesWithoutFlips } from '../statistics/cases-without-flips.ts'
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

/** A change before the other claims of the check are known. */
export type DraftChange = Omit<Change, 'pWorseAdjusted' | 'pBetterAdjusted' | 'dropped'>

/**
 * Base against head on the pairs of one metric.
 * @param pairs at least one, in order of the id
 * @param seed of the sign-flip test, used only where signs are sampled
 */
export function comparePairs({ scale, gate }: Metric, pairs: readonly CasePair[], seed: number): DraftChange {
  const differences = pairs.map(({ difference }) => difference)
  const certified = limits(pairedScoreInterval(differences))
  const { worse, better } = signFlip(differences, seed)
  return {
    pairs: pairs.length,
    delta: mean(differences),
    shown: scale === 'binary' ? certified : shownOfGraded(differences, certified),
    certified,
    pWorse: worse.mid,
    pBetter: better.mid,
    worse: pairs.filter(({ difference }) => difference < 0).map(({ caseId }) => caseId),
    better: pairs.filter(({ difference }) => difference > 0).map(({ caseId }) => caseId),
    detectableDrop: detectableDrop(differences),
    casesNeeded: casesToCertify(differences, gate.maxDrop),
  }
}

const FEWEST_FOR_T = 10

/** Student's interval where there is a spread to take it from: it collapses without one, and may leave the scale. */
function shownOfGraded(differences: readonly number[], certified: Interval): Interval {
  if (differences.length < FEWEST_FOR_T || sampleVariance(differences) === 0) return certified
  const { lower, upper } = pairedT(differences)
  return { lower: Math.max(-1, lower), upper: Math.min(1, upper) }
}

/** However few cases happened to change: else a suite in which nothing changed would claim to see everything. */
function detectableDrop(differences: readonly number[]): number {
  const variance = varianceOf(differences)
  const drop = minimumDetectableEffect(variance, differences.length)
  if (!differences.every(Number.isInteger)) return Math.min(1, drop)
  return Math.min(1, Math.max(drop, leastVisibleDrop(differences.length)))
}

function casesToCertify(differences: readonly number[], margin: number): number {
  const bySpread = Math.ceil(casesNeeded(varianceOf(differences), margin))
  // A margin of 1 tolerates every change.
  return Math.max(bySpread, margin < 1 ? casesWithoutFlips(margin) : 1)
}

/** Of a single difference, which has no spread, its square. */
function varianceOf(differences: readonly number[]): number {
  return differences.length === 1 ? (differences[0] ?? 0) ** 2 : sampleVariance(differences)
}

function limits({ lower, upper }: Estimate): Interval {
  return { lower, upper }
}
