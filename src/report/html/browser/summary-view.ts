import { sign } from '../../mark.ts'
import type { ChangeView, FindingView, ListView, PageData, SliceTableView } from '../page-data.ts'
import { el } from './dom.ts'
import { sides } from './page.ts'
import { phrase } from './phrase.ts'
import { scoreTables, scrolling } from './score-table.ts'
import { hashOf, start } from './state.ts'
import { inline } from './word-diff.ts'

/** What a reviewer needs in ten seconds, then what explains it. */
export function summaryView(page: PageData): HTMLElement {
  return el(
    'div',
    { class: 'summary' },
    headline(page),
    ...page.sentences.map((sentence) => el('p', { class: 'lead' }, ...phrase(sentence))),
    findings('Errors', page.errors, true),
    ...page.first.map(list),
    ...scoreTables(page.tables),
    ...page.lists.map(list),
    changes(page.changes),
    slices(page),
    findings('Warnings', page.warnings, false),
    el('div', { id: 'charts' }),
    facts(page),
  )
}

function headline({ mark, headline: says }: PageData): HTMLElement {
  return el(
    'h1',
    { class: mark },
    el('span', { class: 'badge', 'aria-hidden': 'true' }, sign[mark]),
    el('span', {}, ...phrase(says)),
  )
}

function findings(title: string, found: readonly FindingView[], open: boolean): HTMLElement | undefined {
  if (found.length === 0) return undefined
  return el(
    'details',
    { open, class: 'findings' },
    el('summary', {}, `${title} (${found.length})`),
    ...found.map(({ text }) => el('pre', { tabindex: 0 }, text.trimEnd())),
  )
}

function list({ title, items }: ListView): HTMLElement {
  return el('section', {}, el('h2', {}, title), el('ul', {}, ...items.map((item) => el('li', {}, ...phrase(item)))))
}

function changes(changed: readonly ChangeView[]): HTMLElement | undefined {
  if (changed.length === 0) return undefined
  const [plain, telling] = [changed.filter(isPlain), changed.filter((one) => !isPlain(one))]
  const names = plain.map((one) => el('li', {}, titleOf(one)))
  return el(
    'section',
    {},
    el('h2', {}, 'What changed in meaning'),
    ...telling.map(change),
    names.length === 0 ? undefined : el('ul', { class: 'change plain' }, ...names),
  )
}

/** Whether there is nothing to say but its name: most of what is new or gone. */
function isPlain({ facts: small, reach, texts }: ChangeView): boolean {
  return small.length + reach.length + texts.length === 0
}

function titleOf({ sign: kind, title }: ChangeView): HTMLElement {
  return el('span', {}, el('span', { class: 'tag' }, signWords[kind]), ' ', ...phrase(title))
}

const signWords = { '+': 'new', '~': 'changed', '-': 'removed' } as const

function change(changed: ChangeView): HTMLElement {
  const { facts: small, reach, texts } = changed
  return el(
    'article',
    { class: 'change' },
    el('h3', {}, titleOf(changed)),
    ...reach.map((way) => el('p', { class: 'reach' }, '↳ ', ...phrase(way))),
    small.length === 0 ? undefined : el('ul', {}, ...small.map((fact) => el('li', {}, ...phrase(fact)))),
    ...texts.flatMap(({ field, before, after }) => [el('h4', {}, el('code', {}, field)), inline(before, after)]),
  )
}

function slices({ slices: tables, slicesNote }: PageData): HTMLElement | undefined {
  if (tables.length === 0) return undefined
  const note = 'p is adjusted over all slices (Benjamini-Hochberg). Exploratory: slices gate nothing. '
  return el(
    'section',
    {},
    el('h2', {}, 'By slice'),
    el(
      'div',
      { class: 'sliced' },
      ...tables.map((table) => scrolling(`${table.metric} by ${table.column}`, sliceTable(table))),
    ),
    el('p', { class: 'note' }, note, ...phrase(slicesNote)),
  )
}

function sliceTable({ group, metric, column, rows }: SliceTableView): HTMLTableElement {
  const numbers = ['cases', `${sides.base} → ${sides.head}`, 'change', 'p', 'sees drops of']
  const link = (value: string): string =>
    hashOf({ ...start, view: 'cases', group, metric, slices: new Map([[column, value]]) })
  return el(
    'table',
    {},
    el(
      'thead',
      {},
      el(
        'tr',
        {},
        el('th', { scope: 'col' }, el('code', {}, metric), ' by ', el('code', {}, column)),
        ...numbers.map((text) => el('th', { scope: 'col', class: 'number' }, text)),
      ),
    ),
    el(
      'tbody',
      {},
      ...rows.map(({ value, cases, scores, delta, p, sees }) =>
        el(
          'tr',
          {},
          el('th', { scope: 'row' }, el('a', { href: link(value), dir: 'auto' }, value)),
          ...[cases, scores, delta, p, sees].map((text) => el('td', { class: 'number' }, text)),
        ),
      ),
    ),
  )
}

function facts(page: PageData): HTMLElement | undefined {
  if (page.facts.length === 0) return undefined
  return el('ul', { class: 'facts' }, ...page.facts.map((fact) => el('li', {}, ...phrase(fact))))
}
