import type { SuiteComparison } from '../../verdict/comparison.ts'
import { markdownCode, tableRow } from '../escape-markdown.ts'
import { markdownPhrase, name } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'
import { slicedBy, sliceTables, unmovedSlices } from '../words/slice-rows.ts'
import type { SliceRow, SliceTable } from '../words/slice-rows.ts'
import { part, unfolding } from './document.ts'
import type { Section } from './document.ts'
import { leftOf } from './lists.ts'

const aboutP = 'p is adjusted over all slices (Benjamini-Hochberg). Exploratory: slices gate nothing.'

/** Every compared metric by its slices. */
export function slicesSection(comparisons: readonly SuiteComparison[]): Section {
  const tables = sliceTables(comparisons)
  const note = [aboutP, markdownPhrase(unmovedSlices(comparisons))].join(' ').trim()
  return (detail) => {
    const shown = firstRows(tables, detail.slices)
    const text = shown.length === 0 ? '' : unfolding(title(tables), [...shown.map(tableText), note].join('\n\n'))
    return part(text, leftOf(rowCount(tables) - rowCount(shown), 'slice row'))
  }
}

function title(tables: readonly SliceTable[]): Phrase {
  const column = slicedBy(tables)
  return column === undefined ? ['By slice (exploratory)'] : ['By ', name(column), ' (exploratory)']
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
  const first = markdownPhrase([name(metric), ' by ', name(column)])
  return [
    tableRow([first, 'cases', 'base → head', 'change', 'p', 'sees drops of']),
    '|---|--:|--:|--:|--:|--:|',
    ...rows.map(rowText),
  ].join('\n')
}

function rowText({ value, cases, scores, delta, p, sees }: SliceRow): string {
  return tableRow([markdownCode(value, 60), cases, scores, delta, p, sees])
}
