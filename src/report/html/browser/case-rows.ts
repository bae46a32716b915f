import type { CaseData, CasesData, GroupData, RowData } from '../page-data.ts'
import { standingOf } from './standing.ts'
import type { Criterion, Standing } from './standing.ts'

/** One case of one group, as the list shows it. */
export interface CaseRow {
  readonly at: number
  readonly group: GroupData
  readonly data: CaseData
  readonly row: RowData
}

/** All cases, with what is found out about them kept. */
export interface CaseIndex {
  readonly cases: CasesData
  readonly rows: readonly CaseRow[]
  /** How each row stands by a criterion, in the order of `rows`. */
  standings(criterion: Criterion): readonly Standing[]
  /** What a search looks through, in lower case. */
  haystack(row: CaseRow): string
  find(group: string, id: string): CaseRow | undefined
}

export function caseIndex(cases: CasesData): CaseIndex {
  const rows = cases.groups
    .flatMap((group) => group.cases.map((data) => ({ group, data, row: cases.rows[data.row] as RowData })))
    .map((row, at) => ({ at, ...row }))
  const known = new Map<string, readonly Standing[]>()
  const haystacks: string[] = []
  return {
    cases,
    rows,
    standings(criterion) {
      const key = JSON.stringify([criterion.metric, criterion.assertion])
      const found = known.get(key) ?? rows.map((row) => standingOf(row, criterion))
      known.set(key, found)
      return found
    },
    haystack: (row) => (haystacks[row.at] ??= searchable(row, cases.texts)),
    find: (group, id) => rows.find((row) => row.row.id === id && (group === '' || row.group.key === group)),
  }
}

function searchable({ row, data }: CaseRow, texts: readonly string[]): string {
  const outputs = [data.base, data.head].flatMap((side) => side?.trials.map(({ output }) => output) ?? [])
  const indices = new Set([...row.input.map(({ text }) => text), ...outputs])
  const found = [...indices].map((index) => (index === undefined ? '' : texts[index]))
  return [row.id, ...found].join('\n').toLowerCase()
}

/** `quality · support`, for a reader. */
export function groupName({ suite, subject, byBase }: GroupData): string {
  return `${suite} · ${subject}${byBase ? ", by base's measure" : ''}`
}
