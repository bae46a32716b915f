import type { KeyPath } from '../diagnostic/place.ts'
import type { Problem } from '../diagnostic/problem.ts'
import type { Json } from '../digest/digest.ts'
import { pathOf, valueAt } from '../resources/json-path.ts'
import { isMapping, shapeOf } from '../resources/json-shape.ts'
import { jsonSchemaValidator } from '../resources/validators.ts'
import { nearest } from '../source/nearest.ts'

export interface SchemaProblem {
  readonly path: KeyPath
  readonly problem: Problem
}

const draft2020 = 'https://json-schema.org/draft/2020-12/schema'
const types = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string']

/** Where a value is no JSON Schema of draft 2020-12: one problem for each place. */
export function metaSchemaProblems(schema: Json): readonly SchemaProblem[] {
  const dialect = isMapping(schema) ? schema['$schema'] : undefined
  if (dialect !== undefined && dialect !== draft2020 && dialect !== `${draft2020}#`) {
    const message = `\`$schema\` names another draft; this one is ${draft2020}`
    return [{ path: ['$schema'], problem: { code: 'bad-json-schema', message } }]
  }
  const deepest = deepestOf(jsonSchemaValidator(schema).map(({ instancePath }) => instancePath))
  return deepest.map((pointer) => {
    const path = pathOf(pointer, schema)
    return { path, problem: { code: 'bad-json-schema', message: messageFor(path, valueAt(schema, path)) } }
  })
}

/** The pointers below which no other one leads, each once. In the order of their texts, what is below follows at once. */
function deepestOf(pointers: readonly string[]): readonly string[] {
  const sorted = [...new Set(pointers.map((pointer) => `${pointer}/`))].sort()
  const last = sorted.filter((pointer, index) => !sorted[index + 1]?.startsWith(pointer))
  return last.map((pointer) => pointer.slice(0, -1))
}

function messageFor(path: KeyPath, value: Json | undefined): string {
  const keyword = path.findLast((key) => typeof key === 'string')
  if (keyword === 'type' && typeof value === 'string') return unknownType(value)
  const shown =
    value === undefined || (typeof value === 'object' && value !== null)
      ? `a ${shapeOf(value ?? null)}`
      : JSON.stringify(value)
  return keyword === undefined ? `a schema is a mapping, not ${shown}` : `\`${keyword}\` cannot be ${shown}`
}

function unknownType(type: string): string {
  const near = nearest(type, types)
  return `there is no type \`${type}\`${near === undefined ? `; the types are ${types.join(', ')}` : `; did you mean \`${near}\`?`}`
}
