import type { SuiteComparison } from '../../verdict/comparison.ts'
import type { Focus } from '../words/focus.ts'
import { scoreTables } from '../words/score-tables.ts'
import type { ScoreRow, ScoreTable } from '../words/score-tables.ts'
import { sliceTables } from '../words/slice-rows.ts'
import { groupKey } from './cases-data.ts'
import type { CostView, MetricView, ScoreRowView, ScoreTableView, SliceTableView } from './page-data.ts'
import { phraseView } from './phrase-view.ts'

/** The score tables with the numbers that are drawn beside them. */
export function scoreTablesView(comparisons: readonly SuiteComparison[]): readonly ScoreTableView[] {
  return scoreTables(comparisons).map(tableView)
}

function tableView({ title, note, compared, rows }: ScoreTable): ScoreTableView {
  return { title: phraseView(title), note, compared, rows: rows.map(rowView) }
}

function rowView({ name, notes, weight, of, ...cells }: ScoreRow): ScoreRowView {
  return {
    ...cells,
    name: phraseView(name),
    notes: notes.map(phraseView),
    failing: weight === 'failing',
    metric: of && metricView(of),
  }
}

function metricView({ comparison, metric: { metric, head, change, gate } }: Focus): MetricView {
  return {
    group: groupKey(comparison),
    name: metric.name,
    change: change && { delta: change.delta, ...change.shown },
    maxDrop: gate.maxDrop.limit,
    score: head && { mean: head.mean, ...head.interval },
    min: gate.min?.limit,
    worse: change?.worse.length ?? 0,
    better: change?.better.length ?? 0,
    pairs: change?.pairs ?? 0,
  }
}

/** The slices that moved, with the group where their cases are. */
export function slicesView(comparisons: readonly SuiteComparison[]): readonly SliceTableView[] {
  return sliceTables(comparisons).map(({ suite, ...table }) => {
    const comparison = comparisons.find((one) => one.suite === suite && one.gating && one.measure === 'head')
    return { ...table, group: comparison === undefined ? '' : groupKey(comparison) }
  })
}

/** Cost beside quality of every subject whose cost is known. */
export function costsView(comparisons: readonly SuiteComparison[]): readonly CostView[] {
  return comparisons
    .filter(({ measure }) => measure === 'head')
    .map((comparison) => ({
      suite: comparison.suite,
      subject: comparison.subject,
      sides: (['base', 'head'] as const).flatMap((side) => sideCosts(comparison, side)),
    }))
    .filter(({ sides }) => sides.length > 0)
}

function sideCosts({ expense, metrics }: SuiteComparison, side: 'base' | 'head'): CostView['sides'] {
  const usdPerCase = expense[side]?.usdPerCase
  if (usdPerCase === undefined) return []
  const scores = metrics.flatMap(({ metric, ...sides }) => {
    const score = sides[side]
    return score === undefined ? [] : [{ metric: metric.name, mean: score.mean, ...score.interval }]
  })
  return [{ side, usdPerCase, scores }]
}
