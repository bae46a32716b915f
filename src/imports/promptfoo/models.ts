import type { JsonMapping } from '../../resources/json-shape.ts'
import type { ModelDocument, Parameters } from '../../resources/schema.gen.ts'
import type { Cursor } from '../cursor.ts'
import type { Findings } from '../findings.ts'
import type { ImportRequest } from '../imported.ts'
import { slug } from '../names.ts'
import { readParameters } from '../parameters.ts'
import { keyVariable, type WrittenOrigin } from '../providers.ts'
import { responseSchema } from '../schemas.ts'
import { readTools, type Tool } from '../tools.ts'
import { type ProviderId, readProviderId } from './provider-id.ts'
import { resolved } from './references.ts'

/** A provider of promptfoo, which is a model with its settings. */
export interface PromptfooModel {
  /** As the file calls it: its label, or its id. */
  readonly label: string
  /** `provider/id` */
  readonly reference: string
  readonly parameters: Parameters
  readonly output: JsonMapping | undefined
  readonly tools: readonly Tool[]
  /** Labels of the prompts that it is asked with; undefined: all. */
  readonly prompts: readonly string[] | undefined
  readonly at: Cursor
}

/** What a prompt and a model alike may set. */
export interface Settings {
  readonly parameters: Parameters
  readonly output: JsonMapping | undefined
  readonly tools: readonly Tool[]
}

/** Settings that are read elsewhere than as parameters. */
const elsewhere: ReadonlySet<string> = new Set([
  'apiKey',
  'apiHost',
  'apiBaseUrl',
  'apiKeyEnvar',
  'region',
  'apiVersion',
  'response_format',
  'tools',
  'functions',
  'generationConfig',
  'reasoning',
  'organization',
  'maxRetries',
  'timeout',
  'cost',
  'showThinking',
])
const unused: ReadonlySet<string> = new Set(['organization', 'maxRetries', 'timeout', 'cost', 'showThinking'])

/** The models that a configuration names. */
export async function readModels(
  written: Cursor | undefined,
  request: ImportRequest,
): Promise<readonly PromptfooModel[]> {
  const found = written === undefined ? undefined : await resolved(written, request)
  const models: PromptfooModel[] = []
  for (const item of found?.oneOrMore() ?? []) {
    const at = item.text?.startsWith('file://') === true ? await resolved(item, request) : item
    for (const one of at?.oneOrMore() ?? []) {
      const model = readModel(one, request)
      if (model !== undefined) models.push(model)
    }
  }
  return models
}

/** One provider: its id alone, `{id, label, config}`, or `{ID: {config}}`. */
export function readModel(written: Cursor, request: ImportRequest): PromptfooModel | undefined {
  const { id, options } = identified(written)
  const read = readProviderId(id)
  reportProvider(id, read, written, request)
  if (read.kind !== 'model') return undefined
  for (const field of options.fields()) reportOther(field, request)
  const config = options.field('config')
  const by = { place: written.place, findings: request.findings }
  const name = request.providers.bind(read.provider, originOf(read.provider, options.sub('config'), request), by)
  const prompts = options.field('prompts')
  return {
    label: options.field('label')?.text ?? id,
    reference: `${name}/${read.id}`,
    ...readSettings(config, request),
    prompts: prompts?.oneOrMore().flatMap(({ text }) => text ?? []),
    at: written,
  }
}

function identified(written: Cursor): { readonly id: string; readonly options: Cursor } {
  const id = written.text ?? written.field('id')?.text
  const [keyed] = written.fields()
  if (id !== undefined || keyed?.isMapping !== true) return { id: id ?? '', options: written }
  return { id: keyed.name, options: keyed }
}

/** What cannot be asked, and what is asked in another way. */
function reportProvider(id: string, read: ProviderId, { place }: Cursor, { findings }: ImportRequest): void {
  const what = id === '' ? 'provider' : id
  if (read.kind === 'code') findings.report(place, { code: 'import-executes', what })
  if (read.kind === 'address') findings.report(place, { code: 'import-lost', what, why: 'application' })
  if (read.kind === 'unsupported') findings.report(place, { code: 'import-lost', what, why: 'no counterpart' })
  if (id.startsWith('github:')) findings.report(place, { code: 'import-changed', what, why: 'GitHub Models' })
  if (read.kind === 'model' && read.responses)
    findings.report(place, { code: 'import-changed', what, why: 'responses' })
}

