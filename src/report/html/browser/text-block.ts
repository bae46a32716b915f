import { count } from '../../numbers.ts'
import { el } from './dom.ts'

/** UTF-16 units that a block shows before it is asked for the rest. */
export const mostAtOnce = 20_000

/** Text from outside as it is. */
export function textBlock(text: string): HTMLElement {
  if (text === '') return el('p', { class: 'none' }, '(empty)')
  return beginning(text, (shown) => el('div', { class: 'text', dir: 'auto' }, shown))
}

/** What `make` makes of the beginning of a text; where there is more, a button makes it of the whole. */
export function beginning(text: string, make: (text: string) => HTMLElement): HTMLElement {
  if (text.length <= mostAtOnce) return make(text)
  const block = el('div', {})
  const all = (): void => block.replaceChildren(make(text))
  const words = `Show all ${count(text.length)} characters`
  block.append(make(text.slice(0, mostAtOnce).toWellFormed()), el('button', { type: 'button', onclick: all }, words))
  return block
}
