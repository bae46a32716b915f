import { percent, points } from '../../numbers.ts'
import { oneLine } from '../../untrusted.ts'
import type { CaseIndex } from './case-rows.ts'
import { el } from './dom.ts'
import type { Listed } from './selection.ts'
import type { Standing } from './standing.ts'

/** Height of a row in px, as the style sheet has it. */
const rowHeight = 62
/** Rows kept ready above and below what is seen. */
const spare = 8

/** A list of any length that makes only the rows which are seen. */
export interface CaseList {
  readonly element: HTMLElement
  show(listed: readonly Listed[], href: (one: Listed) => string): void
  /** Marks the open case and scrolls to it. */
  open(at: number | undefined): void
}

export function caseList({ cases }: CaseIndex): CaseList {
  const items = el('ul', { class: 'rows' })
  const element = el('div', { class: 'list' }, items)
  const made = new Map<number, HTMLElement>()
  let listed: readonly Listed[] = []
  let href: (one: Listed) => string = () => '#'
  let opened: number | undefined
  function fill(): void {
    const first = Math.max(0, Math.floor(element.scrollTop / rowHeight) - spare)
    const last = Math.min(listed.length, Math.ceil((element.scrollTop + element.clientHeight) / rowHeight) + spare)
    for (const [at, item] of made) {
      if (at >= first && at < last) continue
      made.delete(at)
      item.remove()
    }
    for (let at = first; at < last; at += 1) if (!made.has(at)) items.append(make(at))
  }
  function make(at: number): HTMLElement {
    const one = listed[at] as Listed
    const item = el(
      'li',
      { 'aria-posinset': at + 1, 'aria-setsize': listed.length },
      caseLink(one, href(one), cases.texts),
    )
    item.style.transform = `translateY(${at * rowHeight}px)`
    made.set(at, item)
    mark(at)
    return item
  }
  function mark(at: number): void {
    made.get(at)?.firstElementChild?.setAttribute('aria-current', String(at === opened))
  }
  element.addEventListener('scroll', fill, { passive: true })
  new ResizeObserver(fill).observe(element)
  return {
    element,
    show(now, address) {
      ;[listed, href, opened] = [now, address, undefined]
      made.clear()
      items.replaceChildren()
      items.style.height = `${listed.length * rowHeight}px`
      element.scrollTop = 0
      fill()
    },
    open(at) {
      const before = opened
      opened = at
      if (at !== undefined) reveal(element, at)
      fill()
      for (const one of [before, at]) if (one !== undefined) mark(one)
    },
  }
}

function reveal(element: HTMLElement, at: number): void {
  const [top, room] = [at * rowHeight, element.clientHeight]
  if (top < element.scrollTop) element.scrollTop = top
  else if (top + rowHeight > element.scrollTop + room) element.scrollTop = top + rowHeight - room
}

function caseLink({ row, standing }: Listed, href: string, texts: readonly string[]): HTMLElement {
  const [glyph, tone, says] = glyphOf(standing)
  const question = texts[row.row.input[0]?.text ?? -1] ?? ''
  return el(
    'a',
    { href },
    el('span', { class: `glyph ${tone}`, role: 'img', 'aria-label': says }, glyph),
    el('bdi', { class: 'id' }, oneLine(row.row.id)),
    el('span', { class: 'moved' }, movement(standing)),
    el('bdi', { class: 'excerpt' }, oneLine(question.slice(0, 200).replace(/\s+/g, ' '))),
  )
}

function glyphOf({ missing, fell, rose, failing, change }: Standing): readonly [string, string, string] {
  if (missing) return ['!', 'incomplete', 'missing']
  if (fell) return ['▼', 'bad', 'got worse']
  if (rose) return ['▲', 'better', 'got better']
  if (failing) return ['✗', 'unsure', change === undefined ? 'fails' : 'fails as before']
  return ['✓', 'good', change === undefined ? 'holds' : 'holds as before']
}

function movement({ base, head, change, moved }: Standing): string {
  if (head === undefined) return base === undefined ? '' : 'no score'
  if (change === undefined || base === undefined) return percent(head)
  return moved.length === 0 ? percent(head) : `${oneLine(moved.join(', '))} ${points(change)}`
}
