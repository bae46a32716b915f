import { count, counted } from '../../numbers.ts'
import type { CaseIndex } from './case-rows.ts'
import { choicesOf } from './choices.ts'
import type { Choice } from './choices.ts'
import { el } from './dom.ts'
import type { Selection } from './selection.ts'
import { page, sides } from './page.ts'
import { isFiltered, shows, start } from './state.ts'
import type { Show, State } from './state.ts'
import type { Store } from './store.ts'

const showWords: { readonly [S in Show]: string } = {
  all: 'All',
  regressed: 'Regressed',
  improved: 'Improved',
  unchanged: 'Unchanged',
  failing: `Failing on ${sides.head}`,
  missing: 'Missing',
}

const needBase: readonly Show[] = ['regressed', 'improved', 'unchanged']

/** What says which cases are listed. */
export interface FilterBar {
  readonly element: HTMLElement
  readonly search: HTMLInputElement
  show(state: State, selection: Selection): void
}

/** @param compared without a base there is nothing that could have changed */
export function filterBar(index: CaseIndex, store: Store, compared: boolean): FilterBar {
  const search = searchField(store)
  const buttons = shows.filter((show) => compared || !needBase.includes(show)).map((show) => showButton(show, store))
  const selects = choicesOf(index, compared).map((choice) => ({ choice, select: selectOf(choice, store) }))
  const found = el('p', { role: 'status', class: 'found' })
  const clear = el('button', { type: 'button', class: 'clear', onclick: () => store.go(withoutFilters) }, 'Clear')
  const element = el(
    'form',
    { class: 'filters', role: 'search', 'aria-label': 'Filters', onsubmit: (event: Event) => event.preventDefault() },
    el('div', { class: 'shows', role: 'group', 'aria-label': 'Show' }, ...buttons.map(({ button }) => button)),
    el('div', { class: 'searching' }, search, found, clear),
    el(
      'details',
      { class: 'choices', open: matchMedia('(min-width: 60rem)').matches },
      el('summary', {}, 'Filter and sort'),
      ...selects.map(({ choice, select }) => el('label', {}, el('span', {}, choice.label), select)),
    ),
  )
  return {
    element,
    search,
    show(state, { listed, counts }) {
      if (search.value !== state.query) search.value = state.query
      for (const { show, button, number } of buttons) {
        button.setAttribute('aria-pressed', String(state.show === show))
        number.textContent = count(counts[show])
      }
      for (const { choice, select } of selects) select.value = choice.chosen(state)
      found.textContent = counted(listed.length, 'case')
      clear.hidden = !isFiltered(state)
    },
  }
}

const withoutFilters: Partial<State> = { ...start, view: 'cases' }

function searchField(store: Store): HTMLInputElement {
  const input = el('input', {
    type: 'search',
    'aria-label': 'Search ids, inputs and outputs',
    placeholder: page.casesNote === '' ? 'Search ids, inputs, outputs' : 'Search ids',
    autocomplete: 'off',
    spellcheck: 'false',
    oninput: () => store.go({ query: input.value, open: undefined }, 'replace'),
  })
  return input
}

interface ShowButton {
  readonly show: Show
  readonly button: HTMLButtonElement
  readonly number: HTMLElement
}

function showButton(show: Show, store: Store): ShowButton {
  const number = el('span', { class: 'count' })
  const onclick = (): void => store.go({ show, open: undefined })
  return { show, number, button: el('button', { type: 'button', onclick }, `${showWords[show]} `, number) }
}

function selectOf({ label, options, change }: Choice, store: Store): HTMLSelectElement {
  const select = el(
    'select',
    { 'aria-label': label, onchange: () => store.go({ ...change(select.value, store.state), open: undefined }) },
    ...options.map(({ value, text }) => el('option', { value }, text)),
  )
  return select
}
