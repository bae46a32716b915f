import { extendsOf } from './extends.ts'
import { defaultGate } from './gates.ts'
import { knownProvider, knownProviders, ownEndpoint, providerType } from './known-providers.ts'
import { ledgerBranch } from './ledger-branch.ts'
import type { Budget, EndpointBinding, Policy, ProviderBinding } from './policy.ts'
import type { Project } from './project.ts'
import type { ProjectDocument, Provider } from './schema.gen.ts'

/** What one run may cost and take where no project says otherwise. */
const defaultBudget: Budget = { usd: 2, calls: undefined, runMs: 30 * 60_000 }
const concurrency = 8
const timeoutMs = 60_000
/** The newest that is no preview. */
const azureApiVersion = '2024-10-21'

type Unbranded = Omit<Policy, symbol>

/** What a valid project of the base branch allows. */
export function policyOf(project: Project): Policy {
  const resource = project.resources.find(({ kind }) => kind === 'Project')
  if (resource === undefined) throw new Error('a project without a Project resource')
  const fields = resource.meaning as unknown as ProjectDocument
  const extended = extendsOf(fields)
  const known = project.onlyListedProviders ? [] : knownBindings()
  return branded({
    source: 'base',
    ...(extended !== undefined && { extends: extended }),
    providers: new Map([...known, ...Object.entries(fields.providers ?? {}).map(boundProvider)]),
    budget: budgetOf(fields.budget),
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
    budget: defaultBudget,
    recorded: 'accept',
    whenUnsure: 'allow',
    defaultGate: defaultGate(undefined),
    ledgerBranch: ledgerBranch(undefined),
  })
}

function budgetOf({ pullRequest, calls, month, minutes }: NonNullable<ProjectDocument['budget']> = {}): Budget {
  return {
    usd: pullRequest ?? defaultBudget.usd,
    calls,
    ...(month !== undefined && { monthUsd: month }),
    runMs: minutes === undefined ? defaultBudget.runMs : minutes * 60_000,
  }
}

/** Names of the providers of a project that only replay recorded answers. */
export function replayProviders(project: Project): readonly string[] {
  const fields = project.resources.find(({ kind }) => kind === 'Project')?.meaning as ProjectDocument | undefined
  return Object.entries(fields?.providers ?? {}).flatMap(([name, { type }]) => (type === 'replay' ? [name] : []))
}

function knownBindings(): readonly (readonly [string, ProviderBinding])[] {
  return Object.keys(knownProviders).map((name) => boundProvider([name, {}]))
}

function boundProvider([name, provider]: [string, Provider]): [string, ProviderBinding] {
  const type = providerType(name, provider)
  if (type === 'replay') return [name, { type, name }]
  const url = provider.url ?? ownEndpoint(name, provider)?.url
  if (url === undefined) throw new Error(`the provider ${name} without a URL passed validation`)
  const endpoint = {
    name,
    url,
    key: provider.key ?? usualKey(name, provider, url),
    concurrency: provider.concurrency ?? concurrency,
    timeoutMs: provider.timeout === undefined ? timeoutMs : provider.timeout * 1000,
  }
  if (type === 'azure') return [name, { ...endpoint, type, apiVersion: provider.version ?? azureApiVersion }]
  if (type === 'bedrock') return [name, { ...endpoint, type, ...signing(provider) }]
  return [name, { ...endpoint, type }]
}

/** It holds for the provider's own origin alone: another one gets only the key that is named for it. */
function usualKey(name: string, provider: Provider, url: string): string | undefined {
  const own = ownEndpoint(name, provider) ?? knownProvider(name)
  return own !== undefined && new URL(url).origin === new URL(own.url).origin ? own.key : undefined
}

function signing({ region, secret, session }: Provider): Pick<BedrockBinding, 'region' | 'secret' | 'session'> {
  if (region === undefined) throw new Error('a Bedrock provider without a region passed validation')
  return { region, secret, session }
}

type BedrockBinding = EndpointBinding & { readonly type: 'bedrock' }

/** The only place where the brand is given: what only base may say is said here. */
function branded(policy: Unbranded): Policy {
  return policy as Policy
}
