/**
 * Makes from `schema/*.schema.json`, the source of truth for shapes:
 *   schema/llmops.schema.json       all kinds in one file, for editors
 *   src/resources/schema.gen.ts     types
 *   src/resources/validators.gen.ts validators, compiled ahead of time
 *   src/resources/shapes.gen.ts     what a diagnostic and the change set need to know of each field
 * and from `src/resources/assertion-types.ts`:
 *   .github/ASSERTIONS.md           what becomes of each assertion type of promptfoo
 * and from `src/diagnostic/words/` with `test/behaviour/`:
 *   .github/DIAGNOSTICS.md          every problem that can be reported
 * and from `examples/workflows/`:
 *   src/commands/workflows.gen.ts   those that `llmops init` leaves
 * and from `src/report/html/browser/`:
 *   src/report/html/page.gen.ts     script and style of the HTML report, with their hashes
 *
 * `node .ci/generate.ts` writes them; with `--check` it names those that are stale and exits 1.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { Ajv2020 } from 'ajv/dist/2020.js'
import standalone from 'ajv/dist/standalone/index.js'
import { compile } from 'json-schema-to-typescript'
import { assertionsPage } from './assertions-page.ts'
import { diagnosticsPage } from './diagnostics-page.ts'
import { reportPage } from './report-page.ts'

type Schema = { [keyword: string]: unknown }
type Schemas = { readonly [file: string]: Schema }

const root = new URL('../', import.meta.url)
const kinds = {
  Project: 'project',
  Model: 'model',
  Prompt: 'prompt',
  Chain: 'chain',
  Application: 'application',
  KnowledgeBase: 'knowledge-base',
  Dataset: 'dataset',
  EvalSuite: 'eval-suite',
  DeploymentTarget: 'deployment-target',
} as const
const common = 'urn:llmops:v1:common'
const metaSchema = 'https://json-schema.org/draft/2020-12/schema'
const notice = 'Made by .ci/generate.ts from schema/*.schema.json. Do not edit.'
/** There is no address of everybody's: whoever serves a schema says what editors suggest. */
const address =
  'Editors take it from your copy of this repository: # yaml-language-server: $schema=https://raw.githubusercontent.com/OWNER/REPOSITORY/COMMIT/schema/llmops.schema.json'

async function readSchemas(): Promise<Schemas> {
  const files = Object.entries({ common: 'common', ...kinds })
  const read = async ([name, file]: [string, string]): Promise<[string, Schema]> => [
    name,
    JSON.parse(await readFile(new URL(`schema/${file}.schema.json`, root), 'utf8')),
  ]
  return Object.fromEntries(await Promise.all(files.map(read)))
}

// --- one schema for editors ---

function joinedSchema(schemas: Schemas): Schema {
  const names = Object.keys(kinds)
  const branch = (kind: string): Schema => ({
    if: { type: 'object', properties: { kind: { const: kind } }, required: ['kind'] },
    // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
    then: { $ref: `#/$defs/${kind}` },
  })
  return {
    $schema: metaSchema,
    $id: 'urn:llmops:v1',
    $comment: `${notice} ${address}`,
    title: 'LLMOps resource',
    description: 'One document of llmops.yaml or of a file under llmops/.',
    type: 'object',
    properties: { kind: { description: 'What this document describes.', enum: names } },
    required: ['kind'],
    allOf: names.map(branch),
    $defs: joinedDefinitions(schemas),
  }
}

/** Every kind and every shared definition under one roof, so that no reference leaves the file. */
function joinedDefinitions(schemas: Schemas): Schema {
  const joined: Schema = {}
  for (const [name, { $schema: _, $id: __, $defs, ...schema }] of Object.entries(schemas)) {
    const all = { ...(name === 'common' ? {} : { [name]: schema }), ...($defs as Schema) }
    for (const [key, definition] of Object.entries(all)) {
      if (key in joined) throw new Error(`two definitions are called ${key}`)
      joined[key] = withLocalReferences(definition)
    }
  }
  return joined
}

function withLocalReferences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withLocalReferences)
  if (typeof value !== 'object' || value === null) return value
  const entry = ([key, inner]: [string, unknown]): [string, unknown] =>
    key === '$ref' ? [key, String(inner).replace(common, '')] : [key, withLocalReferences(inner)]
  return Object.fromEntries(Object.entries(value).map(entry))
}

