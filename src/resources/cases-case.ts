import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { KeyPath } from '../diagnostic/place.ts'
import type { Problem } from '../diagnostic/problem.ts'
import type { Json } from '../digest/digest.ts'
import { digestOfJson } from '../digest/digest.ts'
import { errorAt } from '../source/error-at.ts'
import type { Row } from './cases-row.ts'
import { type Found, problemsOfScript, scriptOf } from './cases-script.ts'
import { isList, isMapping, shapeOf } from './json-shape.ts'
import type { JsonMapping } from './json-shape.ts'
import type { Case } from './project.ts'

export interface ReadCase {
  /** Undefined where anything is wrong with the row. */
  readonly case: Case | undefined
  readonly diagnostics: readonly Diagnostic[]
}

const idLength = 200

/** Most cases have no columns: there may be very many. */
const none: JsonMapping = {}

/** A row as a case. Its id is its own, else the digest of its input. */
export function caseOf(row: Row): ReadCase {
  const { value, placeOf } = row
  const found = isMapping(value) ? [...problemsOfFields(value), ...brokenText(value)] : [notAMapping(value)]
  if (!isMapping(value) || found.length > 0) {
    return { case: undefined, diagnostics: found.map(({ path, problem }) => errorAt(placeOf(path), problem)) }
  }
  const { id, input, expected, turns: _, tools: __, ...columns } = value as JsonMapping & Fields
  const ownId = typeof id === 'string'
  const plain: Case = {
    id: ownId ? id : digestOfJson(input),
    ownId,
    input,
    expected: expected ?? none,
    columns: Object.keys(columns).length === 0 ? none : columns,
    place: placeOf([]),
  }
  const isScripted = value['turns'] !== undefined || value['tools'] !== undefined
  return { case: isScripted ? { ...plain, ...scriptOf(value) } : plain, diagnostics: [] }
}

/** The fields of a sound row that a case cannot do without, or has by another name. */
interface Fields {
  readonly input: JsonMapping
  readonly expected?: JsonMapping
}

function notAMapping(value: Json): Found {
  return { path: [], problem: { code: 'not-a-mapping', found: shapeOf(value) } }
}

function problemsOfFields(value: JsonMapping): readonly Found[] {
  const missing: readonly Found[] =
    value['input'] === undefined ? [{ path: [], problem: { code: 'missing-field', field: 'input' } }] : []
  const fields = [...notMapping(value, 'input'), ...notMapping(value, 'expected')]
  return [...missing, ...problemsOfId(value['id']), ...fields, ...problemsOfScript(value)]
}

function problemsOfId(id: Json | undefined): readonly Found[] {
  if (id === undefined) return []
  if (typeof id !== 'string') {
    return [{ path: ['id'], problem: { code: 'wrong-type', expected: 'string', found: shapeOf(id) } }]
  }
  if (id.length > 0 && id.length <= idLength) return []
  const expected = `1 to ${idLength} characters`
  return [{ path: ['id'], problem: { code: 'out-of-range', found: `${id.length} characters`, expected } }]
}

function notMapping(value: JsonMapping, field: string): readonly Found[] {
  const fields = value[field]
  if (fields === undefined || isMapping(fields)) return []
  return [{ path: [field], problem: { code: 'wrong-type', expected: 'mapping', found: shapeOf(fields) } }]
}

/** Half of a surrogate pair (`"\ud800"`) has no UTF-8 form: neither a digest nor a request can hold it. */
function brokenText(value: JsonMapping): readonly Found[] {
  const path = pathOfBrokenText(value, [])
  const problem: Problem = { code: 'bad-format', found: 'half a surrogate pair', expected: 'Unicode text' }
  return path === undefined ? [] : [{ path, problem }]
}

/** Where the first text or key is that is not well-formed. */
function pathOfBrokenText(value: Json, path: KeyPath): KeyPath | undefined {
  if (typeof value === 'string') return value.isWellFormed() ? undefined : path
  if (!isList(value) && !isMapping(value)) return undefined
  for (const [key, item] of Object.entries(value)) {
    const below = [...path, isList(value) ? Number(key) : key]
    const broken = key.isWellFormed() ? pathOfBrokenText(item, below) : path
    if (broken !== undefined) return broken
  }
  return undefined
}
