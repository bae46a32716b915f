import { el } from './dom.ts'
import { sides as names } from './page.ts'

/** The numbers of a figure, for those who would rather read them. */
export interface FigureTable {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** A drawing with its title and its numbers. */
export function figure(title: string, drawing: Element, { columns, rows }: FigureTable): HTMLElement {
  const table = el(
    'table',
    {},
    el('thead', {}, el('tr', {}, ...columns.map((column) => el('th', { scope: 'col' }, column)))),
    el(
      'tbody',
      {},
      ...rows.map(([first = '', ...cells]) =>
        el('tr', {}, el('th', { scope: 'row' }, first), ...cells.map((cell) => el('td', { class: 'number' }, cell))),
      ),
    ),
  )
  const numbers = el('details', {}, el('summary', {}, 'as a table'), table)
  return el('figure', {}, el('figcaption', {}, title), drawing, numbers)
}

/** Which colour is which side. */
export function legend(sides: readonly ('base' | 'head')[]): HTMLElement | undefined {
  if (sides.length < 2) return undefined
  return el('p', { class: 'legend' }, ...sides.map((side) => el('span', { class: `key ${side}` }, names[side])))
}
