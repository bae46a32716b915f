import { benjaminiHochberg } from '../statistics/benjamini-hochberg.ts'
import { holm } from '../statistics/holm.ts'
import { lookAlpha } from '../statistics/look-alpha.ts'
import type { DraftComparison } from './compare.ts'
import type { DraftMetric } from './compare-metric.ts'
import type { DraftSlice } from './compare-slices.ts'

/** One-sided p-values of a metric that know of the other claims of the check, and of the look: at most 0.025 is significant. */
export interface AdjustedP {
  readonly worse: number
  readonly better: number
  /** How many claims were adjusted together. */
  readonly claims: number
}

/**
 * Adjusts what was tested; what is settled makes no claim and costs the others nothing. All gating metrics of a check,
 * by either measure, are one family, of which no claim may be false (Holm), once per direction. What does not gate is
 * exploration (Benjamini-Hochberg). Before that, each p is raised as far as its test may take less chance than 0.025: a
 * raised p is a p, so the rest holds for metrics at different looks, too.
 * @param alphaOf the chance, one-sided, that a metric's test may take
 */
export function adjustMetrics(
  drafts: readonly DraftComparison[],
  alphaOf: (metric: DraftMetric) => number,
): ReadonlyMap<DraftMetric, AdjustedP> {
  const gating = drafts.filter((draft) => draft.gating)
  const shown = drafts.filter((draft) => !draft.gating)
  return new Map([...adjustFamily(gating, alphaOf, holm), ...adjustFamily(shown, alphaOf, benjaminiHochberg)])
}

/** Adjusts the two-sided p of every slice of the check that has one (Benjamini-Hochberg). */
export function adjustSlices(drafts: readonly DraftComparison[]): ReadonlyMap<DraftSlice, number> {
  const slices = drafts
    .flatMap(({ metrics }) => metrics)
    .flatMap(({ finding }) => (finding.kind === 'tested' ? finding.slices : []))
    .flatMap((slice) => (slice.p === undefined ? [] : [{ slice, p: slice.p }]))
  const adjusted = benjaminiHochberg(slices.map(({ p }) => p))
  return new Map(slices.map(({ slice }, at) => [slice, adjusted[at] as number]))
}

function adjustFamily(
  drafts: readonly DraftComparison[],
  alphaOf: (metric: DraftMetric) => number,
  adjust: (pValues: readonly number[]) => number[],
): readonly [DraftMetric, AdjustedP][] {
  const claims = drafts
    .flatMap(({ metrics }) => metrics)
    .flatMap((metric) => (metric.finding.kind === 'tested' ? [{ metric, change: metric.finding.change }] : []))
  const raised = (metric: DraftMetric, p: number): number => Math.min(1, (p * lookAlpha(1)) / alphaOf(metric))
  const worse = adjust(claims.map(({ metric, change }) => raised(metric, change.pWorse)))
  const better = adjust(claims.map(({ metric, change }) => raised(metric, change.pBetter)))
  const adjusted = (at: number): AdjustedP => ({
    worse: worse[at] as number,
    better: better[at] as number,
    claims: claims.length,
  })
  return claims.map(({ metric }, at) => [metric, adjusted(at)])
}
