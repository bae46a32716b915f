import type { Policy, ProviderBinding } from '../../resources/policy.ts'
import type { RateLimit } from '../pace.ts'
import type { CallSources } from '../recall.ts'
import type { Shard } from './shard.ts'

/**
 * What a shard may do of what the run may: its part of the calls and the money, of what each provider gets at once and each
 * model in a minute. The parts of all shards add up to the whole, but that each may have one request under way.
 */
export function partOfSources(sources: CallSources, shard: Shard): CallSources {
  const { policy, rateLimit } = sources
  return {
    ...sources,
    policy: partOfPolicy(policy, shard),
    ...(rateLimit !== undefined && {
      rateLimit: (provider: string, model: string) => partOfRate(rateLimit(provider, model), shard),
    }),
  }
}

function partOfPolicy(policy: Policy, shard: Shard): Policy {
  const { budget, providers } = policy
  const { calls } = budget
  return {
    ...policy,
    budget: { ...budget, usd: budget.usd / shard.of, calls: calls === undefined ? undefined : partOf(calls, shard) },
    providers: new Map([...providers].map(([name, binding]) => [name, partOfProvider(binding, shard)])),
  }
}

function partOfProvider(binding: ProviderBinding, shard: Shard): ProviderBinding {
  return binding.type === 'replay'
    ? binding
    : { ...binding, concurrency: Math.max(1, partOf(binding.concurrency, shard)) }
}

function partOfRate(limit: RateLimit | undefined, { of }: Shard): RateLimit | undefined {
  if (limit === undefined) return undefined
  const { requests, tokens } = limit
  return {
    ...(requests !== undefined && { requests: requests / of }),
    ...(tokens !== undefined && { tokens: tokens / of }),
  }
}

/** The parts of all shards add up to `count`, and differ by one at most. */
function partOf(count: number, { index, of }: Shard): number {
  return Math.floor((count * index) / of) - Math.floor((count * (index - 1)) / of)
}
