import type { Position } from './source-set.ts'

/** A text cut into lines, and where each begins. Line ends are `\n`. */
export interface LineIndex {
  readonly lines: readonly string[]
  /** The position of the range `[start, end)` of UTF-16 offsets; offsets beyond the text count as its end. */
  position(start: number, end: number): Position
}

export function lineIndex(text: string): LineIndex {
  const lines = text.split('\n')
  const starts: number[] = []
  let next = 0
  for (const line of lines) {
    starts.push(next)
    next += line.length + 1
  }
  const at = (offset: number): readonly [line: number, column: number] => {
    const inside = Math.max(0, Math.min(offset, text.length))
    const line = lastAtMost(starts, inside)
    return [line + 1, inside - (starts[line] ?? 0) + 1]
  }
  return {
    lines,
    position(start, end) {
      const [line, column] = at(start)
      const [endLine, endColumn] = at(Math.max(start, end))
      return { line, column, endLine, endColumn }
    },
  }
}

/** Index of the last of the ascending `numbers` that is at most `limit`; the first is. */
function lastAtMost(numbers: readonly number[], limit: number): number {
  let low = 0
  let high = numbers.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((numbers[middle] ?? 0) <= limit) low = middle
    else high = middle - 1
  }
  return low
}
