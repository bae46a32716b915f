import { terminalText } from '../escape-terminal.ts'
import { counted } from '../numbers.ts'
import type { Style } from '../style.ts'
import { firstLines } from '../words/text-diff.ts'
import type { DiffLine } from '../words/text-diff.ts'
import { type WordPiece, wordsAsText } from '../words/word-diff.ts'
import type { Block } from './blocks.ts'

/** A difference of texts in at most `max` lines, saying how many more there are. */
export function diffBlock(lines: readonly DiffLine[], max: number, style: Style): Block {
  const { shown, more } = firstLines(lines, max)
  return [...shown.map((line) => lineText(line, style)), ...(more === 0 ? [] : [`… ${counted(more, 'more line')}`])]
}

function lineText({ sign, text, pieces }: DiffLine, style: Style): string {
  if (pieces !== undefined) return `! ${pieces.map((piece) => wordText(piece, style)).join('')}`
  const shown = `${sign} ${terminalText(text, 400)}`.trimEnd()
  if (sign === '+') return style.good(shown)
  if (sign === '-') return style.bad(shown)
  return sign === '@' ? style.faint(shown) : shown
}

function wordText(piece: WordPiece, style: Style): string {
  const shown = terminalText(wordsAsText([piece]), 400)
  return piece.sign === ' ' ? shown : piece.sign === '+' ? style.good(shown) : style.bad(shown)
}
