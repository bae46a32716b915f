import { CsvError, parse } from 'csv-parse/sync'
import type { Json } from '../../digest/digest.ts'
import { reservedKeys } from '../../source/reserved-keys.ts'
import { Cursor } from '../cursor.ts'
import type { Findings } from '../findings.ts'
import { expectedAssertion } from './expected-column.ts'
import type { ReadText } from './references.ts'

type Fields = { [name: string]: Json }

interface Parsed {
  readonly record: readonly string[]
  readonly info: { readonly lines: number }
}

/** The tests of a CSV file: a column is a variable, unless its name begins with `__`. */
export function csvTests({ file, text }: ReadText, at: Cursor, findings: Findings): readonly Cursor[] {
  const rows = rowsOf(text)
  if (rows === undefined) {
    findings.report(at.place, { code: 'import-lost', what: file, why: 'unusable' })
    return []
  }
  const starts = lineStarts(text)
  const [header, ...records] = rows
  const columns = (header?.record ?? []).map((column) => column.trim())
  return records.map(({ record, info }, index) => {
    const first = (rows[index]?.info.lines ?? 0) + 1
    const [start, end] = [starts[first - 1] ?? text.length, (starts[info.lines] ?? text.length + 1) - 1]
    const place = { in: 'text', file, start, end: Math.max(start, end) } as const
    return new Cursor(testOf(columns, record), () => place)
  })
}

function rowsOf(text: string): readonly Parsed[] | undefined {
  try {
    const options = {
      bom: true,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
    }
    return parse(text, options) as unknown as readonly Parsed[]
  } catch (error) {
    if (error instanceof CsvError) return undefined
    throw error
  }
}

function lineStarts(text: string): readonly number[] {
  return [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)]
}

/** A row in the form that tests have in YAML. */
function testOf(columns: readonly string[], record: readonly string[]): Json {
  const test: Fields = {}
  const vars: Fields = {}
  const metadata: Fields = {}
  const options: Fields = {}
  const assertions: Fields[] = []
  for (const [index, column] of columns.entries()) {
    const cell = record[index] ?? ''
    if (column === '' || reservedKeys.has(column)) continue
    if (column.startsWith('__expected')) {
      if (cell.trim() !== '') assertions.push(expectedAssertion(cell))
    } else if (column === '__description') test['description'] = cell
    else if (column === '__threshold') test['threshold'] = Number(cell)
    else if (column === '__prefix' || column === '__suffix') options[column.slice(2)] = cell
    else if (column.startsWith('__metadata:')) metadata[column.slice('__metadata:'.length).replace(/\[\]$/, '')] = cell
    else if (column === '__metric' || column.startsWith('__config:')) continue
    else if (column.startsWith('__')) test[column] = cell
    else vars[column] = cell
  }
  configure(columns, record, assertions)
  const threshold = Number.isNaN(test['threshold']) ? {} : test
  return { ...threshold, vars, metadata, options, assert: assertions }
}

/** `__metric` and `__config:__expected2:threshold` speak of assertions in other columns. */
function configure(columns: readonly string[], record: readonly string[], assertions: readonly Fields[]): void {
  for (const [index, column] of columns.entries()) {
    const cell = (record[index] ?? '').trim()
    if (cell === '') continue
    if (column === '__metric') for (const assertion of assertions) assertion['metric'] = cell
    const [, number, key] = /^__config:__expected(\d*):(\w+)$/.exec(column) ?? []
    if (key !== 'threshold' || Number.isNaN(Number(cell))) continue
    const chosen = number === '' ? assertions : assertions.slice(Number(number) - 1, Number(number))
    for (const assertion of chosen) assertion['threshold'] = Number(cell)
  }
}
