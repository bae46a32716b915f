import type { Problem } from '../diagnostic/problem.ts'
import type { Json } from '../digest/digest.ts'
import { reservedKeys } from '../source/reserved-keys.ts'

/** What a cell becomes: the case's id, a field of its input or expected, or a column of its own. */
type Target =
  | { readonly in: 'id' }
  | { readonly in: 'input' | 'expected'; readonly name: string }
  | { readonly in: 'columns'; readonly name: string }

export interface CsvHeader {
  /** By column. A header may be mapped to several. */
  readonly targets: readonly (readonly Target[])[]
  readonly problems: readonly Problem[]
}

const columnLimit = 1_000

/** Reads a header. `columns` says by target which header it is; the other headers are targets themselves. */
export function readCsvHeader(cells: readonly string[], columns: { readonly [target: string]: string }): CsvHeader {
  if (cells.length > columnLimit) return { targets: [], problems: [tooWide(cells.length)] }
  const headers = cells.map((cell) => cell.trim())
  const names = headers.map((header) => namesOf(header, columns))
  const targets = names.map((column) => column.flatMap((name) => targetOf(name) ?? []))
  const problems = [
    ...headers.flatMap((header) => (header === '' ? [withoutName] : [])),
    ...Object.values(columns).flatMap((header) => (headers.includes(header) ? [] : [missing(header)])),
    ...problemsOfNames(names.flat()),
  ]
  const hasInput = targets.flat().some((target) => target.in === 'input')
  return { targets, problems: hasInput || problems.length > 0 ? problems : [missing('input.NAME')] }
}

/** A row as JSON, in the form that cases have in JSON Lines. */
export function csvValue(cells: readonly string[], { targets }: CsvHeader): Json {
  const value = { id: '', input: {} as Fields, expected: {} as Fields, columns: {} as Fields }
  for (const [index, cell] of cells.entries()) {
    for (const target of targets[index] ?? []) {
      if (target.in === 'id') value.id = cell
      else value[target.in][target.name] = cell
    }
  }
  const { id, input, expected, columns } = value
  return { ...columns, ...(id === '' ? {} : { id }), input, expected }
}

type Fields = { [name: string]: Json }

function namesOf(header: string, columns: { readonly [target: string]: string }): readonly string[] {
  const mapped = Object.keys(columns).filter((target) => columns[target] === header)
  return mapped.length > 0 ? mapped : [header]
}

function targetOf(name: string): Target | undefined {
  if (name === 'id') return { in: 'id' }
  const [, part, field = ''] = /^(input|expected)(?:\.(.*))?$/.exec(name) ?? []
  if (part === undefined) return { in: 'columns', name }
  const sound = field !== '' && !field.includes('.')
  return sound && (part === 'input' || part === 'expected') ? { in: part, name: field } : undefined
}

function missing(field: string): Problem {
  return { code: 'missing-field', field }
}

function tooWide(columns: number): Problem {
  return { code: 'out-of-range', found: `${columns} columns`, expected: `at most ${columnLimit} columns` }
}

const withoutName: Problem = {
  code: 'bad-format',
  found: 'a column without a name',
  expected: 'a name in every column',
}

function problemsOfNames(names: readonly string[]): readonly Problem[] {
  return names.flatMap((name, index): readonly Problem[] => {
    if (name === '') return []
    const key = name.replace(/^(?:input|expected)\./, '')
    if (reservedKeys.has(key)) return [{ code: 'reserved-key', key }]
    if (targetOf(name) === undefined) {
      return [{ code: 'bad-format', found: name, expected: 'input.NAME or expected.NAME, without a further dot' }]
    }
    return names.indexOf(name) < index ? [{ code: 'duplicate-key', key: name }] : []
  })
}
