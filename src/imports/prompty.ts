import type { Json } from '../digest/digest.ts'
import type { JsonMapping } from '../resources/json-shape.ts'
import { limits } from '../source/limits.ts'
import type { Cursor } from './cursor.ts'
import { exampleDataset } from './example-cases.ts'
import { readFrontMatter } from './front-matter.ts'
import type { Imported, ImportedResource, ImportRequest } from './imported.ts'
import { type Medium, messagesOf, type SourceMessage } from './messages.ts'
import { slug } from './names.ts'
import { promptDocument } from './prompt-document.ts'
import { readPromptyModel } from './prompty-model.ts'
import { objectSchema, type Property, readProperties } from './prompty-properties.ts'
import { readDocument } from './read-yaml.ts'
import { responseSchema, usableSchema } from './schemas.ts'
import { slice, type SourceText, trimmed } from './source-text.ts'
import { valueBelow } from './template/known-values.ts'
import type { Dialect, KnownValues } from './template/piece.ts'
import { readTools, type Tool } from './tools.ts'

const format = 'Prompty'

/** Fields that are read here, and those that change nothing. */
const known: ReadonlySet<string> = new Set([
  'name',
  'description',
  'model',
  'inputs',
  'inputSchema',
  'outputs',
  'outputSchema',
  'sample',
  'tools',
  'template',
])
const unused: ReadonlySet<string> = new Set([
  'authors',
  'tags',
  'version',
  'displayName',
  'metadata',
  '$schema',
  'kind',
])

/** Reads a `.prompty` of version 1 or 2: a prompt, and its sample as a Dataset. */
export async function importPrompty(request: ImportRequest): Promise<Imported> {
  const { file, text, files, findings } = request
  const { root, body, isBroken } = readFrontMatter(file, text, files, findings)
  const dialect = dialectOf(root)
  if (isBroken) return { format, dialect, resources: [] }
  if (root === undefined) {
    findings.report({ in: 'file', file }, { code: 'import-nothing', what: 'front matter' })
    return { format, dialect, resources: [] }
  }
  return {
    format,
    dialect,
    resources: await read(root, body, dialect, request),
  }
}

function dialectOf(root: Cursor | undefined): Dialect {
  const template = root?.sub('template')
  const written = [template, template?.field('format'), template?.sub('format').field('kind'), template?.field('type')]
  return written.some((one) => one?.text === 'mustache') ? 'mustache' : 'jinja2'
}

async function read(
  root: Cursor,
  body: SourceText,
  dialect: Dialect,
  request: ImportRequest,
): Promise<readonly ImportedResource[]> {
  const { findings, names, base } = request
  reportOthers(root, request)
  const inputs = readProperties(root.field('inputs') ?? root.field('inputSchema'))
  const media = new Map(inputs.flatMap(({ name, kind }) => (isMedium(kind) ? [[name, kind]] : [])))
  const messages = messagesOf(sourceMessages(body, request), { dialect, known: valuesByKind(inputs), media, findings })
  if (messages === undefined) {
    findings.report(body.placeOf(0, body.text.length), { code: 'import-nothing', what: 'message' })
    return []
  }
  const { reference, parameters } = readPromptyModel(root, request)
  const prompt = promptDocument({
    name: names.take('subject', slug(root.field('name')?.text ?? '') ?? base),
    description: root.field('description')?.text,
    model: reference,
    parameters,
    messages,
    output: outputOf(root, request),
    tools: toolsOf(root, request),
  })
  const example = exampleOf(await sampleOf(root, request), inputs, media, request)
  return [prompt, ...exampleDataset(prompt.name, names, example)]
}

function toolsOf(root: Cursor, { findings }: ImportRequest): readonly Tool[] {
  const written = root.field('tools') ?? root.sub('model').sub('parameters').field('tools')
  return readTools(written, findings, (tool) => {
    const properties = tool.sub('parameters')
    const isList = properties.isList || properties.sub('properties').isList
    return isList ? objectSchema(readProperties(properties)) : undefined
  })
}

function reportOthers(root: Cursor, { findings }: ImportRequest): void {
  for (const field of root.fields().filter(({ name }) => !known.has(name))) {
    if (unused.has(field.name)) findings.report(field.keyPlace, { code: 'import-unused', what: field.name })
    else findings.report(field.keyPlace, { code: 'import-lost', what: field.name, why: 'no counterpart' })
  }
}

