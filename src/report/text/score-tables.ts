import type { SuiteComparison } from '../../verdict/comparison.ts'
import { sign } from '../mark.ts'
import { textPhrase } from '../phrase.ts'
import { paintOf } from '../style.ts'
import type { Style } from '../style.ts'
import { scoreTables, snapshotSides } from '../words/score-tables.ts'
import type { ScoreRow, ScoreTable, SideNames } from '../words/score-tables.ts'
import type { Judgement } from '../words/verdict.ts'
import { wrapped } from './blocks.ts'
import type { Block } from './blocks.ts'
import { columns } from './columns.ts'
import type { Cell } from './columns.ts'

/** Every score table as aligned columns. */
export function scoreBlocks(
  comparisons: readonly SuiteComparison[],
  style: Style,
  sides: SideNames = snapshotSides,
): readonly Block[] {
  return scoreTables(comparisons).map((table) => [
    ...(table.note === '' ? [] : wrapped(table.note)),
    ...(table.compared ? compared(table, style, sides) : measured(table, style)),
  ])
}

function compared({ title, rows }: ScoreTable, style: Style, sides: SideNames): Block {
  const head = [textPhrase(title), sides.base, sides.head, 'change', '(95 %)', ''].map((text) => ({
    text,
    paint: style.bold,
  }))
  const body = rows.map((row): readonly Cell[] => [
    nameCell(row, style),
    { text: row.base },
    { text: row.head },
    { text: row.delta },
    { text: row.deltaBetween },
    ...judgementCell(row.verdict, style),
  ])
  return columns([head, ...body], [false, true, true, true, false, false])
}

function measured({ title, rows }: ScoreTable, style: Style): Block {
  const head = [textPhrase(title), 'score', '(95 %)', 'floor'].map((text) => ({ text, paint: style.bold }))
  const body = rows.map((row): readonly Cell[] => [
    nameCell(row, style),
    { text: row.head },
    { text: row.headBetween },
    ...judgementCell(row.floor === undefined ? [] : [row.floor], style),
  ])
  return columns([head, ...body], [false, true, false, false])
}

function nameCell({ name, weight }: ScoreRow, style: Style): Cell {
  const text = `  ${textPhrase(name)}`
  return weight === 'failing' ? { text, paint: style.bold } : { text }
}

/** All judgements in one cell, in the colour of the most serious one. */
function judgementCell(judgements: readonly Judgement[], style: Style): readonly Cell[] {
  const marks = judgements.map(({ mark }) => mark)
  const most = marks.find((mark) => mark === 'bad') ?? marks.find((mark) => mark === 'unsure') ?? marks[0] ?? 'none'
  const text = judgements.map(({ mark, words }) => `${sign[mark]} ${words}`.trim()).join(', ')
  return [{ text, paint: paintOf(style, most) }]
}
