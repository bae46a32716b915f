export const shows = ['all', 'regressed', 'improved', 'unchanged', 'failing', 'missing'] as const
export type Show = (typeof shows)[number]

export const sorts = ['worst', 'best', 'score', 'id', 'latency', 'cost'] as const
export type Sort = (typeof sorts)[number]

/** All that a reader has chosen; the address holds it, so that a link shows the same. */
export interface State {
  readonly view: 'summary' | 'cases'
  /** Key of a group of cases; empty: what gates; `all`: everything. */
  readonly group: string
  readonly show: Show
  /** Empty: all metrics. */
  readonly metric: string
  /** Index of an assertion of the metric; undefined: the metric as a whole. */
  readonly assertion: number | undefined
  readonly slices: ReadonlyMap<string, string>
  /** Only cases in which this step answers differently. */
  readonly step: string
  readonly query: string
  readonly sort: Sort
  /** The case that is open, and in which group. */
  readonly open: { readonly group: string; readonly id: string } | undefined
}

export const start: State = {
  view: 'summary',
  group: '',
  show: 'all',
  metric: '',
  assertion: undefined,
  slices: new Map(),
  step: '',
  query: '',
  sort: 'worst',
  open: undefined,
}

const slicePrefix = 'slice.'

/** What an address says; anything in it that makes no sense is as if it were not there. */
export function stateOf(hash: string): State {
  const said = new URLSearchParams(hash.replace(/^#/, ''))
  const text = (name: string): string => said.get(name) ?? ''
  const id = said.get('case')
  return {
    view: text('view') === 'cases' || id !== null ? 'cases' : 'summary',
    group: text('group'),
    show: shows.find((one) => one === text('show')) ?? start.show,
    metric: text('metric'),
    assertion: /^\d{1,4}$/.test(text('assertion')) ? Number(text('assertion')) : undefined,
    slices: new Map(
      [...said]
        .filter(([name]) => name.startsWith(slicePrefix))
        .map(([name, value]) => [name.slice(slicePrefix.length), value]),
    ),
    step: text('step'),
    query: text('q'),
    sort: sorts.find((one) => one === text('sort')) ?? start.sort,
    open: id === null ? undefined : { group: text('in'), id },
  }
}

/** The address of a state; `stateOf` reads it back. */
export function hashOf(state: State): string {
  const said = new URLSearchParams({ view: state.view })
  const say = (name: string, value: string, unsaid = ''): void => {
    if (value !== unsaid) said.set(name, value)
  }
  say('group', state.group)
  say('show', state.show, start.show)
  say('metric', state.metric)
  say('assertion', state.assertion === undefined ? '' : String(state.assertion))
  for (const [column, value] of state.slices) said.set(slicePrefix + column, value)
  say('step', state.step)
  say('q', state.query)
  say('sort', state.sort, start.sort)
  if (state.open !== undefined) {
    said.set('in', state.open.group)
    said.set('case', state.open.id)
  }
  return `#${said}`
}

/** Whether any filter hides cases. */
export function isFiltered({ group, show, metric, slices, step, query }: State): boolean {
  return [group, metric, step, query].some((chosen) => chosen !== '') || show !== 'all' || slices.size > 0
}
