import { mean } from '../statistics/mean.ts'
import { scoresBy } from './compare-suites.ts'
import type { SuitePair } from './compare-suites.ts'
import type { MetricComparison, SuiteComparison } from './comparison.ts'
import { byCodeUnits } from './order.ts'
import type { CaseChange } from './reports.ts'
import type { ScoredSuite } from './score-files/scored-suite.ts'
import { sliceValues } from './slice-values.ts'

/** The cases of two files whose score fell or rose, in the order of `listDifferences`. */
export function caseChanges(
  comparisons: readonly SuiteComparison[],
  pairs: readonly SuitePair[],
): readonly CaseChange[] {
  const inTableOrder = comparisons.flatMap((comparison) => {
    const { suite, subject, metrics, gating } = comparison
    const pair = pairs.find(({ head }) => head.suite === suite && head.subject === subject) as SuitePair
    return metrics.flatMap((metric) => changesIn(metric, pair)).map((change) => ({ gating, change }))
  })
  return inTableOrder
    .toSorted((a, b) => Number(b.gating) - Number(a.gating) || byCodeUnits(b.change.direction, a.change.direction))
    .map(({ change }) => change)
}

function changesIn({ metric, change }: MetricComparison, { base, head }: SuitePair): readonly CaseChange[] {
  const rows = new Map(head.cases.map((row) => [row.id, row]))
  const [before, after] = [scoreIn(base, metric.name), scoreIn(head, metric.name)]
  const changed = (direction: CaseChange['direction'], ids: readonly string[] = []): readonly CaseChange[] =>
    ids.map((caseId) => {
      const row = rows.get(caseId)
      const slices = row === undefined ? [] : sliceValues(row, head.slices)
      const scores = { base: { score: before(caseId) }, head: { score: after(caseId) } }
      return { suite: head.suite, subject: head.subject, metric: metric.name, caseId, direction, slices, ...scores }
    })
  return [...changed('worse', change?.worse), ...changed('better', change?.better)].toSorted(
    (a, b) => sizeOf(b) - sizeOf(a) || byCodeUnits(a.caseId, b.caseId),
  )
}

/** A case that changed has a score on both sides. */
function scoreIn(suite: ScoredSuite, metric: string): (caseId: string) => number {
  const scores = scoresBy(metric, suite)
  return (caseId) => mean(scores.get(caseId) as readonly number[])
}

/** In billionths, so that falls that are equal on paper are equal. */
function sizeOf({ base, head }: CaseChange): number {
  return Math.round(Math.abs(head.score - base.score) * 1e9)
}
