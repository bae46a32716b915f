import type { Position, SourceSet } from './source-set.ts'
import { visibleCharacter, widthOf } from './visible.ts'

/** Columns of source that a frame shows. A longer line is cut around the marked part. */
const widest = 110
/** Columns kept before the mark in a cut line. */
const lead = 40
/** UTF-16 units on each side of the mark that are looked at: more than can be shown. */
const around = 4 * widest

/** One character of the source line as it is shown. */
interface Cell {
  readonly shown: string
  readonly width: number
  readonly marked: boolean
}

/**
 * The source line at a position with the part in question underlined, as compilers show it. Each line begins with a
 * gutter, so that text from a file never begins a line of a log. Of a range over several lines the first is shown;
 * empty where there is no such line.
 */
export function codeFrame(sources: SourceSet, file: string, position: Position): readonly string[] {
  const [line] = sources.lines(file, position.line, position.line)
  if (line === undefined || line.trim() === '') return []
  const number = String(position.line)
  const gutter = ' '.repeat(number.length)
  const cells = cut(cellsOf(line, position))
  return [
    ` ${gutter} |`,
    ` ${number} | ${cells.map((cell) => cell.shown).join('')}`.trimEnd(),
    ` ${gutter} | ${underline(cells)}`,
  ]
}

/** Of a line that is longer than anything shown, what stands around the mark. */
function cellsOf(line: string, position: Position): readonly Cell[] {
  const from = position.column - 1
  const to = position.endLine > position.line ? line.trimEnd().length : position.endColumn - 1
  const cells: Cell[] = []
  let offset = wholeCharacter(line, Math.max(0, from - around))
  const end = wholeCharacter(line, Math.min(line.length, from + around))
  for (const character of line.slice(offset, end)) {
    const marked = offset === from || (offset > from && offset < to)
    cells.push(cellOf(character, line.startsWith('##[', offset), marked))
    offset += character.length
  }
  if (from >= offset) cells.push({ shown: '', width: 1, marked: true })
  return cells
}

/** The offset, or the one before it where it would cut a surrogate pair. */
function wholeCharacter(line: string, offset: number): number {
  return /[\ud800-\udbff]/.test(line[offset - 1] ?? '') ? offset - 1 : offset
}

/** `##[` is a command to a runner wherever it stands in a line. */
function cellOf(character: string, isCommand: boolean, marked: boolean): Cell {
  if (isCommand) return { shown: '# ', width: 2, marked }
  return { shown: visibleCharacter(character), width: widthOf(character), marked }
}

function cut(cells: readonly Cell[]): readonly Cell[] {
  if (cells.length <= widest) return cells
  const mark = cells.findIndex((cell) => cell.marked)
  const from = mark < widest - lead ? 0 : Math.min(mark - lead, cells.length - widest)
  const ellipsis: Cell = { shown: '…', width: 1, marked: false }
  const piece = cells.slice(from, from + widest)
  return [...(from > 0 ? [ellipsis] : []), ...piece, ...(from + widest < cells.length ? [ellipsis] : [])]
}

function underline(cells: readonly Cell[]): string {
  return cells
    .map((cell) => (cell.marked ? '^' : ' ').repeat(cell.width))
    .join('')
    .trimEnd()
}
