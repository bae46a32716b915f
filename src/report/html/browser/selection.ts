import type { CaseIndex, CaseRow } from './case-rows.ts'
import type { Standing } from './standing.ts'
import type { Show, Sort, State } from './state.ts'

/** A case with how it stands by what the reader looks at. */
export interface Listed {
  readonly row: CaseRow
  readonly standing: Standing
}

/** What the filters leave, in order, and how many there would be under each heading. */
export interface Selection {
  readonly listed: readonly Listed[]
  readonly counts: Readonly<Record<Show, number>>
}

/** The cases that a state shows. */
export function select(index: CaseIndex, state: State): Selection {
  const standings = index.standings(state)
  const words = state.query.toLowerCase().split(/\s+/).filter(Boolean)
  const among = index.rows
    .filter((row) => isAmong(row, state, index) && words.every((word) => index.haystack(row).includes(word)))
    .map((row) => ({ row, standing: standings[row.at] as Standing }))
  const counts = { all: 0, regressed: 0, improved: 0, unchanged: 0, failing: 0, missing: 0 }
  for (const { standing } of among) {
    for (const show of Object.keys(counts) as Show[]) counts[show] += belongs[show](standing) ? 1 : 0
  }
  return {
    listed: sorted(
      among.filter(({ standing }) => belongs[state.show](standing)),
      state.sort,
    ),
    counts,
  }
}

const belongs: { readonly [S in Show]: (standing: Standing) => boolean } = {
  all: () => true,
  regressed: ({ fell }) => fell,
  improved: ({ rose }) => rose,
  unchanged: ({ fell, rose, change }) => change !== undefined && !fell && !rose,
  failing: ({ failing }) => failing,
  missing: ({ missing }) => missing,
}

function isAmong({ group, data }: CaseRow, state: State, { cases }: CaseIndex): boolean {
  if (state.group === '' ? !group.gating : state.group !== 'all' && group.key !== state.group) return false
  if (state.metric !== '' && !group.metrics.some(({ name }) => name === state.metric)) return false
  for (const [column, value] of state.slices) {
    if (!data.slices.some(([of, is]) => of === column && is === value)) return false
  }
  return state.step === '' || answersDiffer(data, state.step, cases)
}

/** Whether a step gives something else on the two sides, in any trial. */
function answersDiffer({ base, head }: CaseRow['data'], step: string, { calls }: CaseIndex['cases']): boolean {
  const given = (side: typeof base): string =>
    JSON.stringify(
      (side?.trials ?? []).map(({ steps, values = [] }) => [
        ...values.flatMap(({ name, text }) => (name === step ? [text] : [])),
        ...steps.flatMap((at) => (calls[at]?.name === step ? [calls[at].answer] : [])),
      ]),
    )
  return given(base) !== given(head)
}

function sorted(listed: readonly Listed[], sort: Sort): readonly Listed[] {
  return listed.toSorted((a, b) => orders[sort](a, b) || a.row.at - b.row.at)
}

/** Cases without the number that is sorted by stand last. */
const orders: { readonly [S in Sort]: (a: Listed, b: Listed) => number } = {
  worst: (a, b) => ascending(a.standing.change, b.standing.change) || ascending(a.standing.head, b.standing.head),
  best: (a, b) =>
    ascending(minus(a.standing.change), minus(b.standing.change)) ||
    ascending(minus(a.standing.head), minus(b.standing.head)),
  score: (a, b) => ascending(a.standing.head, b.standing.head),
  id: (a, b) => (a.row.row.id < b.row.row.id ? -1 : a.row.row.id > b.row.row.id ? 1 : 0),
  latency: (a, b) => ascending(minus(a.row.data.head?.ms), minus(b.row.data.head?.ms)),
  cost: (a, b) => ascending(minus(a.row.data.head?.usd), minus(b.row.data.head?.usd)),
}

function minus(value: number | undefined): number | undefined {
  return value === undefined ? undefined : -value
}

function ascending(a: number | undefined, b: number | undefined): number {
  if (a === b) return 0
  return a === undefined ? 1 : b === undefined ? -1 : a - b
}
