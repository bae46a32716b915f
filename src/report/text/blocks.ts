import type { Phrase } from '../phrase.ts'
import { textPhrase } from '../phrase.ts'

/** Columns of a terminal that running text fills. */
const wide = 100

/** Lines that stand together; an empty block is not shown. */
export type Block = readonly string[]

/** Blocks one after another, apart by an empty line. */
export function stacked(blocks: readonly Block[]): readonly string[] {
  return blocks.filter((block) => block.length > 0).flatMap((block, at) => (at === 0 ? block : ['', ...block]))
}

/** A title with entries under it; nothing without entries. */
export function listBlock(title: string, entries: readonly Phrase[]): Block {
  return entries.length === 0 ? [] : [title, ...entries.flatMap((entry) => wrapped(textPhrase(entry), '  '))]
}

/** Running text in lines of at most 100 columns; the second line and those after it are indented by two more. */
export function wrapped(text: string, indent = ''): Block {
  const lines: string[] = []
  let line = indent
  for (const word of text.split(' ')) {
    const empty = line.trim() === ''
    if (!empty && line.length + 1 + word.length > wide) {
      lines.push(line)
      line = `${indent}  ${word}`
    } else {
      line += empty ? word : ` ${word}`
    }
  }
  return [...lines, line]
}

export function indented(lines: readonly string[], by = 2): Block {
  return lines.map((line) => ' '.repeat(by) + line)
}
