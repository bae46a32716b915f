import { count } from '../../numbers.ts'
import { sign } from '../../mark.ts'
import type { Judgement } from '../../words/verdict.ts'
import type { MetricView, ScoreRowView, ScoreTableView } from '../page-data.ts'
import { el } from './dom.ts'
import { changePlot, scorePlot, widestChange } from './interval-plot.ts'
import { sides } from './page.ts'
import { phrase, spoken } from './phrase.ts'
import { hashOf, start } from './state.ts'
import type { Show } from './state.ts'

/** The score tables; every metric leads to its cases. */
export function scoreTables(tables: readonly ScoreTableView[]): readonly HTMLElement[] {
  const widest = widestChange(tables)
  return tables.map((table) =>
    el(
      'section',
      { class: 'scores' },
      table.note === '' ? undefined : el('p', { class: 'note' }, table.note),
      scrolling(spoken(table.title), table.compared ? comparedTable(table, widest) : measuredTable(table)),
    ),
  )
}

/** A table that is wider than a phone scrolls by itself, also with the keyboard. */
export function scrolling(label: string, table: HTMLTableElement): HTMLElement {
  return el('div', { class: 'scrolling', tabindex: 0, role: 'region', 'aria-label': label }, table)
}

function comparedTable({ title, rows }: ScoreTableView, widest: number): HTMLTableElement {
  return el(
    'table',
    { role: 'table' },
    el('caption', {}, ...phrase(title)),
    headRow([sides.base, sides.head, 'change (95 %)'], '− worse · better +', ['verdict', 'cases']),
    el('tbody', { role: 'rowgroup' }, ...rows.map((row) => comparedRow(row, widest))),
  )
}

function headRow(numbers: readonly string[], axis: string, words: readonly string[]): HTMLElement {
  const column = (text: string, kind = ''): HTMLElement =>
    el('th', { scope: 'col', class: kind, role: 'columnheader' }, text)
  return el(
    'thead',
    { role: 'rowgroup' },
    el(
      'tr',
      { role: 'row' },
      column('metric'),
      ...numbers.map((text) => column(text, 'number')),
      column(axis, 'plot'),
      ...words.map((text) => column(text, `${text}-column`)),
    ),
  )
}

function comparedRow(row: ScoreRowView, widest: number): HTMLElement {
  return el(
    'tr',
    { class: row.failing ? 'failing' : '', role: 'row' },
    rowHeader(row),
    cell('number base-column', row.base),
    cell('number head-column', row.head),
    cell('number change-column', el('b', {}, row.delta), ' ', el('small', {}, row.deltaBetween)),
    cell('plot', row.metric && changePlot(row.metric, widest, toneOf(row.verdict))),
    cell('judged', ...judged(row.verdict)),
    cell('moved', row.metric && movedLinks(row.metric)),
  )
}

function measuredTable({ title, rows }: ScoreTableView): HTMLTableElement {
  return el(
    'table',
    { role: 'table' },
    el('caption', {}, ...phrase(title)),
    headRow(['score (95 %)'], '0 … 100 %', ['floor', 'cases']),
    el('tbody', { role: 'rowgroup' }, ...rows.map(measuredRow)),
  )
}

function measuredRow({ head, headBetween, metric, floor, failing, ...row }: ScoreRowView): HTMLElement {
  const judgements = floor === undefined ? [] : [floor]
  return el(
    'tr',
    { class: failing ? 'failing' : '', role: 'row' },
    rowHeader(row),
    cell('number change-column', el('b', {}, head), ' ', el('small', {}, headBetween)),
    cell('plot', metric && scorePlot(metric, toneOf(judgements))),
    cell('judged', ...judged(judgements)),
    cell('moved', metric && casesLink(metric, 'failing', 'failing')),
  )
}

/** The metric; of a judged one, how far its judge agrees with humans. */
function rowHeader({ name, aside, notes }: Pick<ScoreRowView, 'name' | 'aside' | 'notes'>): HTMLElement {
  const judge = aside === '' ? undefined : el('small', { title: notes.map(spoken).join(' ') }, ` (${aside})`)
  return el('th', { scope: 'row', role: 'rowheader' }, ...phrase(name), judge)
}

/** With its role, since on a phone the rows are no rows of a table to the style sheet. */
function cell(kind: string, ...content: Parameters<typeof el>[2][]): HTMLElement {
  return el('td', { class: kind, role: 'cell' }, ...content)
}

function movedLinks(metric: MetricView): Node {
  if (metric.change === undefined) return casesLink(metric, 'failing', 'failing')
  return el(
    'span',
    {},
    casesLink(metric, 'regressed', `▼ ${count(metric.worse)}`, `${count(metric.worse)} got worse by ${metric.name}`),
    ' ',
    casesLink(metric, 'improved', `▲ ${count(metric.better)}`, `${count(metric.better)} got better by ${metric.name}`),
    el('small', {}, ` of ${count(metric.pairs)}`),
  )
}

function casesLink({ group, name }: MetricView, show: Show, text: string, label = `${text} by ${name}`): HTMLElement {
  const href = hashOf({ ...start, view: 'cases', group, show, metric: name })
  return el('a', { href, 'aria-label': label }, text)
}

/** The worst of what is said of a row. */
function toneOf(judgements: readonly Judgement[]): string {
  const marks = judgements.map(({ mark }) => mark)
  return (['bad', 'incomplete', 'unsure', 'better', 'good'] as const).find((mark) => marks.includes(mark)) ?? 'same'
}

function judged(judgements: readonly Judgement[]): readonly HTMLElement[] {
  return judgements
    .filter(({ words }) => words !== '')
    .map(({ mark, words }) =>
      el('span', { class: `judgement ${mark}` }, el('span', { 'aria-hidden': 'true' }, sign[mark]), ` ${words}`),
    )
}