/** Editors show the words of what a `$ref` leads to, and not those beside it: where both speak, one schema says all. */
function forEditors(value: unknown, definitions: Schema): unknown {
  if (Array.isArray(value)) return value.map((one) => forEditors(one, definitions))
  if (typeof value !== 'object' || value === null) return value
  const { $ref, ...beside } = value as Schema
  if (typeof $ref === 'string' && 'description' in beside) {
    const target = definitions[$ref.replace('#/$defs/', '')] as Schema
    return forEditors({ ...target, ...beside }, definitions)
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, forEditors(inner, definitions)]))
}

// --- types ---

async function types(joined: Schema): Promise<string> {
  const definitions = Object.entries(joined.$defs as Schema).map(([name, definition]) => {
    const title = name in kinds ? `${name}Document` : name
    return [name, { ...(forTypes(definition) as Schema), title }]
  })
  const documents = Object.keys(kinds).map((kind) => ({ $ref: `#/$defs/${kind}` }))
  const schema = { title: 'ResourceDocument', oneOf: documents, $defs: Object.fromEntries(definitions) }
  const text = await compile(schema, 'ResourceDocument', {
    bannerComment: `// ${notice}`,
    style: { singleQuote: true, semi: false, printWidth: 120 },
    additionalProperties: false,
    ignoreMinAndMaxItems: true,
  })
  return text.replace(/^export type ResourceDocument =[\s\S]*?(?=^(\/\*\*|export))/m, '')
}

/** A schema without what types cannot say: words beside a `$ref`, and which of several fields must be there. */
function forTypes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(forTypes)
  if (typeof value !== 'object' || value === null) return value
  const { oneOf: _, ...schema } = value as Schema
  if (typeof schema.$ref === 'string') return { $ref: schema.$ref }
  const inner = Object.fromEntries(Object.entries(schema).map(([key, one]) => [key, forTypes(one)]))
  return isAnything(schema) ? { ...inner, tsType: typeOfAnything(schema) } : inner
}

/** Any value, or any mapping. */
function isAnything(schema: Schema): boolean {
  if (typeof schema.description !== 'string') return false
  return (
    !['const', 'enum', 'items', 'properties', 'additionalProperties'].some((keyword) => keyword in schema) &&
    (schema.type === 'object' || schema.type === undefined)
  )
}

function typeOfAnything(schema: Schema): string {
  return schema.type === 'object' ? '{ [key: string]: unknown }' : 'unknown'
}

// --- validators ---

function validators(schemas: Schemas): string {
  const ajv = new Ajv2020({
    allErrors: true,
    allowUnionTypes: true,
    validateFormats: false,
    schemas: Object.values(schemas).map((schema) => withoutAnnotations(schema) as Schema),
    code: { source: true, esm: true, lines: true },
  })
  const ids = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, String(schemas[kind]?.$id)]))
  const code = standalone.default(ajv, { ...ids, JsonSchema: metaSchema })
  return `// @ts-nocheck\n// ${notice}\n${withImports(code)}\n`
}

const annotations = new Set(['title', 'description', 'examples', 'x-effect', 'patternErrorMessage'])

/** What a validator needs of a schema; `named` where the keys are names of the author's. */
function withoutAnnotations(value: unknown, named = false): unknown {
  if (Array.isArray(value)) return value.map((one) => withoutAnnotations(one))
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([key]) => named || !annotations.has(key))
  return Object.fromEntries(
    kept.map(([key, inner]) => [key, withoutAnnotations(inner, !named && (key === 'properties' || key === '$defs'))]),
  )
}

/**
 * ajv writes `require` even into ES modules; a bundler and Node want `import`. What the default import of a CommonJS
 * module is (its exports, or their `default`) differs between Node and bundlers.
 */
function withImports(code: string): string {
  const modules = new Map<string, string>()
  const body = code.replace('"use strict";', '').replace(/require\("([^"]+)"\)\.default/g, (_, module: string) => {
    if (!modules.has(module)) modules.set(module, `runtime${modules.size}`)
    return `${modules.get(module)}.default ?? ${modules.get(module)}`
  })
  if (body.includes('require(')) throw new Error('ajv requires a module in a way that is not known here')
  const imports = [...modules].map(([module, name]) => `import ${name} from '${module}.js'\n`)
  return imports.join('') + body
}

// --- shapes ---

/** What `src/resources/shape.ts` calls a Shape. */
function shapeOf(schema: Schema, schemas: Schemas, home: string): Schema {
  const [resolved, at] = resolve(schema, schemas, home)
  const shape: Schema = {}
  if (resolved['x-effect'] !== undefined) shape.effect = resolved['x-effect']
  const { properties, items, additionalProperties: others } = resolved
  if (properties) {
    shape.fields = Object.fromEntries(
      Object.entries(properties).map(([name, inner]) => [name, shapeOf(inner as Schema, schemas, at)]),
    )
  }
  if (items) shape.items = shapeOf(items as Schema, schemas, at)
  if (typeof others === 'object') shape.others = shapeOf(others as Schema, schemas, at)
  if (resolved['oneOf'] !== undefined) shape.choices = choicesOf(resolved)
  return shape
}

