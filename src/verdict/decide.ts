import type { Policy } from '../resources/policy.ts'
import { adjustMetrics, adjustSlices } from './adjust.ts'
import type { AdjustedP } from './adjust.ts'
import type { DraftComparison } from './compare.ts'
import type { DraftMetric } from './compare-metric.ts'
import type { DraftSlice } from './compare-slices.ts'
import type { Change, MetricComparison, SliceChange, SuiteComparison } from './comparison.ts'
import { decideGate } from './gate.ts'
import { byCodeUnits } from './order.ts'
import { verdictOf } from './verdict-of.ts'
import { whatDecides } from './what-decides.ts'

/**
 * Verdicts and gate decisions of all comparisons of one check, which are one family of claims. In order of the suite,
 * what gates first, then the subject, head's measure before base's; metrics stay as written.
 */
export function decide(
  drafts: readonly DraftComparison[],
  policy: Pick<Policy, 'recorded'>,
): readonly SuiteComparison[] {
  const adjusted = { metrics: adjustMetrics(drafts), slices: adjustSlices(drafts) }
  return drafts.toSorted(inOrder).map((draft) => {
    const { gating, recorded, coverage } = draft
    const counts = gating && !(recorded && policy.recorded === 'refuse')
    const decided = (metric: DraftMetric): MetricComparison => {
      const { verdict, change, slices, toDecide } = concludeFinding(metric, adjusted)
      const head = coverage.head.enough ? metric.head : undefined
      const gate = decideGate(metric.metric.gate, { counts, verdict, change, head })
      const open = change !== undefined && gate.maxDrop.decision === 'cannot-tell'
      const { finding: _, ...scores } = metric
      return { ...scores, verdict, change: open && toDecide ? { ...change, toDecide } : change, gate, slices }
    }
    return { ...draft, metrics: draft.metrics.map(decided) }
  })
}

interface Adjusted {
  readonly metrics: ReadonlyMap<DraftMetric, AdjustedP>
  readonly slices: ReadonlyMap<DraftSlice, number>
}

type Conclusion = Pick<MetricComparison, 'verdict' | 'change' | 'slices'> & Pick<Change, 'toDecide'>

function concludeFinding(draft: DraftMetric, adjusted: Adjusted): Conclusion {
  const { metric, finding } = draft
  if (finding.kind === 'settled') return { verdict: finding.verdict, change: undefined, slices: [] }
  // Whatever was tested was adjusted.
  const p = adjusted.metrics.get(draft) as AdjustedP
  const margin = metric.gate.maxDrop
  return {
    verdict: verdictOf(finding.change, p, margin),
    change: { ...finding.change, pWorseAdjusted: p.worse, pBetterAdjusted: p.better },
    slices: finding.slices.map((slice) => concludeSlice(slice, adjusted.slices)),
    toDecide: whatDecides(finding.spread, { delta: finding.change.delta, margin, claims: p.claims }),
  }
}

function concludeSlice(slice: DraftSlice, adjusted: Adjusted['slices']): SliceChange {
  const { p: _, ...shown } = slice
  return { ...shown, pAdjusted: adjusted.get(slice) }
}

function inOrder(a: DraftComparison, b: DraftComparison): number {
  return (
    byCodeUnits(a.suite, b.suite) ||
    Number(b.gating) - Number(a.gating) ||
    byCodeUnits(a.subject, b.subject) ||
    byCodeUnits(b.measure, a.measure)
  )
}
