import type { KeyPath } from '../diagnostic/place.ts'
import type { Problem } from '../diagnostic/problem.ts'
import type { Json } from '../digest/digest.ts'
import type { Effort } from '../resources/effort.ts'
import { pathOf, valueAt } from '../resources/json-path.ts'
import { isList, isMapping, type JsonMapping } from '../resources/json-shape.ts'
import { compilePattern, effortOf } from '../resources/pattern.ts'
import { dataKeywords, namedKeywords } from '../resources/schema-keywords.ts'
import type { SchemaProblem } from './meta-schema-problems.ts'

interface SubSchema {
  readonly path: KeyPath
  readonly schema: JsonMapping
}

/** References that leave the schema or lead nowhere, and patterns that cannot be matched in linear time. */
export function schemaReferenceProblems(root: Json, effort: Effort): readonly SchemaProblem[] {
  const schemas = subSchemas(root, [])
  const anchors = new Set(schemas.flatMap(({ schema }) => [schema['$anchor'], schema['$dynamicAnchor']]))
  const problems = schemas.flatMap((sub) => [
    ...referenceProblems(sub, root, anchors),
    ...innerIdentifier(sub),
    ...patternProblems(sub, effort),
  ])
  return problems.length > 0 ? problems : endlessWork(root)
}

/** Keywords that look at the same value again, and may multiply the work. */
const inPlace = [
  'allOf',
  'anyOf',
  'oneOf',
  'not',
  'if',
  'then',
  'else',
  'dependentSchemas',
  '$ref',
  '$dynamicRef',
] as const
const mostLooks = 10_000

/** A schema that looks at one value without end, or more often than any real one. */
function endlessWork(root: Json): readonly SchemaProblem[] {
  const looks = new Map<JsonMapping, number>()
  const under = new Set<JsonMapping>()
  const count = (value: Json | undefined): number => {
    if (isList(value)) return value.reduce((sum: number, one) => sum + count(one), 0)
    if (!isMapping(value)) return 0
    if (under.has(value)) return Number.POSITIVE_INFINITY
    const known = looks.get(value)
    if (known !== undefined) return known
    under.add(value)
    const sum = inPlace.reduce((total, keyword) => total + count(inner(value, keyword, root)), 1)
    under.delete(value)
    looks.set(value, sum)
    return sum
  }
  const worst = subSchemas(root, []).find(({ schema }) => count(schema) > mostLooks)
  const message = 'its references look at one value without end, or thousands of times'
  return worst === undefined ? [] : [{ path: worst.path, problem: { code: 'bad-json-schema', message } }]
}

/** The schemas that a keyword applies to the same value. */
function inner(schema: JsonMapping, keyword: (typeof inPlace)[number], root: Json): Json | undefined {
  const value = schema[keyword]
  if (keyword === 'dependentSchemas') return isMapping(value) ? Object.values(value) : undefined
  if (typeof value !== 'string') return value
  const fragment = decoded(value.slice(1))
  return fragment === '' ? root : fragment.startsWith('/') ? valueAt(root, pathOf(fragment, root)) : undefined
}

function subSchemas(value: Json | undefined, path: KeyPath): readonly SubSchema[] {
  if (isList(value)) return value.flatMap((item, index) => subSchemas(item, [...path, index]))
  if (!isMapping(value)) return []
  const inner = Object.entries(value).flatMap(([key, one]): readonly SubSchema[] => {
    if (dataKeywords.has(key)) return []
    if (!namedKeywords.has(key) || !isMapping(one)) return subSchemas(one, [...path, key])
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

function patternProblems({ path, schema }: SubSchema, effort: Effort): SchemaProblem[] {
  const { pattern, patternProperties } = schema
  const keys = isMapping(patternProperties) ? Object.keys(patternProperties) : []
  return [
    ...badPattern(pattern, [...path, 'pattern'], effort),
    ...keys.flatMap((key) => badPattern(key, [...path, 'patternProperties', key], effort)),
  ]
}

function badPattern(pattern: Json | undefined, path: KeyPath, effort: Effort): SchemaProblem[] {
  if (typeof pattern !== 'string' || effort.exhausted !== undefined) return []
  const compiled = compilePattern(pattern)
  effort.affords(effortOf(compiled))
  if (compiled.ok) return []
  const problem: Problem = { code: 'bad-regex', pattern, message: compiled.message }
  return [{ path, problem }]
}
