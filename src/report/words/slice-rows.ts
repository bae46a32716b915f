import type { SliceChange, SuiteComparison } from '../../verdict/comparison.ts'
import { count, counted, margin, percent, points, probability } from '../numbers.ts'
import { listed } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'
import type { Focus } from './focus.ts'
import { gatingMetrics } from './focus.ts'

/** One metric on one slice. */
export interface SliceRow {
  readonly value: string
  readonly cases: string
  readonly scores: string
  readonly delta: string
  /** Adjusted p, or why there is none. */
  readonly p: string
  /** The drop that the slice alone would reveal; empty where it is too small to say. */
  readonly sees: string
}

/** One metric by one column. */
export interface SliceTable {
  readonly suite: string
  readonly metric: string
  readonly column: string
  readonly rows: readonly SliceRow[]
}

/** The slices that moved, of every gating metric in the order of the metrics, then of the slices. */
export function sliceTables(comparisons: readonly SuiteComparison[]): readonly SliceTable[] {
  return slicedMetrics(comparisons).flatMap(byColumn)
}

/**
 * What the tables leave out: `Not shown: 1 slice that did not move, and format, of which none did.` Empty where every
 * slice moved, or none.
 */
export function unmovedSlices(comparisons: readonly SuiteComparison[]): Phrase {
  const sliced = slicedMetrics(comparisons)
  const moved = sliced.filter(({ metric }) => metric.slices.some(hasMoved))
  const still = sliced.filter((focus) => !moved.includes(focus))
  const rows = moved.flatMap(({ metric }) => metric.slices).filter((slice) => !hasMoved(slice)).length
  const metrics = listed(still.map(({ metric }) => metric.metric.name))
  const parts: readonly Phrase[] = [
    rows === 0 ? [] : [`${counted(rows, 'slice')} that did not move`],
    metrics.length === 0 ? [] : [...metrics, rows === 0 ? ', of which no slice moved' : ', of which none did'],
  ].filter((part) => part.length > 0)
  if (moved.length === 0 || parts.length === 0) return []
  return ['Not shown: ', ...parts.flatMap((part, at) => (at === 0 ? part : [', and ', ...part])), '.']
}

function slicedMetrics(comparisons: readonly SuiteComparison[]): readonly Focus[] {
  return gatingMetrics(comparisons).filter(
    ({ comparison, metric }) => comparison.measure === 'head' && metric.slices.length > 0,
  )
}

/** Not by less than a reader would see. */
function hasMoved({ delta }: SliceChange): boolean {
  return points(delta) !== points(0)
}

function byColumn({ comparison, metric }: Focus): readonly SliceTable[] {
  const columns = Map.groupBy(metric.slices.filter(hasMoved), ({ column }) => column)
  return [...columns].map(([column, slices]) => ({
    suite: comparison.suite,
    metric: metric.metric.name,
    column,
    rows: slices.map(({ value, pairs, base, head, delta, detectableDrop, pAdjusted }) => ({
      value,
      cases: count(pairs),
      scores: `${percent(base)} → ${percent(head)}`,
      delta: points(delta),
      p: pAdjusted === undefined ? 'too few' : probability(pAdjusted),
      sees: detectableDrop === undefined ? '' : margin(Math.ceil(detectableDrop * 100) / 100),
    })),
  }))
}

/** `language`, or `slice` where there are several columns. */
export function slicedBy(tables: readonly SliceTable[]): string | undefined {
  const columns = new Set(tables.map(({ column }) => column))
  return columns.size === 1 ? tables[0]?.column : undefined
}
