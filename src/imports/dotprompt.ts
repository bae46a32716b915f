import type { Json } from '../digest/digest.ts'
import { isMapping, type JsonMapping } from '../resources/json-shape.ts'
import { Cursor } from './cursor.ts'
import { dotpromptMessages } from './dotprompt-messages.ts'
import { exampleDataset } from './example-cases.ts'
import { readFrontMatter } from './front-matter.ts'
import type { Imported, ImportedResource, ImportRequest } from './imported.ts'
import { messagesOf } from './messages.ts'
import { slug } from './names.ts'
import { readParameters } from './parameters.ts'
import { schemaOfPico } from './picoschema.ts'
import { promptDocument } from './prompt-document.ts'
import { usableSchema } from './schemas.ts'
import type { SourceText } from './source-text.ts'
import { valueBelow } from './template/known-values.ts'
import type { KnownValues } from './template/piece.ts'
import { readTools } from './tools.ts'

const format = 'dotprompt'
const dialect = 'handlebars'

const known: ReadonlySet<string> = new Set([
  'name',
  'variant',
  'description',
  'model',
  'tools',
  'toolDefs',
  'config',
  'input',
  'output',
])
const unused: ReadonlySet<string> = new Set(['version', 'metadata'])

/** Reads a dotprompt `.prompt`: a prompt, and its defaults as a Dataset. The format has no tests. */
export function importDotprompt(request: ImportRequest): Imported {
  const { file, text, files, findings } = request
  const { root, body, isBroken } = readFrontMatter(file, text, files, findings)
  const front = root ?? new Cursor({}, () => body.placeOf(0, 0))
  const resources = isBroken ? [] : read(front, body, request)
  return { format, dialect, resources }
}

function read(root: Cursor, body: SourceText, request: ImportRequest): readonly ImportedResource[] {
  const { findings, names, base } = request
  reportOthers(root, request)
  const messages = messagesOf(dotpromptMessages(body, findings), { dialect, known: valuesBySchema(root), findings })
  if (messages === undefined) {
    findings.report(body.placeOf(0, body.text.length), { code: 'import-nothing', what: 'message' })
    return []
  }
  for (const tool of root.sub('tools').items()) {
    findings.report(tool.place, { code: 'import-lost', what: tool.text ?? 'tool', why: 'not a function' })
  }
  const prompt = promptDocument({
    name: names.take('subject', nameOf(root) ?? base),
    description: root.field('description')?.text,
    model: modelOf(root, request),
    parameters: readParameters(root.field('config'), findings),
    messages,
    output: outputOf(root, request),
    tools: readTools(root.field('toolDefs'), findings),
  })
  return [prompt, ...exampleDataset(prompt.name, names, defaultsOf(root, request))]
}

function reportOthers(root: Cursor, { findings }: ImportRequest): void {
  for (const field of root.fields().filter(({ name }) => !known.has(name))) {
    if (unused.has(field.name)) findings.report(field.keyPlace, { code: 'import-unused', what: field.name })
    else findings.report(field.keyPlace, { code: 'import-lost', what: field.name, why: 'no counterpart' })
  }
}

/** A variant is a prompt of its own. */
function nameOf(root: Cursor): string | undefined {
  const [name, variant] = [root.field('name')?.text, root.field('variant')?.text]
  return name === undefined ? undefined : slug(variant === undefined ? name : `${name}-${variant}`)
}

/** What Genkit's plugins call their providers. */
const plugins: { readonly [plugin: string]: string } = { googleai: 'google', vertexai: 'vertexai', google: 'google' }

function modelOf(root: Cursor, { findings, providers }: ImportRequest): string {
  const model = root.field('model')
  const by = { place: (model ?? root).place, findings }
  if (model?.text === undefined) {
    findings.report(by.place, { code: 'import-lost', what: 'model', why: 'unusable' })
    return `${providers.bind('unknown', {}, by)}/unknown`
  }
  const [, plugin, id] = /^([^/]+)\/(.+)$/.exec(model.text) ?? [undefined, undefined, model.text]
  return `${providers.bind(plugin === undefined ? providerOfModel(id) : providerOf(plugin), {}, by)}/${id}`
}

function providerOf(plugin: string): string {
  return (Object.hasOwn(plugins, plugin) ? plugins[plugin] : undefined) ?? plugin
}

/** A model alone is Google's, unless it looks like somebody else's. */
function providerOfModel(id: string): string {
  if (/^(?:gpt|o\d)/.test(id)) return 'openai'
  return id.startsWith('claude') ? 'anthropic' : 'google'
}

function outputOf(root: Cursor, { findings }: ImportRequest): JsonMapping | undefined {
  const output = root.sub('output')
  const schema = output.field('schema')
  if (schema !== undefined) return usableSchema(schemaOfPico(schema.value) ?? null, 'schema', schema.place, findings)
  const written = output.field('format')
  if (written?.text !== undefined && written.text !== 'text') {
    findings.report(written.place, { code: 'import-lost', what: written.text, why: 'no counterpart' })
  }
  return undefined
}

const typical: { readonly [type: string]: Json } = {
  boolean: true,
  array: [],
  object: {},
  string: 'text',
  number: 1,
  integer: 1,
}

/** What values an input can have, as far as its schema says. */
function valuesBySchema(root: Cursor): KnownValues {
  const written = root.sub('input').field('schema')
  const schema = written === undefined ? undefined : schemaOfPico(written.value)
  const properties = isMapping(schema) && isMapping(schema['properties']) ? schema['properties'] : {}
  return {
    at: ([first = '', ...rest]) => {
      const property = valueBelow(properties, [first, 'type'])
      const type = Array.isArray(property) ? property[0] : property
      const value = typeof type === 'string' ? typical[type] : undefined
      return value === undefined ? undefined : [valueBelow(value, rest)]
    },
  }
}

function defaultsOf(root: Cursor, { findings }: ImportRequest): { readonly [name: string]: Json } {
  const defaults = root.sub('input').sub('default').fields()
  for (const { name, keyPlace } of defaults) {
    findings.report(keyPlace, { code: 'import-lost', what: name, why: 'default of an input' })
  }
  return Object.fromEntries(defaults.map(({ name, value }) => [name, value]))
}
