import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import { isObject } from '../../random.ts'
import { description, type Schema } from './description.ts'

/** What is wrong with a value, one sentence part each: `output/summary must be string`. Empty: nothing. */
export type Validate = (value: unknown) => readonly string[]

/** Compiles on first use, once for all servers of a process. */
export const validatorOf = memoized((schema) => compiled(jsonSchema(schema)))

/** For what a client sends: a field that is not described is an error, though the description leaves objects open. */
export const strictValidatorOf = memoized((schema) => compiled(closed(jsonSchema(schema))))

const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: true })
ajv.addFormat('int64', { type: 'number', validate: Number.isInteger })
ajv.addFormat('uri', (text) => /^https?:\/\//.test(text) && URL.canParse(text))
ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/)
ajv.addFormat('email', /^[^@\s]+@[^@\s]+$/)
ajv.addFormat('repo.nwo', /^[^/\s]+\/[^/\s]+$/)

let componentsAdded = false

function compiled(schema: Schema): Validate {
  if (!componentsAdded)
    ajv.addSchema({ $id: 'github', components: jsonSchema(description.components) }, undefined, false, false)
  componentsAdded = true
  const validate: ValidateFunction = ajv.compile(withAbsoluteReferences(schema) as Schema)
  return (value) => (validate(value) ? [] : (validate.errors ?? []).map(sentenceOf))
}

function sentenceOf({ instancePath, message = 'is wrong', params }: ErrorObject): string {
  const { additionalProperty, allowedValues } = params as { additionalProperty?: string; allowedValues?: unknown[] }
  const detail = additionalProperty ?? allowedValues?.join(', ')
  return `${instancePath.slice(1)} ${message}${detail === undefined ? '' : ` (${detail})`}`.trim()
}

function memoized(compile: (schema: Schema) => Validate): (schema: Schema) => Validate {
  const known = new WeakMap<Schema, Validate>()
  return (schema) => {
    const validate = known.get(schema) ?? compile(schema)
    known.set(schema, validate)
    return validate
  }
}

/** OpenAPI 3.0 says `nullable`, JSON Schema a type or an alternative. */
function jsonSchema(schema: unknown): Schema {
  return converted(schema) as Schema
}

function converted(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(converted)
  if (!isObject(part)) return part
  const { nullable, ...kept } = part
  const schema = Object.fromEntries(Object.entries(kept).map(([key, value]) => [key, converted(value)]))
  if (nullable !== true) return isObject(nullable) ? { ...schema, nullable: converted(nullable) } : schema
  return { anyOf: [schema, { type: 'null' }] }
}

function closed(schema: unknown): Schema {
  if (!isObject(schema)) return schema as Schema
  const { properties, items } = schema
  const inner = isObject(properties) && {
    properties: Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, closed(one)])),
    additionalProperties: schema['additionalProperties'] ?? false,
  }
  return { ...schema, ...inner, ...(isObject(items) && { items: closed(items) }) }
}

function withAbsoluteReferences(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(withAbsoluteReferences)
  if (!isObject(part)) return part
  const entries = Object.entries(part).map(([key, value]) => [
    key,
    key === '$ref' ? `github${String(value)}` : withAbsoluteReferences(value),
  ])
  return Object.fromEntries(entries)
}
