import { CsvError, parse } from 'csv-parse/sync'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Place } from '../diagnostic/place.ts'
import type { Problem } from '../diagnostic/problem.ts'
import type { Json } from '../digest/digest.ts'
import { errorAt } from '../source/error-at.ts'
import { csvValue, readCsvHeader } from './cases-csv-header.ts'
import { rowLimit, tooManyRows } from './cases-row.ts'
import type { CaseSource, Row, Rows } from './cases-row.ts'

/** The cells of one record, and the line (from 1) that it ends on. */
interface CsvRecord {
  readonly cells: readonly string[]
  readonly lastLine: number
}

interface Table {
  readonly records: readonly CsvRecord[]
  readonly error: CsvError | undefined
  readonly tooLong: boolean
}

type PlaceOf = (from: number, to: number) => Place

/** What a header makes of the records below it. */
export interface CsvHeading {
  /** Cells of a record. */
  readonly width: number
  /** With any, there are no rows. */
  readonly problems: readonly Problem[]
  readonly valueOf: (cells: readonly string[]) => Json
}

/**
 * The cases of a CSV file. A column is what its name says (`id`, `input.NAME`, `expected.NAME`, else a slice), unless
 * `columns` maps its header to one of these. An empty `id` is none.
 */
export function readCsvRows(source: CaseSource, columns: { readonly [target: string]: string }): Rows {
  return readCsvTable(source, (cells) => {
    const header = readCsvHeader(cells, columns)
    const { targets, problems } = header
    return { width: targets.length, problems, valueOf: (row) => csvValue(row, header) }
  })
}

/** CSV (RFC 4180) with a header, which `readHeading` reads. Cells are texts; places are whole records. */
export function readCsvTable(source: CaseSource, readHeading: (cells: readonly string[]) => CsvHeading): Rows {
  const { records, error, tooLong } = tableOf(source.text)
  if (tooLong) return { rows: [], diagnostics: [errorAt({ in: 'file', file: source.file }, tooManyRows)] }
  const placeOf = placesIn(source)
  const broken = error === undefined ? [] : [brokenRecord(error, records, placeOf)]
  const [first] = records
  if (first === undefined) return { rows: [], diagnostics: broken }
  const heading = readHeading(first.cells)
  const { rows, diagnostics } =
    heading.problems.length === 0
      ? rowsBelow(heading, records, placeOf)
      : { rows: [], diagnostics: heading.problems.map((problem) => errorAt(placeOf(1, first.lastLine), problem)) }
  return { rows, diagnostics: [...diagnostics, ...broken] }
}

function rowsBelow({ width, valueOf }: CsvHeading, records: readonly CsvRecord[], placeOf: PlaceOf): Rows {
  const rows: Row[] = []
  const diagnostics: Diagnostic[] = []
  for (const [index, { cells, lastLine }] of records.slice(1).entries()) {
    const place = placeOf((records[index]?.lastLine ?? 0) + 1, lastLine)
    if (cells.length === width) rows.push({ value: valueOf(cells), placeOf: () => place })
    else diagnostics.push(errorAt(place, wrongLength(cells.length, width)))
  }
  return { rows, diagnostics }
}

/** The records up to the first that is broken, without blank ones. */
function tableOf(text: string): Table {
  const records: CsvRecord[] = []
  let read = 0
  try {
    parse(text.replace(/\r\n?/g, '\n'), {
      bom: true,
      to: rowLimit + 2,
      record_delimiter: '\n',
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (cells: string[], { lines }) => {
        read += 1
        if (cells.some((cell) => cell.trim() !== '')) records.push({ cells, lastLine: lines })
      },
    })
    return { records, error: undefined, tooLong: read > rowLimit + 1 }
  } catch (error) {
    if (error instanceof CsvError) return { records, error, tooLong: false }
    throw error
  }
}

function wrongLength(found: number, expected: number): Problem {
  const cells = (count: number) => (count === 1 ? '1 cell' : `${count} cells`)
  return { code: 'bad-format', found: cells(found), expected: `${cells(expected)}, as in the header` }
}

const faults: { readonly [code: string]: string } = {
  CSV_QUOTE_NOT_CLOSED: 'a quoted cell that is not closed',
  INVALID_OPENING_QUOTE: 'a quote inside a cell that is not quoted',
  CSV_INVALID_CLOSING_QUOTE: 'text between a closing quote and the next comma',
}

/** The record that follows the last sound one. */
function brokenRecord(error: CsvError, records: readonly CsvRecord[], placeOf: PlaceOf): Diagnostic {
  const found = faults[error.code] ?? error.code
  const line = (records.at(-1)?.lastLine ?? 0) + 1
  return errorAt(placeOf(line, line), {
    code: 'bad-format',
    found,
    expected: 'CSV as in RFC 4180, quotes in cells doubled',
  })
}

/** Places of lines (from 1, inclusive), without blank lines before and the line end after them. */
function placesIn({ file, text }: CaseSource): PlaceOf {
  const lines = [...text.matchAll(/[^\r\n]*(?:\r\n|[\r\n]|$)/g)]
  return (from, to) => {
    let first = from - 1
    while (first < lines.length && !/[^\s,]/.test(lines[first]?.[0] ?? '')) first += 1
    const start = lines[first]?.index ?? text.length
    const last = lines[Math.max(first, to - 1)]
    const end = last === undefined ? text.length : last.index + last[0].trimEnd().length
    return { in: 'text', file, start, end: Math.max(start, end) }
  }
}
