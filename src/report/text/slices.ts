import type { SuiteComparison } from '../../verdict/comparison.ts'
import { terminalText } from '../escape-terminal.ts'
import { textPhrase } from '../phrase.ts'
import type { Style } from '../style.ts'
import { sliceTables, unmovedSlices } from '../words/slice-rows.ts'
import type { SliceTable } from '../words/slice-rows.ts'
import { wrapped } from './blocks.ts'
import type { Block } from './blocks.ts'
import { columns } from './columns.ts'

/** Every compared metric by its slices that moved; exploratory, and said so. */
export function sliceBlocks(comparisons: readonly SuiteComparison[], style: Style): readonly Block[] {
  const unmoved = textPhrase(unmovedSlices(comparisons))
  return [...sliceTables(comparisons).map((table) => sliceBlock(table, style)), unmoved === '' ? [] : wrapped(unmoved)]
}

function sliceBlock({ metric, column, rows }: SliceTable, style: Style): Block {
  const title = `${terminalText(metric, 60)} by ${terminalText(column, 60)} (exploratory)`
  const head = [title, 'cases', 'base → head', 'change', 'adjusted p', 'sees drops of'].map((text) => ({
    text,
    paint: style.bold,
  }))
  const body = rows.map(({ value, cases, scores, delta, p, sees }) =>
    [`  ${terminalText(value, 60)}`, cases, scores, delta, p, sees].map((text) => ({ text })),
  )
  return columns([head, ...body], [false, true, true, true, true, true])
}
