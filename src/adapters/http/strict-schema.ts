import type { Json } from '../../digest/digest.ts'
import { isList, isMapping, type JsonMapping } from '../../resources/json-shape.ts'

/** What strict mode knows (https://platform.openai.com/docs/guides/structured-outputs#supported-schemas). */
const known: ReadonlySet<string> = new Set([
  '$defs',
  '$ref',
  'additionalProperties',
  'anyOf',
  'const',
  'description',
  'enum',
  'items',
  'properties',
  'required',
  'title',
  'type',
])

/** Whether a JSON Schema is one that strict mode takes: every property required and no other allowed, in the part that it knows. */
export function isStrict(schema: Json): boolean {
  if (!isMapping(schema) || Object.keys(schema).some((keyword) => !known.has(keyword))) return false
  const { properties, items, anyOf = [], $defs = {} } = schema
  if (schema['type'] === 'object' && !isClosed(schema)) return false
  const inside = [properties, $defs].flatMap((one) => (isMapping(one) ? Object.values(one) : []))
  const alternatives = isList(anyOf) ? anyOf : []
  return [...inside, ...alternatives, ...(items === undefined ? [] : [items])].every(isStrict)
}

function isClosed({ properties = {}, required = [], additionalProperties }: JsonMapping): boolean {
  if (additionalProperties !== false || !isMapping(properties) || !isList(required)) return false
  return Object.keys(properties).every((name) => required.includes(name))
}