/** A line that says who speaks; attributes in brackets say nothing that is kept. */
const roleLine =
  /^[ \t]*#?[ \t]*(system|user|assistant|developer|tool|function|thread|tools)[ \t]*(?:\[[^\]\n]*\])?[ \t]*:[ \t]*$/gim

/** The messages of the body; what stands before the first line with a role is the system's. */
function sourceMessages(body: SourceText, { findings }: ImportRequest): readonly SourceMessage[] {
  const marks = [...body.text.matchAll(roleLine)].map((found) => ({
    role: (found[1] ?? '').toLowerCase(),
    start: found.index,
    end: found.index + found[0].length,
  }))
  const all = [{ role: 'system', start: 0, end: 0 }, ...marks]
  return all.flatMap(({ role, start, end }, index) => {
    const content = trimmed(slice(body, end, all[index + 1]?.start ?? body.text.length), /\n/)
    if (content.text.trim() === '') return []
    const speaker = role === 'developer' ? 'system' : role
    if (speaker === 'system' || speaker === 'user' || speaker === 'assistant')
      return [{ role: speaker, content: [content] }]
    findings.report(body.placeOf(start, end), {
      code: 'import-lost',
      what: role,
      why: role === 'thread' ? 'history' : 'no counterpart',
    })
    return []
  })
}

function isMedium(kind: string): kind is Medium {
  return kind === 'image' || kind === 'audio' || kind === 'file'
}

/** What values an input of a kind can have, as far as conditions and loops ask. */
const typical: { readonly [kind: string]: Json } = {
  boolean: true,
  array: [],
  object: {},
  string: 'text',
  integer: 1,
  float: 1,
}

function valuesByKind(inputs: readonly Property[]): KnownValues {
  const kinds = new Map(inputs.map(({ name, kind, given, example }) => [name, given ?? example ?? typical[kind]]))
  return {
    at: ([first = '', ...rest]) => {
      const value = kinds.get(first)
      return value === undefined ? undefined : [valueBelow(value, rest)]
    },
  }
}

/** A sample is written in the file, or in another one of its folder. */
async function sampleOf(root: Cursor, { file, files, findings }: ImportRequest): Promise<Cursor | undefined> {
  const sample = root.field('sample')
  if (sample !== undefined)
    findings.report(sample.keyPlace, { code: 'import-changed', what: 'sample', why: 'no assertion' })
  if (sample?.text === undefined) return sample
  const reference = /^\$\{file:([^}]+)\}$/.exec(sample.text)?.[1] ?? sample.text
  const read = await files.readReference(file, reference, limits.yamlBytes)
  if (!read.ok) {
    findings.unreadable(sample.place, read.problem)
    return undefined
  }
  const { root: found, diagnostics } = readDocument(read.file, read.text)
  findings.keep(diagnostics)
  return found
}

/** What the file gives to try it with: its sample, else examples and defaults of its inputs. */
function exampleOf(
  sample: Cursor | undefined,
  inputs: readonly Property[],
  media: ReadonlyMap<string, Medium>,
  { findings }: ImportRequest,
): { readonly [name: string]: Json } {
  const own = (sample?.fields() ?? []).map(({ name, value }) => [name, value] as const)
  const given = inputs.flatMap(({ name, given: value, example, cursor }): readonly (readonly [string, Json])[] => {
    if (value !== undefined)
      findings.report(cursor.keyPlace, { code: 'import-lost', what: name, why: 'default of an input' })
    const shown = example ?? value
    return shown === undefined || media.has(name) ? [] : [[name, shown]]
  })
  return Object.fromEntries([...given, ...own])
}

function outputOf(root: Cursor, { findings }: ImportRequest): JsonMapping | undefined {
  const outputs = root.field('outputs') ?? root.field('outputSchema')
  const format1 = root.sub('model').sub('parameters').field('response_format')
  if (outputs === undefined) return format1 === undefined ? undefined : responseSchema(format1, findings)
  return usableSchema(objectSchema(readProperties(outputs)), outputs.name, outputs.place, findings)
}
