import type { Json } from '../digest/digest.ts'
import type { JsonMapping } from '../resources/json-shape.ts'
import type { PromptDocument } from '../resources/schema.gen.ts'
import { allotCases } from './cases.ts'
import type { Cursor } from './cursor.ts'
import type { Findings } from './findings.ts'
import { readEvaluator } from './github-evaluators.ts'
import { providerAtGithub } from './github-models.ts'
import type { Imported, ImportedResource, ImportRequest } from './imported.ts'
import { type Messages, messagesOf, type Role, type SourceMessage } from './messages.ts'
import { slug } from './names.ts'
import { readParameters } from './parameters.ts'
import { promptDocument } from './prompt-document.ts'
import type { Providers } from './providers.ts'
import { readDocument } from './read-yaml.ts'
import { jsonIn, responseSchema, usableSchema } from './schemas.ts'
import type { SourceCase, Vars } from './source-case.ts'
import { textAt } from './source-text.ts'
import { suitesOf } from './suites.ts'
import { unknownValues } from './template/known-values.ts'
import { nameOfKey } from './template/replacement.ts'

const format = 'GitHub prompt'
const dialect = 'replacement'

const known: ReadonlySet<string> = new Set([
  'name',
  'description',
  'model',
  'modelParameters',
  'responseFormat',
  'jsonSchema',
  'messages',
  'testData',
  'evaluators',
])

/** Reads a GitHub `.prompt.yml`: a prompt, and a suite of its test data by its evaluators. */
export function importGithub(request: ImportRequest): Imported {
  const { file, text, findings } = request
  const { root, diagnostics } = readDocument(file, text)
  findings.keep(diagnostics)
  const resources = root === undefined ? [] : read(root, request)
  return { format, dialect, resources }
}

function read(root: Cursor, request: ImportRequest): readonly ImportedResource[] {
  const { findings, names } = request
  for (const field of root.fields().filter(({ name }) => !known.has(name))) {
    findings.report(field.keyPlace, { code: 'import-lost', what: field.name, why: 'no counterpart' })
  }
  const tests = root.field('testData')?.items() ?? []
  const keys = new Set(tests.flatMap((test) => test.fields().map(({ name }) => name)))
  const context = { dialect, known: unknownValues, keys, findings } as const
  const messages = messagesOf(sourceMessages(root, request), context)
  if (messages === undefined) {
    findings.report(root.field('messages')?.place ?? root.place, { code: 'import-nothing', what: 'message' })
    return []
  }
  const modelOf = modelsAt(request.providers, findings)
  const prompt = promptOf(root, messages, modelOf, request)
  const evaluators = (root.field('evaluators')?.items() ?? []).flatMap((one) => {
    return readEvaluator(one, { ...context, judge: modelOf }) ?? []
  })
  const sources = tests.map((test): SourceCase => {
    const vars = varsOf(test)
    const assertions = evaluators.map((evaluator) => evaluator(vars))
    return { title: undefined, vars: renamedVars(vars), columns: {}, assertions, place: test.place }
  })
  if (tests.length > 0 && evaluators.length === 0) {
    findings.report(root.field('testData')?.keyPlace ?? root.place, {
      code: 'import-changed',
      what: 'testData',
      why: 'no assertion',
    })
  }
  const inputs = new Set(messages.names)
  const absent = (name: string): Json => `{{${name}}}`
  const cases = allotCases(
    sources,
    { names: inputs, conditions: new Set(), lists: new Set(), absent },
    [prompt],
    findings,
  )
  const subjects = [{ name: prompt.name, models: [] }]
  return [prompt, ...suitesOf({ base: prompt.name, subjects, cases, inputs, common: {}, names })]
}

function promptOf(
  root: Cursor,
  messages: Messages,
  modelOf: (model: string, at: Cursor) => string,
  { base, names, findings }: ImportRequest,
): PromptDocument {
  const model = root.field('model')
  return promptDocument({
    name: names.take('subject', slug(root.field('name')?.text ?? '') ?? base),
    description: root.field('description')?.text,
    model: modelOf(model?.text ?? 'openai/gpt-4o', model ?? root),
    parameters: readParameters(root.field('modelParameters'), findings),
    messages,
    output: outputOf(root, findings),
    tools: [],
  })
}

function sourceMessages(root: Cursor, { findings }: ImportRequest): readonly SourceMessage[] {
  return (root.field('messages')?.items() ?? []).flatMap((message) => {
    const role = message.field('role')?.text?.toLowerCase()
    const content = message.field('content')
    const isRole = role === 'system' || role === 'user' || role === 'assistant'
    if (isRole && content?.text !== undefined) return [{ role: role satisfies Role, content: [textAt(content)] }]
    findings.report(message.place, { code: 'import-lost', what: role ?? 'message', why: 'unusable' })
    return []
  })
}

/** What models are called here. That GitHub's own endpoint is gone is said once of each. */
function modelsAt(providers: Providers, findings: Findings): (model: string, at: Cursor) => string {
  const said = new Set<string>()
  return (model, at) => {
    const { provider, id } = providerAtGithub(model)
    if (!said.has(model)) findings.report(at.place, { code: 'import-changed', what: model, why: 'GitHub Models' })
    said.add(model)
    return `${providers.bind(provider, {}, { place: at.place, findings })}/${id}`
  }
}

/** `jsonSchema` is JSON in a text, `{name, schema}`. */
function outputOf(root: Cursor, findings: Findings): JsonMapping | undefined {
  const responseFormat = root.field('responseFormat')
  const written = root.field('jsonSchema')
  if (responseFormat?.text === 'json_object' || (responseFormat !== undefined && written === undefined)) {
    if (responseFormat.text !== 'text') return responseSchema(responseFormat, findings)
  }
  if (written === undefined || responseFormat?.text !== 'json_schema') return undefined
  const json = jsonIn(written)
  const schema = typeof json === 'object' && json !== null && 'schema' in json ? json.schema : json
  return usableSchema(schema ?? null, 'jsonSchema', written.place, findings)
}

function varsOf(test: Cursor): Vars {
  return Object.fromEntries(test.fields().map(({ name, value }) => [name, value]))
}

function renamedVars(vars: Vars): Vars {
  return Object.fromEntries(Object.entries(vars).map(([key, value]) => [nameOfKey(key), value]))
}
