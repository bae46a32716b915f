import { el } from './dom.ts'

const keys = [
  ['j', 'next case'],
  ['k', 'previous case'],
  ['Enter', 'into the open case; opens the first'],
  ['Esc', 'close the case, then the filters'],
  ['/', 'search'],
  ['s', 'summary'],
  ['c', 'cases'],
  ['?', 'this help'],
] as const

/** The keys, in a dialog. */
export function helpDialog(): HTMLDialogElement {
  const dialog: HTMLDialogElement = el(
    'dialog',
    { 'aria-labelledby': 'help-title' },
    el('h2', { id: 'help-title' }, 'Keys'),
    el('dl', {}, ...keys.flatMap(([key, does]) => [el('dt', {}, el('kbd', {}, key)), el('dd', {}, does)])),
    el('p', {}, 'The address holds filters and the open case: copy it to show somebody the same.'),
    el('button', { type: 'button', onclick: () => dialog.close() }, 'Close'),
  )
  return dialog
}
