import { oneLine } from '../../untrusted.ts'
import { missingText } from '../../words/missing-reason.ts'
import type { FieldData, TrialData } from '../page-data.ts'
import { groupName } from './case-rows.ts'
import type { CaseIndex, CaseRow } from './case-rows.ts'
import { caseScores } from './case-scores.ts'
import { columnsOf } from './columns.ts'
import { el } from './dom.ts'
import { page } from './page.ts'
import { textBlock } from './text-block.ts'
import { traceView } from './trace-view.ts'
import { sideBySide } from './word-diff.ts'

/** Where a case leads to. */
export interface Neighbours {
  /** `3 of 18`; empty where the filters hide the case. */
  readonly place: string
  readonly previous: string | undefined
  readonly next: string | undefined
  readonly close: string
}

/** Everything about one case: how it was judged, what was answered, and how that came about. */
export function caseDetail(row: CaseRow, index: CaseIndex, neighbours: Neighbours): HTMLElement {
  const { texts } = index.cases
  const trials = Math.max(row.data.base?.trials.length ?? 0, row.data.head?.trials.length ?? 0)
  return el(
    'article',
    { class: 'case', 'aria-labelledby': 'case-id' },
    top(row, neighbours),
    caseScores(row, texts),
    ...Array.from({ length: trials }, (_, at) => trialView(row, at, trials, index)),
    page.casesNote === '' ? undefined : el('p', { class: 'note' }, page.casesNote),
    fields('Input', row.row.input, texts),
    fields('Expected', row.row.expected, texts),
  )
}

function top({ group, data, row }: CaseRow, { place, previous, next, close }: Neighbours): HTMLElement {
  const link = (href: string | undefined, text: string, label: string): HTMLElement | undefined =>
    href === undefined ? undefined : el('a', { href, class: 'button', 'aria-label': label }, text)
  return el(
    'header',
    {},
    el(
      'nav',
      { 'aria-label': 'Neighbouring cases' },
      link(close, '✕', 'Close the case'),
      el('span', { class: 'place' }, place),
      link(previous, '↑', 'Previous case'),
      link(next, '↓', 'Next case'),
    ),
    el('h2', { id: 'case-id', tabindex: -1 }, el('bdi', {}, oneLine(row.id))),
    el(
      'p',
      { class: 'tags' },
      el('span', { class: 'tag' }, groupName(group)),
      ...data.slices.map(([column, value]) => el('bdi', { class: 'tag' }, oneLine(`${column}: ${value}`))),
    ),
  )
}

function trialView({ data }: CaseRow, at: number, trials: number, index: CaseIndex): HTMLElement {
  const { texts } = index.cases
  const [base, head] = [data.base?.trials[at], data.head?.trials[at]]
  const outputs = { base: outputOf(base, texts), head: outputOf(head, texts) }
  const same = outputs.base !== undefined && outputs.base === outputs.head
  const shown = sideBySide(outputs.base, outputs.head)
  const number = trials === 1 ? '' : ` of trial ${at + 1}`
  return el(
    'section',
    {},
    el('h3', {}, `Output${number}`),
    columnsOf({
      base: data.base && [ending(base, texts), shown.base],
      head: data.head && [ending(head, texts), shown.head],
      same: same ? [ending(head, texts), shown.head] : undefined,
    }),
    traceView(base, head, index.cases),
  )
}

function outputOf(trial: TrialData | undefined, texts: readonly string[]): string | undefined {
  return trial?.output === undefined ? undefined : texts[trial.output]
}

/** Why there is no answer, or none that counts. */
function ending(trial: TrialData | undefined, texts: readonly string[]): HTMLElement | undefined {
  if (trial === undefined) return el('p', { class: 'none' }, 'not run')
  if (trial.end === 'scored') return undefined
  const what = trial.end === 'missing' ? 'No answer' : 'Answer failure'
  const detail = trial.detail === undefined ? '' : (texts[trial.detail] ?? '')
  return el(
    'p',
    { class: `ending ${trial.end}` },
    `${what}: ${missingText(trial.reason ?? '')}. `,
    el('bdi', {}, oneLine(detail)),
  )
}

function fields(title: string, given: readonly FieldData[], texts: readonly string[]): HTMLElement | undefined {
  if (given.length === 0) return undefined
  return el(
    'section',
    {},
    el('h3', {}, title),
    el(
      'dl',
      {},
      ...given.flatMap(({ name, text }) => [
        el('dt', {}, el('code', {}, oneLine(name))),
        el('dd', {}, textBlock(texts[text] ?? '')),
      ]),
    ),
  )
}
