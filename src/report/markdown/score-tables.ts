import type { SuiteComparison } from '../../verdict/comparison.ts'
import { tableRow } from '../escape-markdown.ts'
import { emoji } from '../mark.ts'
import { markdownPhrase } from '../phrase.ts'
import { scoreTables, snapshotSides } from '../words/score-tables.ts'
import type { ScoreRow, ScoreTable, SideNames } from '../words/score-tables.ts'
import type { Judgement } from '../words/verdict.ts'
import { part } from './document.ts'
import type { Section } from './document.ts'
import { leftOf } from './lists.ts'

/** All score tables: what gates first, then the subjects with other models. */
export function scoresSection(comparisons: readonly SuiteComparison[], sides: SideNames = snapshotSides): Section {
  const tables = scoreTables(comparisons)
  const rows = tables.flatMap((table) => table.rows)
  return (detail) => {
    const kept = heaviest(rows, detail.rows)
    const shown = tables.map((table) => ({ ...table, rows: table.rows.filter((row) => kept.has(row)) }))
    const texts = shown.filter((table) => table.rows.length > 0).map((table) => tableText(table, sides))
    return part(texts.join('\n\n'), leftOf(rows.length - kept.size, 'score'))
  }
}

/** At most `limit` rows: failing ones first, then undecided ones. */
function heaviest(rows: readonly ScoreRow[], limit: number): ReadonlySet<ScoreRow> {
  const order: readonly ScoreRow['weight'][] = ['failing', 'open', 'plain']
  return new Set(rows.toSorted((a, b) => order.indexOf(a.weight) - order.indexOf(b.weight)).slice(0, limit))
}

function tableText(table: ScoreTable, sides: SideNames): string {
  const note = table.note === '' ? '' : `${table.note}\n\n`
  return note + (table.compared ? comparedTable(table, sides) : measuredTable(table))
}

function comparedTable({ title, rows }: ScoreTable, { base, head: own }: SideNames): string {
  const head = [tableRow([markdownPhrase(title), base, own, 'change (95 %)', '']), '|---|--:|--:|--:|---|']
  return [...head, ...rows.map(comparedRow)].join('\n')
}

function comparedRow(row: ScoreRow): string {
  const strong = row.weight === 'failing'
  const change = [strong && row.delta !== '' ? `**${row.delta}**` : row.delta, row.deltaBetween].join(' ').trim()
  return tableRow([rowName(row), row.base, row.head, change, row.verdict.map(judgementText).join(', ')])
}

function measuredTable({ title, rows }: ScoreTable): string {
  const head = [tableRow([markdownPhrase(title), 'score (95 %)', 'floor']), '|---|--:|---|']
  return [...head, ...rows.map(measuredRow)].join('\n')
}

function measuredRow(row: ScoreRow): string {
  const score = `${row.head} ${row.headBetween}`.trim()
  return tableRow([rowName(row), score, row.floor === undefined ? '' : judgementText(row.floor)])
}

function rowName({ name, aside, weight }: ScoreRow): string {
  const text = markdownPhrase(name)
  return (weight === 'failing' ? `**${text}**` : text) + (aside === '' ? '' : ` (${aside})`)
}

function judgementText({ mark, words }: Judgement): string {
  return `${emoji[mark]} ${words}`.trim()
}
