import type { SuiteComparison } from '../../verdict/comparison.ts'
import { count, percent, points, probability } from '../numbers.ts'
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
}

/** One metric by one column. */
export interface SliceTable {
  readonly suite: string
  readonly metric: string
  readonly column: string
  readonly rows: readonly SliceRow[]
}

/** The slices of every gating metric of which any slice moved, in the order of the metrics, then of the slices. */
export function sliceTables(comparisons: readonly SuiteComparison[]): readonly SliceTable[] {
  return gatingMetrics(comparisons)
    .filter(({ comparison, metric }) => comparison.measure === 'head' && metric.slices.some(({ delta }) => delta !== 0))
    .flatMap(byColumn)
}

/** The gating metrics that have slices, none of which moved. */
export function unmovedMetrics(comparisons: readonly SuiteComparison[]): readonly string[] {
  return gatingMetrics(comparisons)
    .filter(({ comparison }) => comparison.measure === 'head')
    .filter(({ metric: { slices } }) => slices.length > 0 && slices.every(({ delta }) => delta === 0))
    .map(({ metric }) => metric.metric.name)
}

function byColumn({ comparison, metric }: Focus): readonly SliceTable[] {
  const columns = Map.groupBy(metric.slices, ({ column }) => column)
  return [...columns].map(([column, slices]) => ({
    suite: comparison.suite,
    metric: metric.metric.name,
    column,
    rows: slices.map(({ value, pairs, base, head, delta, pAdjusted }) => ({
      value,
      cases: count(pairs),
      scores: `${percent(base)} → ${percent(head)}`,
      delta: points(delta),
      p: pAdjusted === undefined ? 'too few' : probability(pAdjusted),
    })),
  }))
}

/** `language`, or `slice` where there are several columns. */
export function slicedBy(tables: readonly SliceTable[]): string | undefined {
  const columns = new Set(tables.map(({ column }) => column))
  return columns.size === 1 ? tables[0]?.column : undefined
}
