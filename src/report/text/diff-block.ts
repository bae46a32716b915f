import { terminalText } from '../escape-terminal.ts'
import { counted } from '../numbers.ts'
import type { Style } from '../style.ts'
import { firstLines } from '../words/text-diff.ts'
import type { DiffLine } from '../words/text-diff.ts'
import type { Block } from './blocks.ts'

/** A difference of texts in at most `max` lines, saying how many more there are. */
export function diffBlock(lines: readonly DiffLine[], max: number, style: Style): Block {
  const { shown, more } = firstLines(lines, max)
  return [...shown.map((line) => lineText(line, style)), ...(more === 0 ? [] : [`… ${counted(more, 'more line')}`])]
}

function lineText({ sign, text }: DiffLine, style: Style): string {
  const shown = `${sign} ${terminalText(text, 400)}`.trimEnd()
  if (sign === '+') return style.good(shown)
  if (sign === '-') return style.bad(shown)
  return sign === '@' ? style.faint(shown) : shown
}
