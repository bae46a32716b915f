import type { Place } from '../diagnostic/place.ts'
import { knownProvider } from '../resources/known-providers.ts'
import { refusedUrl } from '../resources/origin.ts'
import type { Provider } from '../resources/schema.gen.ts'
import type { Findings } from './findings.ts'
import { slug } from './names.ts'

/** A provider that the Project has to bind, since nobody knows it by its name alone. */
export interface NeededProvider {
  readonly entry: Provider
  /** Who asked for it. */
  readonly place: Place
  readonly findings: Findings
}

/** Where a file says that a model is. */
export interface WrittenOrigin {
  readonly url?: string | undefined
  /** Name of the variable that holds the key. */
  readonly key?: string | undefined
  readonly region?: string | undefined
  readonly version?: string | undefined
  /** Where the address stands; default: where the model does. */
  readonly at?: Place | undefined
}

/** A provider of which nobody knows where it is: it replays, and never touches the network. */
const nowhere: Provider = { type: 'replay' }

const variableName = /^[A-Z][A-Z0-9_]*$/
const runnersOwn = /^(?:GITHUB|ACTIONS|RUNNER|INPUT)_/

/** Who binds a provider, for what is to be said about it. */
export interface Binder {
  readonly place: Place
  readonly findings: Findings
}

/** The providers that the models of one import are at. */
export class Providers {
  readonly needed = new Map<string, NeededProvider>()

  /** The name under which the Project knows a provider: its own, or one by its address where it has a special one. */
  bind(provider: string, origin: WrittenOrigin, by: Binder): string {
    const name = providerName(provider)
    const url = usableUrl(origin, by)
    if (name === 'azure') return this.#need('azure', azureEntry(url, origin), by)
    if (name === 'bedrock') return this.#need('bedrock', bedrockEntry(origin), by)
    const known = knownProvider(name)
    if (url !== undefined && url !== known?.url)
      return this.#need(nameOfHost(url), customEntry(url, origin, known?.type), by)
    if (origin.url !== undefined && url === undefined) return this.#need(`${name}-custom`, nowhere, by)
    if (known === undefined) return this.#need(name, nowhere, by)
    const { key } = origin
    return isVariable(key) && key !== known.key ? this.#need(name, { key }, by) : name
  }

  /** One that replays may be any other of its name; two at different addresses have different names. */
  #need(wanted: string, entry: Provider, by: Binder): string {
    let name = wanted
    for (let number = 2; !mayBe(this.needed.get(name)?.entry, entry); number++) name = `${wanted}-${number}`
    const there = this.needed.get(name)
    const isOwnType = name === wanted || (wanted !== 'azure' && wanted !== 'bedrock')
    if (there === undefined || there.entry.type === 'replay') {
      this.needed.set(name, { entry: isOwnType ? entry : { type: wanted, ...entry }, ...by })
    }
    return name
  }
}

function mayBe(there: Provider | undefined, entry: Provider): boolean {
  if (there === undefined || there.type === 'replay' || entry.type === 'replay') return true
  return (['url', 'key', 'region', 'version'] as const).every((field) => there[field] === entry[field])
}

/** Environment variables are not read, and no key is sent just anywhere. */
function usableUrl({ url, at }: WrittenOrigin, { place, findings }: Binder): string | undefined {
  if (url === undefined) return undefined
  const isVariableText = /\{\{|\$\{/.test(url)
  const trimmed = url.replace(/\/+$/, '')
  if (!isVariableText && refusedUrl(trimmed) === undefined) return trimmed
  findings.report(at ?? place, { code: 'import-lost', what: url, why: isVariableText ? 'environment' : 'unusable' })
  return undefined
}

function providerName(provider: string): string {
  return slug(provider)?.replaceAll('_', '-') ?? 'unknown'
}

function azureEntry(url: string | undefined, { key, version }: WrittenOrigin): Provider {
  if (url === undefined) return nowhere
  const isVersion = version !== undefined && /^\d{4}-\d{2}-\d{2}(?:-preview)?$/.test(version)
  return { url, key: isVariable(key) ? key : 'AZURE_API_KEY', ...(isVersion && { version }) }
}

/** promptfoo's own default region. */
function bedrockEntry({ region = 'us-east-1' }: WrittenOrigin): Provider {
  return /^[a-z]{2,4}(?:-[a-z]+)+-[0-9]$/.test(region) ? { region } : nowhere
}

function customEntry(url: string, { key }: WrittenOrigin, type: Provider['type'] | undefined): Provider {
  const isOther = type !== undefined && type !== 'openai'
  return { ...(isOther && { type }), url, ...(isVariable(key) && { key }) }
}

export function isVariable(name: string | undefined): name is string {
  return name !== undefined && variableName.test(name) && !runnersOwn.test(name)
}

/** The variable that the key of a provider is put into: what the file says, else the usual one. */
export function keyVariable(provider: string, named: string | undefined): string {
  if (isVariable(named)) return named
  return knownProvider(provider)?.key ?? `${(slug(provider) ?? 'provider').replaceAll('-', '_').toUpperCase()}_API_KEY`
}

/** `https://vllm.acme.internal/v1` is `vllm`; where that is the name of somebody known, the whole host is the name. */
function nameOfHost(url: string): string {
  const host = URL.parse(url)?.hostname ?? ''
  if (/^(?:localhost|127\.|\[::1\]$)/.test(host)) return 'local'
  const [first = ''] = host.split('.').filter((part) => !['api', 'www'].includes(part))
  const short = providerName(first)
  return knownProvider(short) === undefined && short !== 'azure' && short !== 'bedrock' ? short : providerName(host)
}
