import { markdownFence } from '../escape-markdown.ts'
import { counted } from '../numbers.ts'
import { visible } from '../untrusted.ts'
import { firstLines } from '../words/text-diff.ts'
import type { DiffLine } from '../words/text-diff.ts'

/** A difference of texts in a fence of at most `max` lines, saying how many more there are. */
export function diffFence(lines: readonly DiffLine[], max: number): string {
  const { shown, more } = firstLines(lines, max)
  const rest = more === 0 ? [] : [`@@ … ${counted(more, 'more line')} @@`]
  return markdownFence([...shown.map(lineText), ...rest], 'diff')
}

function lineText({ sign, text }: DiffLine): string {
  const line = visible(text).replaceAll('\n', '⏎')
  return sign === '@' ? `@@ ${line} @@` : `${sign} ${line}`.trimEnd()
}
