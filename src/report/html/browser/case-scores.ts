import { duration, percent, points, usd } from '../../numbers.ts'
import type { MetricData, SideData } from '../page-data.ts'
import type { CaseRow } from './case-rows.ts'
import { el } from './dom.ts'
import { sides as sideNames } from './page.ts'
import { scoreAt } from './score-at.ts'

/** How a case was judged: every metric on both sides, and why assertions failed. */
export function caseScores({ group, data }: CaseRow, texts: readonly string[]): HTMLElement {
  const sides = [data.base, data.head].filter((side) => side !== undefined)
  const { base, head } = sideNames
  const names = data.base === undefined ? ['score'] : data.head === undefined ? [base] : [base, head, 'change']
  return el(
    'table',
    { class: 'case-scores' },
    el(
      'thead',
      {},
      el(
        'tr',
        {},
        el('th', { scope: 'col' }, 'metric'),
        ...names.map((name) => el('th', { scope: 'col', class: 'number' }, name)),
      ),
    ),
    el(
      'tbody',
      {},
      ...group.metrics.flatMap((metric, at) => [
        metricRow(metric, at, data),
        ...whyRows(metric, at, data, names.length + 1, texts),
      ]),
      expenseRow(
        'latency',
        sides.map(({ ms }) => ms && duration(ms)),
      ),
      expenseRow(
        'cost',
        sides.map((side) => (side.usd === undefined ? undefined : usd(side.usd))),
      ),
    ),
  )
}

/** Nothing where no side knows it. */
function expenseRow(name: string, values: readonly (string | number | undefined)[]): HTMLElement | undefined {
  if (values.every((value) => value === undefined)) return undefined
  return el(
    'tr',
    {},
    el('th', { scope: 'row' }, name),
    ...values.map((value) => el('td', { class: 'number' }, String(value ?? '–'))),
    values.length > 1 ? el('td', {}) : undefined,
  )
}

function metricRow({ name }: MetricData, at: number, { base, head }: CaseRow['data']): HTMLElement {
  const scores = [base, head].filter((side) => side !== undefined).map((side) => scoreAt(side, at))
  const [before, after] = [scoreAt(base, at), scoreAt(head, at)]
  const change = before === undefined || after === undefined ? undefined : after - before
  const tone = change === undefined || Math.abs(change) < 1e-9 ? '' : change < 0 ? 'bad' : 'better'
  const shown = change === undefined ? '' : points(change)
  return el(
    'tr',
    {},
    el('th', { scope: 'row' }, name),
    ...scores.map((score) => el('td', { class: 'number' }, score === undefined ? 'missing' : percent(score))),
    base === undefined || head === undefined
      ? undefined
      : el('td', { class: `number ${tone}` }, tone === '' ? '' : shown),
  )
}

/** Why it is not fully scored, side by side: what is said on both sides is said once. */
function whyRows(
  metric: MetricData,
  at: number,
  { base, head }: CaseRow['data'],
  columns: number,
  texts: readonly string[],
): readonly HTMLElement[] {
  const [before, after] = [reasonsOf(base, metric, at, texts), reasonsOf(head, metric, at, texts)]
  const all = [...new Set([...after, ...before])]
  if (all.length === 0) return []
  const where = (reason: string): string => {
    if (base === undefined || head === undefined) return ''
    return before.has(reason) ? (after.has(reason) ? 'both' : sideNames.base) : sideNames.head
  }
  const items = all.map((reason) => {
    const side = where(reason)
    return el(
      'li',
      {},
      side === '' ? undefined : el('span', { class: 'tag' }, side),
      ' ',
      el('span', { dir: 'auto' }, reason),
    )
  })
  return [el('tr', { class: 'why' }, el('td', { colspan: columns }, el('ul', {}, ...items)))]
}

function reasonsOf(
  side: SideData | undefined,
  { assertions: names }: MetricData,
  at: number,
  texts: readonly string[],
): ReadonlySet<string> {
  const found = (side?.trials ?? []).flatMap(({ assertions }) =>
    (assertions[at] ?? []).flatMap(([, reason], nth) =>
      reason === undefined ? [] : [`${names.length > 1 ? `${names[nth]}: ` : ''}${texts[reason] ?? ''}`],
    ),
  )
  return new Set(found)
}
