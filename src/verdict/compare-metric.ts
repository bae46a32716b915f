import { seedOf } from '../digest/digest.ts'
import type { Measure, Metric } from '../resources/project.ts'
import { comparePairs, unitsOfPairs } from './compare-pairs.ts'
import type { DraftChange } from './compare-pairs.ts'
import { compareSlices } from './compare-slices.ts'
import type { DraftSlice } from './compare-slices.ts'
import type { Change, Interval, MetricComparison, NotComparableReason, SuiteComparison } from './comparison.ts'
import { leastVisibleDrop } from './least-visible-drop.ts'
import type { LookAt } from './look-record.ts'
import type { LookingAt } from './looking-at.ts'
import { pairCases } from './pair-cases.ts'
import type { CasePair, PairedCases } from './pair-cases.ts'
import { meanScores, scoreCases } from './score-cases.ts'
import type { CaseOutcome, ScoresOfSides } from './score-cases.ts'
import { scoreSide } from './score-side.ts'
import { settle } from './settle.ts'
import type { SettledVerdict } from './settle.ts'
import { spreadOf } from './spread.ts'
import type { Spread } from './spread.ts'
import { clustersOf, type Units } from './units.ts'
import { unpairedChange } from './unpaired.ts'

/** What needs no test, or what the tests found before they know of each other. */
type Finding =
  | { readonly kind: 'settled'; readonly verdict: SettledVerdict }
  | {
      readonly kind: 'tested'
      readonly change: DraftChange & Pick<Change, 'dropped'>
      readonly units: Units
      readonly spread: Spread
      readonly slices: readonly DraftSlice[]
    }

export interface DraftMetric
  extends Pick<MetricComparison, 'metric' | 'base' | 'head' | 'detectableDrop' | 'unpaired'> {
  readonly finding: Finding
  /** Head's limits at another level than 95 %. */
  readonly headLimits: (level: number) => Interval | undefined
  /** Which look it is; absent where that cannot be told. */
  readonly lookAt?: () => LookAt
}

/** What all metrics of a comparison share, wherever their scores come from. */
interface ComparedScores {
  readonly suite: string
  readonly subject: string
  readonly measure: Measure
  readonly coverage: SuiteComparison['coverage']
  /** Cases for which both sides asked the same. */
  readonly sameDraws: ReadonlySet<string>
  readonly notComparable: NotComparableReason | undefined
  readonly lookingAt?: LookingAt
}

/** The same of sides that were evaluated. */
interface ComparedSides extends ComparedScores {
  readonly outcomes: { readonly base: readonly CaseOutcome[]; readonly head: readonly CaseOutcome[] }
  readonly metricsOfBase: ReadonlySet<string>
}

/** Scores both sides by one metric and tests their difference where it needs a test; throws as `scoreCases`. */
export function compareMetric(metric: Metric, sides: ComparedSides): DraftMetric {
  const { outcomes, metricsOfBase } = sides
  const head = scoreCases(outcomes.head, metric.name)
  if (metricsOfBase.has(metric.name))
    return compareScores(metric, { base: scoreCases(outcomes.base, metric.name), head }, sides)
  const notComparable = sides.notComparable ?? 'new metric'
  return compareScores(metric, { base: new Map(), head }, { ...sides, notComparable })
}

/** Compares scores by one metric; tests their difference where it needs a test. */
export function compareScores(metric: Metric, scores: ScoresOfSides, sides: ComparedScores): DraftMetric {
  const { measure, lookingAt } = sides
  const [base, head] = [meanScores(scores.base), meanScores(scores.head)]
  const paired = pairCases(base, head)
  const verdict = settle({ ...sides, pairs: paired.pairs })
  const passesOrFails = metric.scale === 'binary' && measure.trials === 1
  return {
    metric,
    base: scoreSide(base, metric.scale, measure),
    head: scoreSide(head, metric.scale, measure),
    ...(base.size === 0 && head.size > 0 && passesOrFails && { detectableDrop: leastVisibleDrop(head.size) }),
    ...(passesOrFails && unpairedChange(verdict, { base, head }, measure)),
    headLimits: (level) => scoreSide(head, metric.scale, measure, level)?.interval,
    ...(lookingAt && { lookAt: () => lookingAt(metric, scores) }),
    finding: verdict ? { kind: 'settled', verdict } : testPairs(metric, { ...sides, scores }, paired),
  }
}

/** Seeds depend on what is tested and on nothing else: the same inputs give the same p. */
function testPairs(
  metric: Metric,
  { suite, subject, measure, scores }: ComparedScores & { readonly scores: ScoresOfSides },
  paired: PairedCases,
): Finding {
  const seedFor = (pairs: readonly CasePair[]): number =>
    seedOf([subject, suite, metric.name, pairs.map(({ caseId }) => caseId)])
  const { pairs, dropped } = paired
  const clusterOf = clustersOf(measure)
  return {
    kind: 'tested',
    change: { ...comparePairs(metric, pairs, { clusterOf, seed: seedFor(pairs) }), dropped },
    units: unitsOfPairs(pairs, clusterOf),
    spread: spreadOf(pairs, scores, clusterOf),
    slices: compareSlices(measure, pairs, seedFor),
  }
}
