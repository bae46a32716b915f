import { count } from '../../numbers.ts'
import { caseDetail } from './case-detail.ts'
import { caseList } from './case-list.ts'
import type { CaseIndex } from './case-rows.ts'
import { el } from './dom.ts'
import { filterBar } from './filter-bar.ts'
import { page } from './page.ts'
import { select } from './selection.ts'
import type { Listed, Selection } from './selection.ts'
import { hashOf } from './state.ts'
import type { State } from './state.ts'
import type { Store } from './store.ts'

/** List, filters and the open case. */
export interface CasesView {
  readonly element: HTMLElement
  readonly search: HTMLInputElement
  show(state: State): void
  /** Opens the case that is `by` places further down the list; from none, the first. */
  step(by: number): void
}

export function casesView(index: CaseIndex, store: Store, compared: boolean): CasesView {
  const bar = filterBar(index, store, compared)
  const list = caseList(index)
  const pane = el('section', { class: 'pane', 'aria-label': 'Open case', tabindex: 0 })
  const element = el(
    'div',
    { class: 'cases' },
    el('section', { class: 'left', 'aria-label': 'Cases' }, bar.element, list.element),
    pane,
  )
  let filters = ''
  let selection = nothing
  let opened = ''
  let listed = ''
  function refilter(state: State): void {
    const wanted = hashOf({ ...state, view: 'cases', open: undefined })
    if (wanted === filters) return
    filters = wanted
    // Without a base nothing changed, and what is worst has the lowest score.
    selection = select(index, compared || state.sort !== 'worst' ? state : { ...state, sort: 'score' })
  }
  function showList(state: State): void {
    bar.show(state, selection)
    list.show(selection.listed, (one) => hashOf({ ...state, ...opening(one) }))
    listed = filters
    opened = ''
  }
  function showOpen(state: State): void {
    opened = hashOf(state)
    const at = placeOf(state.open, selection)
    list.open(at < 0 ? undefined : at)
    pane.replaceChildren(paneContent(state, index, selection, at))
    pane.scrollTop = 0
  }
  return {
    element,
    search: bar.search,
    show(state) {
      element.classList.toggle('opened', state.open !== undefined)
      refilter(state)
      if (listed !== filters) showList(state)
      if (opened !== hashOf(state)) showOpen(state)
    },
    step(by) {
      refilter(store.state)
      const at = placeOf(store.state.open, selection)
      const next = selection.listed[at < 0 ? 0 : Math.min(selection.listed.length - 1, Math.max(0, at + by))]
      if (next !== undefined) store.go(opening(next), at < 0 ? 'push' : 'replace')
    },
  }
}

const nothing: Selection = {
  listed: [],
  counts: { all: 0, regressed: 0, improved: 0, unchanged: 0, failing: 0, missing: 0 },
}

function placeOf(open: State['open'], { listed }: Selection): number {
  return open === undefined ? -1 : listed.findIndex((one) => isOpen(one, open))
}

function isOpen({ row }: Listed, { group, id }: NonNullable<State['open']>): boolean {
  return row.row.id === id && (group === '' || row.group.key === group)
}

function opening({ row }: Listed): Partial<State> {
  return { view: 'cases', open: { group: row.group.key, id: row.row.id } }
}

function paneContent(state: State, index: CaseIndex, { listed }: Selection, at: number): HTMLElement {
  if (state.open === undefined) return nothingOpen(listed.length)
  const row = index.find(state.open.group, state.open.id)
  if (row === undefined) return el('p', { class: 'hint' }, 'There is no such case in this report.')
  const href = (one: Listed | undefined): string | undefined => one && hashOf({ ...state, ...opening(one) })
  return caseDetail(row, index, {
    place: at < 0 ? '' : `${count(at + 1)} of ${count(listed.length)}`,
    previous: at > 0 ? href(listed[at - 1]) : undefined,
    next: at < 0 ? undefined : href(listed[at + 1]),
    close: hashOf({ ...state, open: undefined }),
  })
}

function nothingOpen(cases: number): HTMLElement {
  if (cases === 0) return el('p', { class: 'hint' }, 'No case is like that.')
  return el('p', { class: 'hint' }, 'Choose a case, or press ', el('kbd', {}, 'j'), '. ', page.casesNote)
}
