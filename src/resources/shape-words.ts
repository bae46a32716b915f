import type { KeyPath } from '../diagnostic/place.ts'
import type { Problem } from '../diagnostic/problem.ts'
import type { Json } from '../digest/digest.ts'
import { nearest } from '../source/nearest.ts'
import { isMapping, shapeOf } from './json-shape.ts'
import { isLaterField, laterValue } from './later.ts'
import type { KindName } from './project.ts'
import type { Found } from './shape-problems.ts'
import { shapeAt } from './shape.ts'
import { patternWords, shapes } from './shapes.gen.ts'
import type { ShapeError } from './validators.ts'

/** One error of the validator and what it is about. */
export interface ShapeFault {
  readonly error: ShapeError
  readonly path: KeyPath
  readonly kind: KindName
  readonly document: Json
  /** The value at `path`. */
  readonly value: Json | undefined
  /** All errors of the document. */
  readonly errors: readonly ShapeError[]
}

type Words = (fault: ShapeFault) => Found

/** What a validator's error means to the author. Each keyword that the schemas use has its words. */
export function shapeWords(fault: ShapeFault): Found {
  const words = byKeyword[fault.error.keyword]
  if (words === undefined) throw new Error(`no words for the schema keyword ${fault.error.keyword}`)
  return words(fault)
}

const byKeyword: { readonly [keyword: string]: Words } = {
  required: missingField,
  additionalProperties: unknownField,
  type: wrongType,
  enum: (fault) => notAllowed(fault, fault.error.params['allowedValues'] as readonly unknown[]),
  const: (fault) => notAllowed(fault, [fault.error.params['allowedValue']]),
  pattern: (fault) => badFormat(fault, String(fault.error.params['pattern'])),
  propertyNames: badKey,
  dependentRequired: lacksCompanion,
  oneOf: badChoice,
  minimum: outOfRange('at least'),
  maximum: outOfRange('at most'),
  exclusiveMinimum: outOfRange('more than'),
  exclusiveMaximum: outOfRange('less than'),
  minLength: outOfRange('at least', 'character'),
  maxLength: outOfRange('at most', 'character'),
  minItems: outOfRange('at least', 'item'),
  minProperties: outOfRange('at least', 'entry'),
  maxItems: outOfRange('at most', 'item'),
  uniqueItems: repeatedItem,
}

function at({ path }: ShapeFault, problem: Problem): Found {
  return { path, part: 'value', problem }
}

/** Of a whole resource a field is missed where it says what it is, not along all of its lines. */
function missingField({ error, path }: ShapeFault): Found {
  const problem: Problem = { code: 'missing-field', field: String(error.params['missingProperty']) }
  return { path: path.length === 0 ? ['kind'] : path, part: 'value', problem }
}

function unknownField({ error, path, kind }: ShapeFault): Found {
  const field = String(error.params['additionalProperty'])
  const whole = [...path, field]
  if (isLaterField(kind, whole))
    return later(whole, `${kind}.${whole.filter((key) => typeof key === 'string').join('.')}`)
  const allowed = Object.keys(shapeAt(shapes[kind], path)?.fields ?? {})
  const problem: Problem = { code: 'unknown-field', field, nearest: nearest(field, allowed), allowed }
  return { path: whole, part: 'key', problem }
}

function later(path: KeyPath, what: string): Found {
  return { path, part: 'key', problem: { code: 'not-available-yet', what } }
}

const typeWords: { readonly [type: string]: string } = { object: 'mapping', array: 'list' }

/** What several types are in one place: `typeWords` of the wording says them to the author. */
const alternatives: { readonly [types: string]: string } = {
  'string or mapping': 'string or {file: path}',
  'string or mapping or list': 'string, {file: path} or list of parts',
}

function wrongType(fault: ShapeFault): Found {
  const { error, path, kind, value } = fault
  const laterWords = laterValue(kind, path, value)
  if (laterWords !== undefined) return later(path, laterWords)
  const types = [error.params['type']].flat().map((type) => typeWords[String(type)] ?? String(type))
  const expected = alternatives[types.join(' or ')] ?? types.join(' or ')
  return at(fault, { code: 'wrong-type', expected, found: shapeOf(value ?? null) })
}

function notAllowed(fault: ShapeFault, values: readonly unknown[]): Found {
  const laterWords = laterValue(fault.kind, fault.path, fault.value)
  if (laterWords !== undefined) return later(fault.path, laterWords)
  const allowed = values.map(String)
  const found = shown(fault.value)
  const near = allowed.length > 1 ? nearest(found, allowed) : undefined
  return at(fault, { code: 'not-allowed-value', found, allowed, nearest: near })
}

function badFormat(fault: ShapeFault, pattern: string): Found {
  return at(fault, { code: 'bad-format', found: shown(fault.value), expected: patternWords[pattern] ?? pattern })
}

function badKey({ error, path, errors }: ShapeFault): Found {
  const key = String(error.params['propertyName'])
  const cause = errors.find((one) => one.propertyName === key && one.instancePath === error.instancePath)
  const expected = patternWords[String(cause?.params['pattern'])] ?? 'another name'
  return { path: [...path, key], part: 'key', problem: { code: 'bad-format', found: key, expected } }
}

/** A field that is of use only beside another. */
function lacksCompanion({ error, path }: ShapeFault): Found {
  const field = String(error.params['property'])
  const problem: Problem = { code: 'field-needs', field, needs: String(error.params['missingProperty']) }
  return { path: [...path, field], part: 'key', problem }
}

/** Of several fields that exclude each other, the first to appear is taken for the one that is meant. */
function badChoice({ kind, path, value }: ShapeFault): Found {
  const given = Object.keys(isMapping(value) ? value : {})
  const groups = (shapeAt(shapes[kind], path)?.choices ?? []).map((group) => ({
    name: group.join('/'),
    first: given.find((key) => group.includes(key)),
  }))
  const found = groups.flatMap(({ first }) => first ?? []).toSorted((a, b) => given.indexOf(a) - given.indexOf(b))
  const problem: Problem = { code: 'one-of-fields', fields: groups.map(({ name }) => name), found }
  const second = found[1]
  if (second !== undefined) return { path: [...path, second], part: 'key', problem }
  return { path: path.length === 0 ? ['kind'] : path, part: 'value', problem }
}

function outOfRange(bound: string, unit?: 'character' | 'item' | 'entry'): Words {
  return (fault) => {
    const limit = Number(fault.error.params['limit'])
    const expected = `${bound} ${unit === undefined ? limit : count(limit, unit)}`
    return at(fault, {
      code: 'out-of-range',
      found: unit === undefined ? shown(fault.value) : size(fault, unit),
      expected,
    })
  }
}

function size({ value }: ShapeFault, unit: string): string {
  if (Array.isArray(value) || typeof value === 'string') return count(value.length, unit)
  return count(Object.keys(isMapping(value) ? value : {}).length, unit)
}

function count(number: number, unit: string): string {
  const many = unit === 'entry' ? 'entries' : `${unit}s`
  return `${number} ${number === 1 ? unit : many}`
}

function repeatedItem(fault: ShapeFault): Found {
  const index = Math.max(Number(fault.error.params['i']), Number(fault.error.params['j']))
  const item = Array.isArray(fault.value) ? (fault.value[index] as Json) : null
  const problem: Problem = { code: 'out-of-range', found: `${shown(item)}, again`, expected: 'each item once' }
  return { path: [...fault.path, index], part: 'value', problem }
}

function shown(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null)
}