/** The schema behind a `$ref`, under the keywords beside it, and the schema file its own references start from. */
function resolve({ $ref, ...beside }: Schema, schemas: Schemas, home: string): [Schema, string] {
  if (typeof $ref !== 'string') return [beside, home]
  const at = $ref.startsWith(common) ? 'common' : home
  const name = $ref.slice($ref.lastIndexOf('/') + 1)
  const definition = (schemas[at]?.$defs as { [name: string]: Schema } | undefined)?.[name]
  if (definition === undefined) throw new Error(`${$ref} leads nowhere`)
  const [target, end] = resolve(definition, schemas, at)
  return [{ ...target, ...beside }, end]
}

/** The groups of fields of which exactly one group may be given. */
function choicesOf(schema: Schema): string[][] {
  const branches = schema.oneOf as { required?: string[]; anyOf?: { required: string[] }[] }[]
  return branches.map(({ required, anyOf }) => required ?? anyOf?.flatMap((one) => one.required) ?? [])
}

/** What each pattern asks for, in words: every pattern has them beside it. */
function patternWords(value: unknown, words: { [pattern: string]: string } = {}): { [pattern: string]: string } {
  if (typeof value !== 'object' || value === null) return words
  const { pattern, patternErrorMessage } = value as Schema
  if (typeof pattern === 'string') {
    if (typeof patternErrorMessage !== 'string') throw new Error(`the pattern ${pattern} has no patternErrorMessage`)
    words[pattern] = patternErrorMessage
  }
  for (const inner of Object.values(value)) patternWords(inner, words)
  return words
}

function shapes(schemas: Schemas): string {
  const names = Object.keys(kinds)
  const byKind = (make: (kind: string) => unknown) => Object.fromEntries(names.map((kind) => [kind, make(kind)]))
  const constant = (name: string, type: string, value: unknown) =>
    `export const ${name}: ${type} = ${JSON.stringify(value, null, 1)}\n`
  return [
    `// ${notice}`,
    `import type { KindName } from './project.ts'`,
    `import type { Shape } from './shape.ts'\n`,
    constant(
      'shapes',
      '{ readonly [kind in KindName]: Shape }',
      byKind((kind) => shapeOf(schemas[kind] ?? {}, schemas, kind)),
    ),
    constant('patternWords', '{ readonly [pattern: string]: string }', patternWords(Object.values(schemas))),
  ].join('\n')
}

// --- workflows ---

async function workflows(): Promise<string> {
  const text = (name: string) => readFile(new URL(`examples/workflows/${name}.yml`, root), 'utf8')
  return [
    '// Made by .ci/generate.ts from examples/workflows/. Do not edit.',
    `export const pullRequestWorkflow = ${JSON.stringify(await text('pull-request'))}`,
    `export const promoteWorkflow = ${JSON.stringify(await text('promote-all'))}\n`,
  ].join('\n')
}

// --- files ---

async function generated(): Promise<{ readonly [file: string]: string }> {
  const schemas = await readSchemas()
  const joined = joinedSchema(schemas)
  return {
    'schema/llmops.schema.json': `${JSON.stringify(forEditors(joined, joined.$defs as Schema), null, 2)}\n`,
    'src/resources/schema.gen.ts': await types(joined),
    'src/resources/validators.gen.ts': validators(schemas),
    'src/resources/shapes.gen.ts': shapes(schemas),
    '.github/ASSERTIONS.md': assertionsPage(),
    '.github/DIAGNOSTICS.md': diagnosticsPage(),
    'src/commands/workflows.gen.ts': await workflows(),
    'src/report/html/page.gen.ts': await reportPage(),
  }
}

async function isCurrent(file: string, text: string): Promise<boolean> {
  return (await readFile(new URL(file, root), 'utf8').catch(() => undefined)) === text
}

const files = Object.entries(await generated())
if (process.argv.includes('--check')) {
  for (const [file, text] of files) {
    if (await isCurrent(file, text)) continue
    process.stderr.write(`${file} is stale: run node .ci/generate.ts\n`)
    process.exitCode = 1
  }
} else {
  for (const [file, text] of files) await writeFile(new URL(file, root), text)
}
