import { markdownCode, tableRow } from '../escape-markdown.ts'
import { counted } from '../numbers.ts'
import { markdownPhrase, name } from '../phrase.ts'
import type { CheckReport } from '../../verdict/reports.ts'
import { slicedBy, sliceTables } from '../words/slice-rows.ts'
import type { SliceRow, SliceTable } from '../words/slice-rows.ts'
import { details, part } from './detail.ts'
import type { Detail, Part } from './detail.ts'

const note = 'p is adjusted over all slices (Benjamini-Hochberg). Exploratory: slices gate nothing.'

/** Every compared metric by its slices. */
export function slicesPart({ comparisons }: Pick<CheckReport, 'comparisons'>, detail: Detail): Part {
  const tables = sliceTables(comparisons)
  const shown = firstRows(tables, detail.slices)
  const more = rowCount(tables) - rowCount(shown)
  const leftOut = more === 0 ? [] : [counted(more, 'slice row')]
  if (shown.length === 0) return part('', leftOut)
  const column = slicedBy(tables)
  const title = column === undefined ? ['By slice (exploratory)'] : ['By ', name(column), ' (exploratory)']
  return part(details(title, [...shown.map(tableText), note].join('\n\n')), leftOut)
}

/** The first `limit` rows, in their tables. */
function firstRows(tables: readonly SliceTable[], limit: number): readonly SliceTable[] {
  let room = limit
  return tables.flatMap((table) => {
    const rows = table.rows.slice(0, Math.max(0, room))
    room -= rows.length
    return rows.length === 0 ? [] : [{ ...table, rows }]
  })
}

function rowCount(tables: readonly SliceTable[]): number {
  return tables.reduce((sum, { rows }) => sum + rows.length, 0)
}

function tableText({ metric, column, rows }: SliceTable): string {
  const title = markdownPhrase([name(metric), ' by ', name(column)])
  return [tableRow([title, 'cases', 'base → head', 'change', 'p']), '|---|--:|--:|--:|--:|', ...rows.map(rowText)].join(
    '\n',
  )
}

function rowText({ value, cases, scores, delta, p }: SliceRow): string {
  return tableRow([markdownCode(value, 60), cases, scores, delta, p])
}
