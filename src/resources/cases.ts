import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { KeyPath, Place } from '../diagnostic/place.ts'
import type { Json } from '../digest/digest.ts'
import { errorAt } from '../source/error-at.ts'
import { caseOf } from './cases-case.ts'
import { readCsvRows } from './cases-csv.ts'
import { readJsonLines, readJsonRows } from './cases-json-rows.ts'
import { rowLimit, rowsOf, tooManyRows } from './cases-row.ts'
import type { CaseSource, Rows } from './cases-row.ts'
import { readYamlRows } from './cases-yaml.ts'
import type { Case } from './project.ts'

export type { CaseSource } from './cases-row.ts'

export interface CaseOptions {
  /** For CSV: what the case has (`id`, `input.NAME`, `expected.NAME`, a slice) by the column's header. */
  readonly columns: { readonly [target: string]: string } | undefined
}

export interface ReadCases {
  /** In the order of the rows; those that could be read. */
  readonly cases: readonly Case[]
  /** Complete only without errors: a bad row does not hide the others. */
  readonly diagnostics: readonly Diagnostic[]
}

type ReadRows = (source: CaseSource, options: CaseOptions) => Rows

const readers: { readonly [ending: string]: ReadRows } = {
  jsonl: readJsonLines,
  json: readJsonRows,
  yaml: readYamlRows,
  yml: readYamlRows,
  csv: (source, { columns }) => readCsvRows(source, columns ?? {}),
}

/** Reads the cases of a file by its ending: .jsonl, .json, .yaml, .yml or .csv. The text is as `decodeText` gives it. */
export function readCases(source: CaseSource, options: CaseOptions): ReadCases {
  const known = earlierReading(source, options)
  if (known !== undefined) return known.read
  const read = readAnew(source, options)
  latest.set(source.file, new WeakRef(read.cases))
  readings.set(read.cases, { source, options, read })
  return read
}

/** The text that cases were read from, where that was a file: whoever has the same text elsewhere may let go of it. */
export function textOfCases(cases: readonly Case[]): string | undefined {
  return readings.get(cases)?.source.text
}

interface Reading {
  readonly source: CaseSource
  readonly options: CaseOptions
  readonly read: ReadCases
}

/** By file, the cases that it held when it was last read: those of base and head are mostly the same, and many. */
const latest = new Map<string, WeakRef<readonly Case[]>>()
const readings = new WeakMap<readonly Case[], Reading>()

/** The same file with the same text, as long as somebody has its cases. */
function earlierReading({ file, text }: CaseSource, { columns }: CaseOptions): Reading | undefined {
  const cases = latest.get(file)?.deref()
  const reading = cases && readings.get(cases)
  const isSame = reading?.source.text === text && JSON.stringify(reading.options.columns) === JSON.stringify(columns)
  return isSame ? reading : undefined
}

function readAnew(source: CaseSource, options: CaseOptions): ReadCases {
  const ending = /\.([^./]*)$/.exec(source.file)?.[1]?.toLowerCase() ?? ''
  const read = Object.hasOwn(readers, ending) ? readers[ending] : undefined
  const file: Place = { in: 'file', file: source.file }
  if (read !== undefined) return casesOf(read(source, options), file)
  const expected = '.jsonl, .json, .yaml, .yml or .csv'
  return { cases: [], diagnostics: [errorAt(file, { code: 'bad-format', found: `.${ending}`, expected })] }
}

/** The cases of a list inside a resource; `placeOf` tells where a value of the list stands. */
export function casesFrom(values: Json, placeOf: (path: KeyPath) => Place): ReadCases {
  return casesOf(rowsOf(values, placeOf), placeOf([]))
}

function casesOf({ rows, diagnostics: found }: Rows, whole: Place): ReadCases {
  if (rows.length + found.length > rowLimit) return { cases: [], diagnostics: [errorAt(whole, tooManyRows)] }
  const cases = new Map<string, Case>()
  const [ofRows, duplicates]: [Diagnostic[], Diagnostic[]] = [[], []]
  for (const row of rows) {
    const { case: one, diagnostics } = caseOf(row)
    ofRows.push(...diagnostics)
    const first = one && cases.get(one.id)
    if (first !== undefined) duplicates.push(duplicateCase(one as Case, first))
    else if (one !== undefined) cases.set(one.id, one)
  }
  const diagnostics = [...found, ...ofRows, ...duplicates]
  if (cases.size > 0 || diagnostics.length > 0) return { cases: [...cases.values()], diagnostics }
  return { cases: [], diagnostics: [errorAt(whole, { code: 'no-cases' })] }
}

function duplicateCase({ id, place }: Case, first: Case): Diagnostic {
  return errorAt(place, { code: 'duplicate-case', id }, [{ label: 'first here', place: first.place }])
}
