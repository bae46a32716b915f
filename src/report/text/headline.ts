import { sign } from '../mark.ts'
import { textPhrase } from '../phrase.ts'
import { paintOf } from '../style.ts'
import type { Style } from '../style.ts'
import type { Headlined } from '../words/headline.ts'
import { wrapped } from './blocks.ts'
import type { Block } from './blocks.ts'

/** `✗ answer got worse. grounded −12.5 points`. */
export function headlineBlock({ mark, says }: Headlined, style: Style): Block {
  const paint = paintOf(style, mark)
  return wrapped(`${sign[mark]} ${textPhrase(says)}`.trim()).map((line) => style.bold(paint(line)))
}
