import { seedOf } from '../digest/digest.ts'
import type { Measure, Metric } from '../resources/project.ts'
import { comparePairs } from './compare-pairs.ts'
import type { DraftChange } from './compare-pairs.ts'
import { compareSlices } from './compare-slices.ts'
import type { DraftSlice } from './compare-slices.ts'
import type { Change, MetricComparison, NotComparableReason, SuiteComparison } from './comparison.ts'
import { leastVisibleDrop } from './least-visible-drop.ts'
import { pairCases } from './pair-cases.ts'
import type { CasePair, PairedCases } from './pair-cases.ts'
import { scoreCases } from './score-cases.ts'
import type { CaseOutcome } from './score-cases.ts'
import { scoreSide } from './score-side.ts'
import { settle } from './settle.ts'
import type { SettledVerdict } from './settle.ts'

/** What needs no test, or what the tests found before they know of each other. */
type Finding =
  | { readonly kind: 'settled'; readonly verdict: SettledVerdict }
  | {
      readonly kind: 'tested'
      readonly change: DraftChange & Pick<Change, 'dropped'>
      readonly slices: readonly DraftSlice[]
    }

export interface DraftMetric extends Pick<MetricComparison, 'metric' | 'base' | 'head' | 'detectableDrop'> {
  readonly finding: Finding
}

/** What all metrics of a comparison share. */
interface ComparedSides {
  readonly suite: string
  readonly subject: string
  readonly measure: Measure
  readonly outcomes: { readonly base: readonly CaseOutcome[]; readonly head: readonly CaseOutcome[] }
  readonly coverage: SuiteComparison['coverage']
  /** Cases for which both sides asked the same. */
  readonly sameDraws: ReadonlySet<string>
  readonly metricsOfBase: ReadonlySet<string>
  readonly notComparable: NotComparableReason | undefined
}

/** Scores both sides by one metric and tests their difference where it needs a test; throws as `scoreCases`. */
export function compareMetric(metric: Metric, sides: ComparedSides): DraftMetric {
  const { measure, outcomes, metricsOfBase } = sides
  const head = scoreCases(outcomes.head, metric.name)
  const base = metricsOfBase.has(metric.name) ? scoreCases(outcomes.base, metric.name) : new Map<string, number>()
  const paired = pairCases(base, head)
  const notComparable = sides.notComparable ?? (metricsOfBase.has(metric.name) ? undefined : 'new metric')
  const verdict = settle({ ...sides, notComparable, pairs: paired.pairs })
  const passesOrFails = metric.scale === 'binary' && measure.trials === 1
  return {
    metric,
    base: scoreSide([...base.values()], metric.scale, measure.trials),
    head: scoreSide([...head.values()], metric.scale, measure.trials),
    ...(base.size === 0 && head.size > 0 && passesOrFails && { detectableDrop: leastVisibleDrop(head.size) }),
    finding: verdict ? { kind: 'settled', verdict } : testPairs(metric, sides, paired),
  }
}

/** Seeds depend on what is tested and on nothing else: the same inputs give the same p. */
function testPairs(metric: Metric, { suite, subject, measure }: ComparedSides, paired: PairedCases): Finding {
  const seedFor = (pairs: readonly CasePair[]): number =>
    seedOf([subject, suite, metric.name, pairs.map(({ caseId }) => caseId)])
  const { pairs, dropped } = paired
  return {
    kind: 'tested',
    change: { ...comparePairs(metric, pairs, seedFor(pairs)), dropped },
    slices: compareSlices(measure, pairs, seedFor),
  }
}
