import type { CaseScores, SuiteScores } from '../../verdict/compare-report.ts'
import { groupKey } from './cases-data.ts'
import type { CaseData, CasesData, GroupData, SideData } from './page-data.ts'

/** Every case of two files for the page: what files have of them is scores alone. */
export function comparedCasesData(suites: readonly SuiteScores[]): CasesData {
  const starts = suites.map((_, at) => suites.slice(0, at).reduce((sum, { cases }) => sum + cases.length, 0))
  return {
    texts: [],
    leftOut: 0,
    calls: [],
    rows: suites.flatMap(({ cases }) => cases.map(({ id }) => ({ id, input: [], expected: [] }))),
    groups: suites.map((suite, at) => groupData(suite, starts[at] ?? 0)),
  }
}

/** @param first index of the row of its first case */
function groupData({ suite, subject, gating, metrics, columns, cases }: SuiteScores, first: number): GroupData {
  return {
    key: groupKey({ suite, subject, measure: 'head' }),
    suite,
    subject,
    byBase: false,
    gating,
    metrics: metrics.map(({ name, scale }) => ({ name, graded: scale === 'graded', assertions: [] })),
    columns,
    steps: [],
    cases: cases.map((one, at) => caseData(one, first + at)),
  }
}

/** A case that is in one file only has no score in the other, which is said. */
function caseData({ slices, base, head }: CaseScores, row: number): CaseData {
  const values = slices.map(({ column, value }) => [column, value] as const)
  return { row, slices: values, base: sideData(base), head: sideData(head) }
}

function sideData(scores: CaseScores['base']): SideData {
  return { ...(scores !== undefined && { scores: scores.map((score) => score ?? null) }), trials: [] }
}
