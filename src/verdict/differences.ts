import type { EvaluationResult } from '../evaluation/trial.ts'
import { showDifference } from './case-difference.ts'
import type { ShownSide } from './case-difference.ts'
import type { SuiteResults } from './compare.ts'
import type { SuiteComparison } from './comparison.ts'
import { byCodeUnits } from './order.ts'
import type { CaseDifference } from './reports.ts'
import { outcomesOf, scoredCases } from './score-cases.ts'

/**
 * The cases whose score fell or rose: what gates first, fallen before risen, then in the order of `comparisons` and
 * their metrics, the largest change first, then by id. A case that changed by both measures is listed once.
 * @param comparisons in the order of the tables, as `decide` gives them
 * @param results what they were made from
 */
export function listDifferences(
  comparisons: readonly SuiteComparison[],
  results: readonly SuiteResults[],
): readonly CaseDifference[] {
  const made = new Map(results.map((one) => [keyOf(one), one]))
  const inTableOrder = comparisons.flatMap((comparison) => {
    const from = made.get(keyOf(comparison))
    return from ? differencesIn(comparison, from).map((shown) => ({ gating: comparison.gating, shown })) : []
  })
  const worstFirst = inTableOrder.toSorted(
    (a, b) => Number(b.gating) - Number(a.gating) || byCodeUnits(b.shown.direction, a.shown.direction),
  )
  return listOnce(worstFirst.map(({ shown }) => shown))
}

function keyOf({ suite, subject, measure }: Pick<SuiteResults, 'suite' | 'subject' | 'measure'>): string {
  return JSON.stringify([suite, subject, measure])
}

function differencesIn(comparison: SuiteComparison, results: SuiteResults): readonly CaseDifference[] {
  const { suite, subject, metrics } = comparison
  const [base, head] = [scoredById(results.base), scoredById(results.head)]
  return metrics.flatMap(({ metric, change }) =>
    [...(change?.worse ?? []), ...(change?.better ?? [])]
      .map((caseId) => {
        // A case that changed was scored on both sides.
        const pair = { base: base.get(caseId) as ShownSide, head: head.get(caseId) as ShownSide }
        const { slices: columns } = results.head.evaluation.measure
        return { suite, subject, ...showDifference(pair, metric.name, columns) }
      })
      .toSorted((a, b) => sizeOf(b) - sizeOf(a) || byCodeUnits(a.caseId, b.caseId)),
  )
}

function scoredById(result: EvaluationResult | undefined): ReadonlyMap<string, ShownSide> {
  if (result === undefined) return new Map()
  const { whole } = result
  return new Map(scoredCases(outcomesOf(result)).map((scored) => [scored.case.id, { scored, whole }]))
}

/** In billionths, so that falls that are equal on paper are equal. */
function sizeOf({ base, head }: CaseDifference): number {
  return Math.round(Math.abs(head.score - base.score) * 1e9)
}

function listOnce(differences: readonly CaseDifference[]): readonly CaseDifference[] {
  const sameChange = Map.groupBy(differences, ({ suite, subject, metric, caseId, direction }) =>
    JSON.stringify([suite, subject, metric, caseId, direction]),
  )
  return [...sameChange.values()].flatMap((same) => same.slice(0, 1))
}
