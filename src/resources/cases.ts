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
  const read = rows.map(caseOf)
  const all = read.flatMap(({ case: one }) => (one === undefined ? [] : [one]))
  const { cases, duplicates } = withoutDuplicates(all)
  const diagnostics = [...found, ...read.flatMap((row) => row.diagnostics), ...duplicates]
  if (cases.length > 0 || diagnostics.length > 0) return { cases, diagnostics }
  return { cases, diagnostics: [errorAt(whole, { code: 'no-cases' })] }
}

function withoutDuplicates(all: readonly Case[]): { cases: readonly Case[]; duplicates: readonly Diagnostic[] } {
  const firsts = new Map<string, Case>()
  const duplicates: Diagnostic[] = []
  for (const one of all) {
    const first = firsts.get(one.id)
    if (first === undefined) firsts.set(one.id, one)
    else duplicates.push(duplicateCase(one, first))
  }
  return { cases: [...firsts.values()], duplicates }
}

function duplicateCase({ id, place }: Case, first: Case): Diagnostic {
  return errorAt(place, { code: 'duplicate-case', id }, [{ label: 'first here', place: first.place }])
}
