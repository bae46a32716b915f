import type { Json } from '../digest/digest.ts'
import { isList, isMapping, type JsonMapping } from '../resources/json-shape.ts'

const scalars: ReadonlySet<string> = new Set(['boolean', 'integer', 'null', 'number', 'string'])
const types: ReadonlySet<Json | undefined> = new Set([...scalars, 'object', 'array'])

/**
 * The JSON Schema that a Picoschema stands for (dotprompt, docs/extending/picoschema.md): `field?: type, description`,
 * with `(array)`, `(object)`, `(enum)` and the wildcard `(*)`. A JSON Schema is itself. Undefined where a part of it
 * names a schema that is registered in a program.
 */
export function schemaOfPico(pico: Json): Json | undefined {
  if (typeof pico === 'string') return scalarOf(pico)
  if (!isMapping(pico)) return undefined
  if (types.has(pico['type']) && typeof pico['type'] === 'string') return pico
  if (isMapping(pico['properties'])) return { type: 'object', ...pico }
  return objectOf(pico)
}

function scalarOf(text: string): JsonMapping | undefined {
  const [, type = '', description] = /^([^,]*?)\s*(?:,\s*([\s\S]*))?$/.exec(text.trim()) ?? []
  if (type !== 'any' && !scalars.has(type)) return undefined
  return { ...(type !== 'any' && { type }), ...(description !== undefined && { description }) }
}

/** A part of a Picoschema: only mappings of names, and texts. */
function partOf(pico: Json): Json | undefined {
  return isMapping(pico) ? objectOf(pico) : typeof pico === 'string' ? scalarOf(pico) : undefined
}

function objectOf(pico: JsonMapping): JsonMapping | undefined {
  const properties: { [name: string]: Json } = {}
  const required: string[] = []
  let additionalProperties: Json = false
  for (const [key, value] of Object.entries(pico)) {
    const field = fieldOf(key)
    const schema = field === undefined ? partOf(value) : propertyOf(field, value)
    if (schema === undefined) return undefined
    if (field === undefined) additionalProperties = schema
    else properties[field.name] = schema
    if (field?.isOptional === false) required.push(field.name)
  }
  return { type: 'object', properties, ...(required.length > 0 && { required }), additionalProperties }
}

interface Field {
  readonly name: string
  readonly isOptional: boolean
  readonly type: string | undefined
  readonly description: string | undefined
}

/** `tags?(array, what it is about)`. Undefined for the wildcard. */
function fieldOf(key: string): Field | undefined {
  if (key === '(*)') return undefined
  const [, name = key, optional, type, description] = /^([^(]*?)(\?)?(?:\(([^,)]*)(?:,\s*([^)]*))?\))?$/.exec(key) ?? []
  return { name, isOptional: optional !== undefined, type: type?.trim(), description }
}

function propertyOf({ isOptional, type, description }: Field, value: Json): Json | undefined {
  const schema = typedSchema(type, value)
  if (!isMapping(schema)) return undefined
  return { ...(isOptional ? nullable(schema) : schema), ...(description !== undefined && { description }) }
}

function typedSchema(type: string | undefined, value: Json): Json | undefined {
  if (type === undefined || type === 'object') return partOf(value)
  if (type === 'enum') return isList(value) ? { enum: value } : undefined
  const items = type === 'array' ? partOf(value) : undefined
  return items === undefined ? undefined : { type: 'array', items }
}

/** What is optional may be null, too. */
function nullable(schema: JsonMapping): JsonMapping {
  const { type, enum: values } = schema
  if (isList(values) && !values.includes(null)) return { ...schema, enum: [...values, null] }
  return typeof type === 'string' ? { ...schema, type: [type, 'null'] } : schema
}