function reportOther(field: Cursor, { findings }: ImportRequest): void {
  if (['id', 'label', 'config', 'prompts'].includes(field.name)) return
  if (field.name === 'delay') findings.report(field.keyPlace, { code: 'import-unused', what: field.name })
  else if (field.name === 'transform') findings.report(field.keyPlace, { code: 'import-executes', what: field.name })
  else if (field.name === 'env')
    findings.report(field.keyPlace, { code: 'import-lost', what: field.name, why: 'environment' })
  else findings.report(field.keyPlace, { code: 'import-lost', what: field.name, why: 'no counterpart' })
}

/** Parameters, response schema and tools among settings. */
export function readSettings(config: Cursor | undefined, { findings }: ImportRequest): Settings {
  for (const field of config?.fields().filter(({ name }) => unused.has(name)) ?? []) {
    findings.report(field.keyPlace, { code: 'import-unused', what: field.name })
  }
  const format = config?.field('response_format')
  const reasoning = config?.field('reasoning')?.field('effort')
  const nested = readParameters(config?.field('generationConfig'), findings)
  const effort = reasoning === undefined ? {} : readParameters(asEffort(config), findings, new Set(['summary']))
  return {
    parameters: { ...readParameters(config, findings, elsewhere), ...nested, ...effort },
    output: format === undefined ? undefined : formatSchema(format, findings),
    tools: readTools(config?.field('tools') ?? config?.field('functions'), findings),
  }
}

function formatSchema(format: Cursor, findings: Findings): JsonMapping | undefined {
  if (format.text === undefined) return responseSchema(format, findings)
  findings.report(format.place, { code: 'import-lost', what: format.name, why: 'no schema' })
  return undefined
}

/** `reasoning: {effort}` is our `reasoningEffort`. */
function asEffort(config: Cursor | undefined): Cursor | undefined {
  return config?.field('reasoning')?.renamed('effort', 'reasoningEffort')
}

function originOf(provider: string, config: Cursor, { findings }: ImportRequest): WrittenOrigin {
  const address = config.first('apiBaseUrl', 'apiHost')
  const key = keyOf(provider, config, findings)
  return {
    at: address?.place,
    url: address?.name === 'apiHost' ? withScheme(address.text) : address?.text,
    key,
    region: config.field('region')?.text,
    version: config.field('apiVersion')?.text,
  }
}

function withScheme(host: string | undefined): string | undefined {
  return host === undefined || host.includes('://') ? host : `https://${host}`
}

/** The variable of the key, where the file names one. A key that stands in it is not copied, and not shown. */
function keyOf(provider: string, config: Cursor, findings: Findings): string | undefined {
  const written = config.field('apiKey')
  const [, variable] = /^\{\{\s*env\.([A-Z][A-Z0-9_]*)\s*\}\}$/.exec(written?.text ?? '') ?? []
  const key = config.field('apiKeyEnvar')?.text ?? variable
  for (const text of config.sub('headers').texts()) findings.secrets.add(text)
  if (written === undefined || variable !== undefined) return key
  for (const text of written.texts()) findings.secrets.add(text)
  findings.report(written.keyPlace, { code: 'import-key', variable: keyVariable(provider, key) })
  return key
}

/** The reference to a model, as a resource of its own where it has parameters. */
export function modelResource(
  { label, reference, parameters }: PromptfooModel,
  made: Map<string, ModelDocument>,
  { names }: ImportRequest,
): string {
  if (Object.keys(parameters).length === 0) return reference
  const key = JSON.stringify([label, reference, parameters])
  const known = made.get(key)
  if (known !== undefined) return known.name
  const wanted = slug(label.split(':').at(-1) ?? label) ?? 'model'
  const document: ModelDocument = { kind: 'Model', name: names.take('Model', wanted), id: reference, parameters }
  made.set(key, document)
  return document.name
}
