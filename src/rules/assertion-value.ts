import type { Json } from '../digest/digest.ts'
import { assertionTypes, type ValueNeed } from '../resources/assertion-types.ts'
import { isList, isMapping } from '../resources/json-shape.ts'
import type { Rule } from '../resources/load.ts'
import { errorAt } from '../source/error-at.ts'

interface Need {
  readonly expected: string
  readonly isMet: (value: Json | undefined) => boolean
}

/** What each type compares an answer with. */
export const needs: { readonly [need in ValueNeed]: Need } = {
  anything: { expected: 'what the answer is compared with', isMet: (value) => value !== undefined },
  text: { expected: 'a text that is not empty', isMet: isText },
  pattern: { expected: 'a regular expression', isMet: isText },
  'JSON Schema': {
    expected: 'a JSON Schema, {file: path}, or no value',
    isMet: (value) => value === undefined || typeof value === 'boolean' || isMapping(value),
  },
  criterion: { expected: 'a text that is not empty, or {file: path}', isMet: isText },
  criteria: { expected: 'a text, a list of texts, or {file: path}', isMet: (value) => isText(value) || isTexts(value) },
  list: { expected: 'a list of texts, or a text with commas', isMet: (value) => isText(value) || isTexts(value) },
  references: { expected: 'a text or a list of texts', isMet: (value) => isText(value) || isTexts(value) },
  elements: {
    expected: 'a list of names of elements, a text with commas, or no value',
    isMet: (value) => value === undefined || isText(value) || isTexts(value),
  },
  SQL: {
    expected: '{databaseType, allowedTables, allowedColumns} with a databaseType such as PostgreSQL, or no value',
    isMet: isSql,
  },
  count: { expected: 'a number, {min, max}, {min} or {max}', isMet: isCount },
  tools: {
    expected: 'the name of a tool, a list of names, or {name, min, max}',
    isMet: (value) => isText(value) || isTexts(value) || isUse(value),
  },
  sequence: {
    expected: 'a list of names of tools, or {steps, mode} with mode exact or in_order',
    isMet: (value) => isTexts(value) || isSequence(value),
  },
  call: { expected: '{name, args} or {name, args, mode} with mode partial or exact', isMet: isCall },
  steps: { expected: '{min, max}, with type message or tool, or with name, if need be', isMet: isStepRange },
  nothing: { expected: 'no value', isMet: (value) => value === undefined },
}

/** Every assertion has a value that its type can use. */
export const assertionValue: Rule = function* (draft) {
  for (const { assertions } of draft.of('EvalSuite')) {
    for (const { type, fields, value: read, text, placeOf } of assertions) {
      if (type === undefined) continue
      const { expected, isMet } = needs[assertionTypes[type].value]
      const value = fields.value as Json | undefined
      if (isMet(text === undefined ? value : read) || isUnreadFile(value, type)) continue
      if (assertionTypes[type].value === 'nothing') {
        yield errorAt(placeOf(['value'], 'key'), { code: 'assertion-takes-no', type: fields.type, field: 'value' })
        continue
      }
      const place = value === undefined ? placeOf(['type']) : placeOf(['value'])
      yield errorAt(place, { code: 'assertion-needs', type: fields.type, field: 'value', expected })
    }
  }
}

/** A file that cannot be read is reported where it is named. */
function isUnreadFile(value: Json | undefined, type: keyof typeof assertionTypes): boolean {
  const takesFile = ['criterion', 'criteria'].includes(assertionTypes[type as 'llm-rubric'].value)
  return takesFile && isMapping(value) && Object.keys(value).length === 1 && typeof value['file'] === 'string'
}

/** Numbers and booleans are their texts. An empty text is part of every answer and decides nothing. */
function isText(value: Json | undefined): boolean {
  return (typeof value === 'string' && value !== '') || typeof value === 'number' || typeof value === 'boolean'
}

function isTexts(value: Json | undefined): boolean {
  return isList(value) && value.length > 0 && value.every((item) => typeof item === 'string' && item !== '')
}

function isSql(value: Json | undefined): boolean {
  if (value === undefined) return true
  if (!isMapping(value)) return false
  const { databaseType, allowedTables, allowedColumns, ...others } = value
  const lists = [allowedTables, allowedColumns].every((list) => list === undefined || isTexts(list))
  const named = databaseType === undefined || isDialect(databaseType)
  return lists && named && Object.keys(others).length === 0
}

/** Those that promptfoo's parser has, in any case of letters. Every answer would break the syntax of another one. */
const dialects: ReadonlySet<string> = new Set(
  `
    athena bigquery db2 flinksql hive mariadb mysql noql postgresql redshift snowflake sqlite transactsql trino
  `
    .trim()
    .split(' '),
)

function isDialect(value: Json): boolean {
  return typeof value === 'string' && dialects.has(value.toLowerCase())
}

function isCount(value: Json | undefined): boolean {
  if (isNatural(value) || (typeof value === 'string' && value.includes('{{'))) return true
  if (!isMapping(value) || Object.keys(value).length === 0) return false
  const { min, max, ...others } = value
  const numbers = [min, max].every((limit) => limit === undefined || isNatural(limit))
  return numbers && Object.keys(others).length === 0 && Number(min ?? 0) <= Number(max ?? Infinity)
}

function isUse(value: Json | undefined): boolean {
  if (!isMapping(value)) return false
  const { name, ...range } = value
  return isText(name) && (Object.keys(range).length === 0 || isCount(range))
}

function isSequence(value: Json | undefined): boolean {
  if (!isMapping(value)) return false
  const { steps, mode = 'in_order', ...others } = value
  return isTexts(steps) && (mode === 'exact' || mode === 'in_order') && Object.keys(others).length === 0
}

function isCall(value: Json | undefined): boolean {
  if (!isMapping(value)) return false
  const { name, args, mode = 'partial', ...others } = value
  return isText(name) && isMapping(args) && (mode === 'partial' || mode === 'exact') && Object.keys(others).length === 0
}

function isStepRange(value: Json | undefined): boolean {
  if (!isMapping(value)) return false
  const { type, name, ...range } = value
  const types = type === undefined || type === 'message' || type === 'tool'
  return types && (name === undefined || isText(name)) && isCount(range)
}

function isNatural(value: Json | undefined): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 0
}
