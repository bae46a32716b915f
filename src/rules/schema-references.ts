import type { KeyPath } from '../diagnostic/place.ts'
import type { Problem } from '../diagnostic/problem.ts'
import type { Json } from '../digest/digest.ts'
import { pathOf, valueAt } from '../resources/json-path.ts'
import { isList, isMapping, type JsonMapping } from '../resources/json-shape.ts'
import { compilePattern } from '../resources/pattern.ts'
import type { SchemaProblem } from './meta-schema-problems.ts'

/** Keywords whose values are data, not schemas. */
const data: ReadonlySet<string> = new Set(['const', 'enum', 'default', 'examples'])
/** Keywords whose values have names of the author's for keys. */
const named: ReadonlySet<string> = new Set([
  '$defs',
  'definitions',
  'dependentSchemas',
  'patternProperties',
  'properties',
])

interface SubSchema {
  readonly path: KeyPath
  readonly schema: JsonMapping
}

/** References that leave the schema or lead nowhere, and patterns that cannot be matched in linear time. */
export function schemaReferenceProblems(root: Json): readonly SchemaProblem[] {
  const schemas = subSchemas(root, [])
  const anchors = new Set(schemas.flatMap(({ schema }) => [schema['$anchor'], schema['$dynamicAnchor']]))
  return schemas.flatMap((sub) => [
    ...referenceProblems(sub, root, anchors),
    ...innerIdentifier(sub),
    ...patternProblems(sub),
  ])
}

function subSchemas(value: Json | undefined, path: KeyPath): readonly SubSchema[] {
  if (isList(value)) return value.flatMap((item, index) => subSchemas(item, [...path, index]))
  if (!isMapping(value)) return []
  const inner = Object.entries(value).flatMap(([key, one]): readonly SubSchema[] => {
    if (data.has(key)) return []
    if (!named.has(key) || !isMapping(one)) return subSchemas(one, [...path, key])
    return Object.entries(one).flatMap(([name, schema]) => subSchemas(schema, [...path, key, name]))
  })
  return [{ path, schema: value }, ...inner]
}

function referenceProblems({ path, schema }: SubSchema, root: Json, anchors: ReadonlySet<unknown>): SchemaProblem[] {
  return ['$ref', '$dynamicRef'].flatMap((keyword) => {
    const reference = schema[keyword]
    if (typeof reference !== 'string') return []
    const message = referenceMessage(reference, root, anchors)
    return message === undefined ? [] : [{ path: [...path, keyword], problem: { code: 'bad-json-schema', message } }]
  })
}

function referenceMessage(reference: string, root: Json, anchors: ReadonlySet<unknown>): string | undefined {
  if (!reference.startsWith('#')) return `\`${reference}\` leads out of this schema; nothing is fetched`
  const fragment = decoded(reference.slice(1))
  const leads = fragment.startsWith('/') ? valueAt(root, pathOf(fragment, root)) !== undefined : anchors.has(fragment)
  return leads || fragment === '' ? undefined : `\`${reference}\` leads nowhere`
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment)
  } catch (error) {
    if (error instanceof URIError) return fragment
    throw error
  }
}

/** An `$id` inside would change what the references below it mean. */
function innerIdentifier({ path, schema }: SubSchema): SchemaProblem[] {
  if (path.length === 0 || typeof schema['$id'] !== 'string') return []
  return [
    { path: [...path, '$id'], problem: { code: 'bad-json-schema', message: 'only the whole schema has an `$id`' } },
  ]
}

function patternProblems({ path, schema }: SubSchema): SchemaProblem[] {
  const { pattern, patternProperties } = schema
  const keys = isMapping(patternProperties) ? Object.keys(patternProperties) : []
  return [
    ...badPattern(pattern, [...path, 'pattern']),
    ...keys.flatMap((key) => badPattern(key, [...path, 'patternProperties', key])),
  ]
}

function badPattern(pattern: Json | undefined, path: KeyPath): SchemaProblem[] {
  if (typeof pattern !== 'string') return []
  const compiled = compilePattern(pattern)
  if (compiled.ok) return []
  const problem: Problem = { code: 'bad-regex', pattern, message: compiled.message }
  return [{ path, problem }]
}
