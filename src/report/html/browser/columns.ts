import { el } from './dom.ts'
import { sides as names } from './page.ts'

type Content = readonly (HTMLElement | undefined)[]

/** What is to be seen of each side; `same` where both are one. A side that is undefined is not there at all. */
export interface Sides {
  readonly base: Content | undefined
  readonly head: Content | undefined
  readonly same: Content | undefined
}

/** Base beside head, or one below the other where there is no room. */
export function columnsOf({ base, head, same }: Sides): HTMLElement {
  if (same !== undefined) return columns([column(`the same on ${names.base} and ${names.head}`, same)])
  const sides = [base && column(names.base, base), head && column(base === undefined ? '' : names.head, head)]
  return columns(sides.filter((side) => side !== undefined))
}

function columns(sides: readonly HTMLElement[]): HTMLElement {
  return el('div', { class: sides.length > 1 ? 'columns' : '' }, ...sides)
}

function column(title: string, content: Content): HTMLElement {
  return el('div', {}, title === '' ? undefined : el('h4', {}, title), ...content)
}
