import { widthOf } from '../../source/visible.ts'

/** A cell of a table; `paint` is applied after its width is known. */
export interface Cell {
  readonly text: string
  readonly paint?: (text: string) => string
}

/** Lines of aligned columns, two spaces apart. `right` says which columns are aligned to the right. */
export function columns(rows: readonly (readonly Cell[])[], right: readonly boolean[]): readonly string[] {
  const widths = right.map((_, at) => rows.reduce((widest, row) => Math.max(widest, width(row[at]?.text ?? '')), 0))
  return rows.map((row) =>
    row
      .map((cell, at) => padded(cell, widths[at] ?? 0, right[at] ?? false))
      .join('  ')
      .trimEnd(),
  )
}

function padded({ text, paint }: Cell, wide: number, right: boolean): string {
  const shown = paint === undefined ? text : paint(text)
  const space = ' '.repeat(wide - width(text))
  return right ? space + shown : shown + space
}

function width(text: string): number {
  return Array.from(text).reduce((columns, character) => columns + widthOf(character), 0)
}
