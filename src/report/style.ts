import type { Mark } from './mark.ts'

type Paint = (text: string) => string

/** How a terminal shows emphasis. */
export interface Style {
  readonly bold: Paint
  readonly faint: Paint
  readonly good: Paint
  readonly bad: Paint
  readonly unsure: Paint
}

const asIs: Paint = (text) => text

/** No colours: for files, logs and tests. */
export const plainStyle: Style = { bold: asIs, faint: asIs, good: asIs, bad: asIs, unsure: asIs }

/** ANSI colours, for terminals that want them. */
export const ansiStyle: Style = {
  bold: ansi(1, 22),
  faint: ansi(2, 22),
  good: ansi(32, 39),
  bad: ansi(31, 39),
  unsure: ansi(33, 39),
}

function ansi(on: number, off: number): Paint {
  return (text) => (text === '' ? '' : `\u001b[${on}m${text}\u001b[${off}m`)
}

/** The colour of a mark. */
export function paintOf(style: Style, mark: Mark): Paint {
  if (mark === 'good' || mark === 'better') return style.good
  if (mark === 'bad') return style.bad
  return mark === 'unsure' || mark === 'incomplete' ? style.unsure : asIs
}
