import type { Parameters } from '../resources/schema.gen.ts'
import { withProvider } from '../resources/catalogue.ts'
import type { Cursor } from './cursor.ts'
import type { Findings } from './findings.ts'
import type { ImportRequest } from './imported.ts'
import { readParameters } from './parameters.ts'
import { keyVariable, type WrittenOrigin } from './providers.ts'

export interface PromptyModel {
  readonly reference: string
  readonly parameters: Parameters
}

/** Settings of a model that other readers take, or that change nothing. */
const elsewhere: ReadonlySet<string> = new Set(['tools', 'response_format', 'additionalProperties'])

/** The model of a Prompty of either version: its name alone, or where it is and with which options. */
export function readPromptyModel(root: Cursor, { providers, findings }: ImportRequest): PromptyModel {
  const model = root.sub('model')
  const connection = model.first('connection', 'configuration') ?? model.sub('connection')
  const options = model.first('options', 'parameters')
  reportWays(model, findings)
  const { provider, id } = identityOf(model, connection)
  reportKey(provider, connection, findings)
  const more = readParameters(options?.field('additionalProperties'), findings)
  const name = providers.bind(provider, originOf(connection, provider), { place: model.place, findings })
  return { reference: `${name}/${id}`, parameters: { ...readParameters(options, findings, elsewhere), ...more } }
}

/** Models are asked for texts, by chat completions. */
function reportWays(model: Cursor, findings: Findings): void {
  const api = model.first('apiType', 'api')
  const way = api?.text ?? 'chat'
  if (api !== undefined && way === 'responses') {
    findings.report(api.place, { code: 'import-changed', what: way, why: 'responses' })
  } else if (api !== undefined && way !== 'chat') {
    findings.report(api.place, { code: 'import-lost', what: way, why: 'only sampling' })
  }
  const response = model.field('response')
  if (response !== undefined) findings.report(response.keyPlace, { code: 'import-unused', what: 'response' })
}

/** What the formats call providers. */
const providerNames: { readonly [name: string]: string } = {
  azure_openai: 'azure',
  azure: 'azure',
  foundry: 'azure',
  openai: 'openai',
  anthropic: 'anthropic',
  gemini: 'google',
  google: 'google',
}

function identityOf(model: Cursor, connection: Cursor): { readonly provider: string; readonly id: string } {
  const named = model.field('id') ?? connection.first('azure_deployment', 'name')
  const id = model.text ?? named?.text ?? 'gpt-4o'
  const written = (model.field('provider') ?? connection.field('type'))?.text
  if (written !== undefined) return { provider: providerOf(written), id }
  const isAzure = connection.first('azure_deployment', 'azure_endpoint') !== undefined
  return { provider: isAzure ? 'azure' : (withProvider(id)?.split('/')[0] ?? 'openai'), id }
}

function providerOf(written: string): string {
  return (Object.hasOwn(providerNames, written) ? providerNames[written] : undefined) ?? written
}

function originOf(connection: Cursor, provider: string): WrittenOrigin {
  const url = connection.first('azure_endpoint', 'endpoint', 'base_url')
  const version = connection.first('api_version', 'apiVersion')
  const key = envVariable(connection) ?? (provider === 'azure' ? azureKey : undefined)
  return { url: url?.text, at: url?.place, version: version?.text, key }
}

/** The variable that Azure's own tools read. */
const azureKey = 'AZURE_OPENAI_API_KEY'

/** `${env:NAME}` names the variable of the key. */
function envVariable(connection: Cursor): string | undefined {
  const written = connection.first('apiKey', 'api_key')
  return /^\$\{env:([A-Z][A-Z0-9_]*)(?::[^}]*)?\}$/.exec(written?.text ?? '')?.[1]
}

function reportKey(provider: string, connection: Cursor, findings: Findings): void {
  const key = connection.first('apiKey', 'api_key')
  if (key?.text === undefined || envVariable(connection) !== undefined) return
  findings.secrets.add(key.text)
  const variable = keyVariable(provider, provider === 'azure' ? azureKey : undefined)
  findings.report(key.keyPlace, { code: 'import-key', variable })
}
