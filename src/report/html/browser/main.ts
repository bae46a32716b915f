import type { CasesData } from '../page-data.ts'
import { count } from '../../numbers.ts'
import { caseIndex } from './case-rows.ts'
import { casesView } from './cases-view.ts'
import type { CasesView } from './cases-view.ts'
import { chartsView } from './charts-view.ts'
import { el } from './dom.ts'
import { helpDialog } from './help.ts'
import { listenToKeys } from './keyboard.ts'
import { embedded, page } from './page.ts'
import { phrase } from './phrase.ts'
import { hashOf, start } from './state.ts'
import type { State } from './state.ts'
import { openStore } from './store.ts'
import type { Store } from './store.ts'
import { summaryView } from './summary-view.ts'
import { themeButton } from './theme.ts'

/** The cases follow once the first screen can be seen. */
const summary = summaryView(page)
const main = el('main', {}, summary)
const tabs = { summary: tab('Summary'), cases: tab('Cases') }
const dialog = helpDialog()
let redraw = (): void => {}
document.body.append(header(), main, dialog)
requestAnimationFrame(() => window.setTimeout(showCases))

function tab(name: string): HTMLAnchorElement {
  return el('a', {}, name)
}

function header(): HTMLElement {
  const help = el('button', { type: 'button', 'aria-label': 'Keys', onclick: () => dialog.showModal() }, '?')
  return el(
    'header',
    { class: 'bar' },
    el('span', { class: 'brand' }, 'LLMOps ', ...phrase(page.project)),
    el('nav', { 'aria-label': 'Views' }, tabs.summary, tabs.cases),
    el('span', { class: 'snapshots' }, ...phrase(page.snapshots)),
    themeButton(() => redraw()),
    help,
  )
}

function showCases(): void {
  const cases = embedded('cases') as CasesData
  const store: Store = openStore((state) => show(state, view))
  const view = casesView(caseIndex(cases), store, page.compared)
  const charts = chartsView(
    cases.groups.filter((group) => group.cases.length > 0),
    page.costs,
  )
  const gating = cases.groups.filter((group) => group.gating)
  main.append(view.element)
  if (cases.rows.length > 0) document.getElementById('charts')?.replaceChildren(charts.element)
  if (cases.leftOut > 0) summary.append(leftOut(cases.leftOut))
  redraw = () => charts.draw()
  charts.draw()
  tabs.cases.append(
    ' ',
    el('span', { class: 'count' }, count(gating.reduce((sum, group) => sum + group.cases.length, 0))),
  )
  bindKeys(store, view)
  show(store.state, view)
}

function leftOut(texts: number): HTMLElement {
  return el(
    'p',
    { class: 'note' },
    `${count(texts)} texts are left out for length; the store that the run kept has them.`,
  )
}

function show(state: State, view: CasesView): void {
  const isSummary = state.view === 'summary'
  summary.hidden = !isSummary
  view.element.hidden = isSummary
  tabs.summary.href = hashOf({ ...state, view: 'summary', open: undefined })
  tabs.cases.href = hashOf({ ...state, view: 'cases' })
  tabs.summary.setAttribute('aria-current', String(isSummary))
  tabs.cases.setAttribute('aria-current', String(!isSummary))
  document.body.classList.toggle('browsing', !isSummary)
  if (!isSummary) view.show(state)
}

function bindKeys(store: Store, view: CasesView): void {
  listenToKeys({
    next: () => view.step(1),
    previous: () => view.step(-1),
    search() {
      if (store.state.view !== 'cases') store.go({ view: 'cases' })
      view.search.focus()
    },
    enter() {
      if (store.state.open === undefined) view.step(0)
      document.getElementById('case-id')?.focus()
    },
    close: () => closeOne(store, view),
    summary: () => store.go({ view: 'summary', open: undefined }),
    cases: () => store.go({ view: 'cases' }),
    help: () => dialog.showModal(),
  })
}

/** One step back to where a reader came from: out of the field, the case, the filters. */
function closeOne(store: Store, { search }: CasesView): void {
  if (document.activeElement === search) search.blur()
  else if (store.state.open !== undefined) store.go({ open: undefined })
  else if (store.state.view === 'cases') store.go({ ...start, view: 'cases' })
}
