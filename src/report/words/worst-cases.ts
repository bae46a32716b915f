import type { SuiteComparison } from '../../verdict/comparison.ts'
import type { CaseChange } from '../../verdict/reports.ts'
import { count, percent } from '../numbers.ts'
import { name, word } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'
import { differencesOf, fails, gatingMetrics } from './focus.ts'

/** Cases of one failing metric, or of all metrics where none fails; worst first. */
export interface CaseGroup<Changed extends CaseChange> {
  readonly metric: string | undefined
  readonly cases: readonly Changed[]
  /** How many there are; at least as many as `cases`. */
  readonly total: number
}

/** The cases that fell: by failing metric, each once; without a failing metric those of all gating metrics together. */
export function caseGroups<Changed extends CaseChange>(
  comparisons: readonly SuiteComparison[],
  differences: readonly Changed[],
): readonly CaseGroup<Changed>[] {
  const gating = gatingMetrics(comparisons)
  const groups = gating.filter(fails).map((focus) => {
    const cases = differencesOf(focus, differences, 'worse')
    return {
      metric: focus.metric.metric.name,
      cases,
      total: Math.max(cases.length, focus.metric.change?.worse.length ?? 0),
    }
  })
  const failing = groups.filter(
    ({ cases }, at) => cases.length > 0 && groups.findIndex((other) => other.cases[0] === cases[0]) === at,
  )
  if (failing.length > 0) return failing
  const subjects = new Set(gating.map(({ comparison }) => comparison.subject))
  const cases = differences.filter(({ direction, subject }) => direction === 'worse' && subjects.has(subject))
  return cases.length === 0 ? [] : [{ metric: undefined, cases, total: cases.length }]
}

/** `Worst 3 of 18 broken cases`, followed by the metric where the group has one. */
export function groupTitle({ metric, total }: CaseGroup<CaseChange>, shown: number): Phrase {
  const [one, many] =
    metric === undefined ? ['case that got worse', 'cases that got worse'] : ['broken case', 'broken cases']
  const all = `${count(total)} ${total === 1 ? one : many}`
  const title = shown < total ? `Worst ${shown} of ${all}` : all
  return metric === undefined ? [title] : [`${title}, `, name(metric)]
}

/** `refund-de-01 · language: de · grounded 100 % → 0 %`. */
export function caseTitle({ caseId, slices, metric, base, head }: CaseChange): Phrase {
  const columns = slices.flatMap(({ column, value }): Phrase => [' · ', word(`${column}: ${value}`)])
  return [name(caseId), ...columns, ' · ', name(metric), ` ${percent(base.score)} → ${percent(head.score)}`]
}
