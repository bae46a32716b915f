import type { Json } from '../digest/digest.ts'
import { isList, isMapping, type JsonMapping } from '../resources/json-shape.ts'
import { dataKeywords, namedKeywords } from '../resources/schema-keywords.ts'

/** Name of the keyword that counts: no schema of a user's has it. */
export const workKeyword = 'llmops:work'

/** What one look at a value costs in one part of a schema, in steps of some 50 ns. */
export interface Work {
  /** Whatever the value is. */
  readonly fixed: number
  /** For each item, key or 16 characters of the value. */
  readonly perItem: number
  /** Whether the whole value is looked at, with all that is in it. */
  readonly deep: boolean
}

/**
 * A schema that counts its work: every part of it, wherever a reference may lead, has the keyword that says what a look
 * at a value costs there. A schema may look at each value twice as often as at the one above it; no answer may turn that
 * into years.
 */
export function withWork(schema: Json): Json {
  if (isList(schema)) return schema.map(withWork)
  if (!isMapping(schema)) return schema
  const parts = Object.entries(schema).map(([keyword, value]) => [keyword, counted(keyword, value)] as const)
  return Object.fromEntries([...parts, [workKeyword, workOf(schema) as unknown as Json]])
}

function counted(keyword: string, value: Json): Json {
  if (dataKeywords.has(keyword)) return value
  if (!namedKeywords.has(keyword) || !isMapping(value)) return withWork(value)
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withWork(inner)]))
}

function workOf(schema: JsonMapping): Work {
  const values = Object.entries(schema).filter(([keyword]) => dataKeywords.has(keyword))
  const names = Object.entries(schema).filter(([keyword]) => namedKeywords.has(keyword))
  const letters = values.reduce((sum, [, value]) => sum + JSON.stringify(value).length, 0)
  const fixed = 1 + letters / 16 + names.reduce((sum, [, value]) => sum + Object.keys(value ?? {}).length, 0)
  const patterns = Object.keys(isMapping(schema['patternProperties']) ? schema['patternProperties'] : {}).length
  return { fixed, perItem: 1 + patterns, deep: schema['uniqueItems'] === true }
}

/** Steps that a look at a value takes. */
export function stepsFor({ fixed, perItem, deep }: Work, value: Json): number {
  const deepSteps = deep && isList(value) ? JSON.stringify(value).length / 16 : 0
  return fixed + perItem * itemsOf(value) + deepSteps
}

function itemsOf(value: Json): number {
  if (typeof value === 'string') return value.length / 16
  if (isList(value)) return value.length
  return isMapping(value) ? Object.keys(value).length : 0
}
