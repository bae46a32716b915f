import type { Place } from '../diagnostic/place.ts'
import type { Json } from '../digest/digest.ts'
import { readJson } from '../resources/cases-json.ts'
import { Effort } from '../resources/effort.ts'
import { isMapping, type JsonMapping } from '../resources/json-shape.ts'
import { metaSchemaProblems } from '../rules/meta-schema-problems.ts'
import { schemaReferenceProblems } from '../rules/schema-references.ts'
import type { Cursor } from './cursor.ts'
import type { Findings } from './findings.ts'

/** Earlier drafts, whose schemas mostly mean the same as 2020-12. */
const earlierDraft = /^https?:\/\/json-schema\.org\/(?:draft-0[4-7]|draft\/2019-09)\/schema#?$/

/** A JSON Schema that can be used here. Undefined, and reported as `what` at its place, where it is none. */
export function usableSchema(value: Json, what: string, place: Place, findings: Findings): JsonMapping | undefined {
  const schema = withoutDraft(value, what, place, findings)
  const isSchema = isMapping(schema) && metaSchemaProblems(schema).length === 0
  if (isSchema && schemaReferenceProblems(schema, new Effort()).length === 0) return schema
  findings.report(place, { code: 'import-lost', what, why: 'no schema' })
  return undefined
}

function withoutDraft(value: Json, what: string, place: Place, findings: Findings): Json {
  if (!isMapping(value) || typeof value['$schema'] !== 'string' || !earlierDraft.test(value['$schema'])) return value
  findings.report(place, { code: 'import-changed', what, why: 'schema draft' })
  const { $schema: _, ...rest } = value
  return rest
}

/** A JSON value that is written as such, or as a text that holds it; undefined for a text that is no JSON. */
export function jsonIn(cursor: Cursor): Json | undefined {
  if (cursor.text === undefined) return cursor.value
  const { value, problems } = readJson(cursor.text)
  return problems.length === 0 ? value : undefined
}

/** The schema of an answer as OpenAI's API has it: `{type: json_schema, json_schema: {schema}}`, or its parts. */
export function responseSchema(format: Cursor, findings: Findings): JsonMapping | undefined {
  const type = format.field('type')?.text
  if (type === 'text') return undefined
  const schema = (format.field('json_schema') ?? format).field('schema')
  if (schema !== undefined) return usableSchema(schema.value, format.name, schema.place, findings)
  findings.report(format.place, { code: 'import-lost', what: type ?? format.name, why: 'no counterpart' })
  return undefined
}
