import { defaultGate } from './gates.ts'
import { knownProviders } from './known-providers.ts'
import { ledgerBranch } from './ledger-branch.ts'
import type { Policy, ProviderBinding } from './policy.ts'
import type { Project } from './project.ts'
import type { ProjectDocument, Provider } from './schema.gen.ts'

/** USD of one check where no project says otherwise. */
const budget = 2
const concurrency = 8
const timeoutMs = 60_000

type Unbranded = Omit<Policy, symbol>

/** What a valid project of the base branch allows. */
export function policyOf(project: Project): Policy {
  const resource = project.resources.find(({ kind }) => kind === 'Project')
  if (resource === undefined) throw new Error('a project without a Project resource')
  const fields = resource.meaning as unknown as ProjectDocument
  return branded({
    source: 'base',
    providers: new Map([...knownBindings(), ...Object.entries(fields.providers ?? {}).map(boundProvider)]),
    budget: { usd: fields.budget?.pullRequest ?? budget, calls: fields.budget?.calls },
    recorded: fields.recorded ?? 'refuse',
    whenUnsure: fields.whenUnsure ?? 'allow',
    defaultGate: defaultGate(fields),
    ledgerBranch: ledgerBranch(fields),
  })
}

/**
 * What holds where base has no project: known providers at their own origins with their usual key names. Providers of
 * head that only replay recorded answers are let through, as they reach no network; without a base there is nothing
 * that recorded answers could be held against.
 */
export function builtInPolicy(headReplayProviders: readonly string[] = []): Policy {
  const replays = headReplayProviders.map((name) => [name, { type: 'replay', name }] as const)
  return branded({
    source: 'built-in',
    providers: new Map<string, ProviderBinding>([...knownBindings(), ...replays]),
    budget: { usd: budget, calls: undefined },
    recorded: 'accept',
    whenUnsure: 'allow',
    defaultGate: defaultGate(undefined),
    ledgerBranch: ledgerBranch(undefined),
  })
}

/** Names of the providers of a project that only replay recorded answers. */
export function replayProviders(project: Project): readonly string[] {
  const fields = project.resources.find(({ kind }) => kind === 'Project')?.meaning as ProjectDocument | undefined
  return Object.entries(fields?.providers ?? {}).flatMap(([name, { type }]) => (type === 'replay' ? [name] : []))
}

function knownBindings(): readonly (readonly [string, ProviderBinding])[] {
  return Object.entries(knownProviders).map(([name, { url, key }]) => [name, binding(name, url, key, {})])
}

/** A usual key name holds for the provider's own origin alone: another one gets only the key that is named for it. */
function boundProvider([name, provider]: [string, Provider]): [string, ProviderBinding] {
  if (provider.type === 'replay') return [name, { type: 'replay', name }]
  const known = Object.hasOwn(knownProviders, name) ? knownProviders[name] : undefined
  const url = provider.url ?? known?.url
  if (url === undefined) throw new Error(`the provider ${name} without a URL passed validation`)
  const isOwn = known !== undefined && new URL(url).origin === new URL(known.url).origin
  return [name, binding(name, url, provider.key ?? (isOwn ? known.key : undefined), provider)]
}

function binding(name: string, url: string, key: string | undefined, provider: Provider): ProviderBinding {
  return {
    type: 'openai',
    name,
    url,
    key,
    concurrency: provider.concurrency ?? concurrency,
    timeoutMs: provider.timeout === undefined ? timeoutMs : provider.timeout * 1000,
  }
}

/** The only place where the brand is given: what only base may say is said here. */
function branded(policy: Unbranded): Policy {
  return policy as Policy
}
