import type { Policy } from '../resources/policy.ts'
import { adjustMetrics, adjustSlices } from './adjust.ts'
import type { AdjustedP } from './adjust.ts'
import { type Chance, type CountedLook, type Looks, type Stakes, stakesOf } from './chance.ts'
import { claimsOf } from './claims.ts'
import type { DraftComparison } from './compare.ts'
import type { DraftMetric } from './compare-metric.ts'
import { certifiedLimits } from './compare-pairs.ts'
import type { DraftSlice } from './compare-slices.ts'
import type { Change, Interval, Look, MetricComparison, SliceChange, SuiteComparison } from './comparison.ts'
import { decideGate } from './gate.ts'
import { byCodeUnits } from './order.ts'
import { verdictOf } from './verdict-of.ts'
import { whatDecides } from './what-decides.ts'

/**
 * Verdicts and gate decisions of all comparisons of one check, which are one family of claims. In order of the suite,
 * what gates first, then the subject, head's measure before base's; metrics stay as written.
 * @param looks which look each metric is: it is tested at that look's share of the chance; default: the first
 */
export function decide(
  drafts: readonly DraftComparison[],
  policy: Pick<Policy, 'recorded'>,
  looks: Looks = new Map(),
): readonly SuiteComparison[] {
  const stakes = stakesOf(drafts, looks)
  const alphaOf = (metric: DraftMetric): number => (stakes.get(metric) as Stakes).now.alpha
  const adjusted = { metrics: adjustMetrics(drafts, alphaOf), slices: adjustSlices(drafts) }
  return drafts.toSorted(inOrder).map(({ stopping, ...draft }) => {
    const { gating, recorded, coverage, metrics } = draft
    const counts = gating && !(recorded && policy.recorded === 'refuse')
    const known = { counts, enough: coverage.head.enough, adjusted }
    const stopped = stopping !== undefined && stopping.cases < stopping.of
    return {
      ...draft,
      metrics: metrics.map((metric) => decideMetric(metric, stakes.get(metric) as Stakes, known)),
      ...(stopped && { stopped: { cases: stopping.cases, of: stopping.of } }),
    }
  })
}

interface Adjusted {
  readonly metrics: ReadonlyMap<DraftMetric, AdjustedP>
  readonly slices: ReadonlyMap<DraftSlice, number>
}

interface Known {
  /** Whether the comparison gates and its answers are accepted. */
  readonly counts: boolean
  /** Whether enough of head's cases have a score. */
  readonly enough: boolean
  readonly adjusted: Adjusted
}

function decideMetric(draft: DraftMetric, stakes: Stakes, { counts, enough, adjusted }: Known): MetricComparison {
  const { finding: _finding, headLimits: _headLimits, lookAt: _lookAt, ...scores } = draft
  const limits = limitsOf(draft, stakes.now)
  const { verdict, certified, change, slices, toDecide } = concludeFinding(draft, { stakes, limits, adjusted })
  const head = enough ? draft.head : undefined
  const missedBefore = stakes.numbers?.missedBefore === true
  const evidence = { counts, verdict, certified, head, headLimits: limits.head, missedBefore }
  const gate = decideGate(draft.metric.gate, evidence)
  const open = change !== undefined && gate.maxDrop.decision === 'cannot-tell'
  return {
    ...scores,
    verdict,
    change: open && toDecide ? { ...change, toDecide } : change,
    gate,
    slices,
    ...(stakes.numbers && { look: lookOf(stakes.numbers, stakes.now, limits) }),
  }
}

/** The limits that decide. */
interface Limits {
  readonly certified: Interval | undefined
  readonly head: Interval | undefined
}

const SHOWN_LEVEL = 0.95

/** Those of a first look are the ones that are shown. */
function isShown({ level }: Chance): boolean {
  return Math.abs(level - SHOWN_LEVEL) < 1e-9
}

function limitsOf({ finding, head, headLimits }: DraftMetric, chance: Chance): Limits {
  const { level } = chance
  const own = isShown(chance) ? head?.interval : headLimits(level)
  if (finding.kind === 'settled') return { certified: undefined, head: own }
  const certified = isShown(chance) ? finding.change.certified : certifiedLimits(finding.units, level)
  return { certified, head: own }
}

function lookOf(numbers: CountedLook, chance: Chance, { certified, head }: Limits): Look {
  const { look: number, ...rest } = numbers
  const counted = { number, ...rest, alpha: chance.alpha }
  if (isShown(chance)) return counted
  return { ...counted, ...(certified && { certified }), ...(head && { head }) }
}

interface Conclusion extends Pick<MetricComparison, 'verdict' | 'change' | 'slices'>, Pick<Change, 'toDecide'> {
  readonly certified: boolean
}

interface Context {
  readonly stakes: Stakes
  readonly limits: Limits
  readonly adjusted: Adjusted
}

function concludeFinding(draft: DraftMetric, { stakes, limits, adjusted }: Context): Conclusion {
  const { metric, finding } = draft
  if (finding.kind === 'settled') return { verdict: finding.verdict, certified: false, change: undefined, slices: [] }
  const { change, spread, slices } = finding
  // Whatever was tested was adjusted.
  const p = adjusted.metrics.get(draft) as AdjustedP
  const margin = metric.gate.maxDrop
  const { betting, numbers } = stakes
  const shownBefore = numbers?.shownBefore === true
  const claims = claimsOf({ certified: limits.certified ?? change.certified, betting, p, shownBefore }, margin)
  return {
    verdict: verdictOf(claims),
    certified: claims.certified,
    change: { ...change, pWorseAdjusted: p.worse, pBetterAdjusted: p.better },
    slices: slices.map((slice) => concludeSlice(slice, adjusted.slices)),
    toDecide: whatDecides(spread, { delta: change.delta, margin, claims: p.claims, nextLevel: stakes.next.level }),
  }
}

function concludeSlice(slice: DraftSlice, adjusted: Adjusted['slices']): SliceChange {
  const { p: _, ...shown } = slice
  return { ...shown, pAdjusted: adjusted.get(slice) }
}

/** The order in which comparisons are decided and told. */
export function inOrder(a: DraftComparison, b: DraftComparison): number {
  return (
    byCodeUnits(a.suite, b.suite) ||
    Number(b.gating) - Number(a.gating) ||
    byCodeUnits(a.subject, b.subject) ||
    byCodeUnits(b.measure, a.measure)
  )
}
