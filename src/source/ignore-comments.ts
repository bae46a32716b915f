import { lineIndex } from './line-index.ts'
import type { Range } from './range.ts'

/** A comment that silences a judgement on one line, as it is written: `# llmops-ignore CODE: REASON`. */
export interface IgnoreComment {
  readonly range: Range
  /** `''` where there is none. */
  readonly code: string
  /** `''` where there is none. */
  readonly reason: string
  /** The line it speaks of, from 1: its own after a value, else the next that is no comment. */
  readonly line: number
}

const form = /^#+\s*llmops-ignore\b[\s:]*([\w-]*)\s*:?\s*(.*)$/

/** Whether a comment wants to be one of these. */
export function isIgnoreComment(comment: string): boolean {
  return form.test(comment)
}

/** Reads the comments of a YAML text, given by where they begin, in order. Takes linear time. */
export function readIgnoreComments(text: string, starts: readonly number[]): readonly IgnoreComment[] {
  if (starts.length === 0) return []
  const index = lineIndex(text)
  const { lines } = index
  const lineBelow = new Map<number, number>()
  const last = starts.toReversed().map((start): IgnoreComment => {
    const { line, column } = index.position(start, start)
    const [, code = '', reason = ''] = form.exec(lines[line - 1]?.slice(column - 1) ?? '') ?? []
    const isAlone = lines[line - 1]?.slice(0, column - 1).trim() === ''
    const spoken = isAlone ? nextValue(lines, line, lineBelow) : line
    const end = start + (lines[line - 1]?.trimEnd().length ?? 0) - column + 1
    return { range: [start, end], code, reason: reason.trim(), line: spoken }
  })
  return last.reverse()
}

/** The first line below `line` that is no comment; `known` are those of the comments further below. */
function nextValue(lines: readonly string[], line: number, known: Map<number, number>): number {
  let next = line + 1
  while (!known.has(next) && lines[next - 1]?.trimStart().startsWith('#')) next++
  const found = known.get(next) ?? next
  known.set(line, found)
  return found
}
