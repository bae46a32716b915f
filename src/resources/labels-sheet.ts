import type { Problem } from '../diagnostic/problem.ts'
import type { Json } from '../digest/digest.ts'
import type { CsvHeading } from './cases-csv.ts'
import { nearest } from '../source/nearest.ts'

/** What a label is made of. */
const columns = ['id', 'output', 'prompt', 'label', 'rater'] as const
const needed = ['id', 'output', 'label'] as const

/** The columns of a sheet of labels, by their names and in any order; others are for its readers. */
export function labelSheet(cells: readonly string[]): CsvHeading {
  const headers = cells.map((cell) => cell.trim())
  const places = columns.flatMap((name) => (headers.includes(name) ? [[name, headers.indexOf(name)] as const] : []))
  return {
    width: headers.length,
    problems: [
      ...needed.flatMap((name) => (headers.includes(name) ? [] : [missing(name, headers)])),
      ...columns.flatMap((name) => (headers.indexOf(name) === headers.lastIndexOf(name) ? [] : [twice(name)])),
    ],
    valueOf: (row) => Object.fromEntries<Json>(places.map(([name, at]) => [name, disarmed(row[at] ?? '')])),
  }
}

function missing(field: string, headers: readonly string[]): Problem {
  const near = nearest(field, headers)
  return near === undefined
    ? { code: 'missing-field', field }
    : { code: 'unknown-field', field: near, nearest: field, allowed: columns }
}

function twice(key: string): Problem {
  return { code: 'duplicate-key', key }
}

/** What a spreadsheet takes for a formula, or for a text that is none. */
const armed = /^[=+\-@\t\r\n']/

/** A cell that no spreadsheet computes: an apostrophe stands before what it would. */
export function armless(text: string): string {
  return armed.test(text) ? `'${text}` : text
}

/** What stood in a cell before `armless`. */
export function disarmed(cell: string): string {
  return cell.startsWith("'") && armed.test(cell.slice(1)) ? cell.slice(1) : cell
}
