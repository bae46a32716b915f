import type { PromptDocument } from '../resources/schema.gen.ts'
import type { JsonMapping } from '../resources/json-shape.ts'
import type { Cursor } from './cursor.ts'
import type { Findings } from './findings.ts'
import { usableSchema } from './schemas.ts'

export type Tool = NonNullable<PromptDocument['tools']>[number]

/** Reads the arguments of a tool where a format has a form of its own; undefined where it has none. */
type ReadArguments = (tool: Cursor) => JsonMapping | undefined

const toolName = /^[A-Za-z0-9_-]{1,64}$/
const mostTools = 128

/** Where providers and formats keep the JSON Schema of a tool's arguments. */
const schemaFields = ['parameters', 'input_schema', 'inputSchema'] as const

/** The functions among tools, each once. Everything else is lost. */
export function readTools(
  tools: Cursor | undefined,
  findings: Findings,
  own: ReadArguments = () => undefined,
): readonly Tool[] {
  const read = new Map<string, Tool>()
  for (const tool of tools?.items() ?? []) {
    const found = readTool(
      tool.field('function')?.isMapping === true ? (tool.field('function') ?? tool) : tool,
      findings,
      own,
    )
    if (found === undefined || read.has(found.name) || read.size >= mostTools) {
      const what = found?.name ?? tool.field('name')?.text ?? tool.text ?? tool.name
      findings.report(tool.place, { code: 'import-lost', what, why: 'not a function' })
    } else read.set(found.name, found)
  }
  return [...read.values()]
}

function readTool(tool: Cursor, findings: Findings, own: ReadArguments): Tool | undefined {
  const name = tool.field('name')?.text
  const kind = tool.field('kind')?.text ?? tool.field('type')?.text ?? 'function'
  if (name === undefined || !toolName.test(name) || kind !== 'function') return undefined
  const description = tool.field('description')?.text
  const parameters = own(tool) ?? schemaOf(tool, findings)
  return {
    name,
    ...(description !== undefined && { description }),
    ...(parameters?.['type'] === 'object' && { parameters }),
  }
}

function schemaOf(tool: Cursor, findings: Findings): JsonMapping | undefined {
  const schema = schemaFields.map((field) => tool.field(field)).find((field) => field !== undefined)
  const read = schema && usableSchema(schema.value, schema.name, schema.place, findings)
  if (schema !== undefined && read !== undefined && read['type'] !== 'object') {
    findings.report(schema.place, { code: 'import-lost', what: schema.name, why: 'no schema' })
  }
  return read
}
