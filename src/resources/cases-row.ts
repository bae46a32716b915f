import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { KeyPath, Place } from '../diagnostic/place.ts'
import type { Problem } from '../diagnostic/problem.ts'
import type { Json } from '../digest/digest.ts'
import { errorAt } from '../source/error-at.ts'
import { isList, shapeOf } from './json-shape.ts'

/** A file of cases: its path in the repository and its text, as `decodeText` gives it. */
export interface CaseSource {
  readonly file: string
  readonly text: string
}

/** What should be a case. */
export interface Row {
  readonly value: Json
  /** Where the row, or a value in it, stands; the row's own place has the empty path. */
  readonly placeOf: (path: KeyPath) => Place
}

export interface Rows {
  readonly rows: readonly Row[]
  readonly diagnostics: readonly Diagnostic[]
}

/** Rows of one file. Beyond, there is one error instead of one for every row. */
export const rowLimit = 100_000

export const tooManyRows: Problem = {
  code: 'out-of-range',
  found: `more than ${rowLimit} rows`,
  expected: `at most ${rowLimit} cases`,
}

/** The items of a list as rows. */
export function rowsOf(values: Json, placeOf: (path: KeyPath) => Place): Rows {
  if (!isList(values)) {
    return {
      rows: [],
      diagnostics: [errorAt(placeOf([]), { code: 'wrong-type', expected: 'list', found: shapeOf(values) })],
    }
  }
  const rows = values.map((value, index) => ({ value, placeOf: (path: KeyPath) => placeOf([index, ...path]) }))
  return { rows, diagnostics: [] }
}
