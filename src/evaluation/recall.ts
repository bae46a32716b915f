import type { Digest } from '../digest/digest.ts'
import type { Policy } from '../resources/policy.ts'
import type { Price } from '../resources/project.ts'
import type { Call, CallStore, OpenTransport, StoredCall } from './call.ts'
import { isPost } from './call.ts'
import { calledParty } from './called-party.ts'
import type { RateLimit } from './pace.ts'
import type { Side } from './trial.ts'

/** What may answer a call without asking. */
export interface Memory {
  readonly policy: Policy
  /** Answers of models, asked earlier. */
  readonly store: CallStore
  /** Answers kept in Git (`recordedLayer`). */
  readonly recorded: CallStore
  /** Epoch ms: an answer asked before that is not used. Undefined: any age will do. Recorded answers do not age. */
  readonly notBefore: number | undefined
  /** Keys of what was asked in this run. May grow while it goes on; absent: nothing was. */
  readonly askedNow?: ReadonlySet<Digest>
}

/** Where answers come from, for those who ask and for those who only plan. */
export interface CallSources extends Memory {
  readonly openTransport: OpenTransport
  /** Asks again what is remembered. Within a run an answer is still asked once. */
  readonly fresh?: boolean
  /** Keys of answers that are asked again though they are remembered. May grow while a run goes on. */
  readonly outdated?: ReadonlySet<Digest>
  /** What holds for base's answers in place of `notBefore` and `fresh`; absent: the same. */
  readonly base?: { readonly notBefore: number | undefined; readonly fresh: boolean }
  /** The price that base knows; where both know one, the higher counts against the budget. */
  readonly basePrice?: (provider: string, model: string) => Price | undefined
  /** What a provider allows of a model in a minute; absent: no limit is known. */
  readonly rateLimit?: (provider: string, model: string) => RateLimit | undefined
}

/** As a side of a comparison sees them. */
export function sourcesOf(side: Side, { base, ...sources }: CallSources): CallSources {
  return side === 'base' ? { ...sources, ...base } : sources
}

/** Whether an answer is asked again though it is remembered. */
export function asksAgain({ fresh = false, outdated }: CallSources, key: Digest): boolean {
  return fresh || outdated?.has(key) === true
}

export interface Recalled {
  readonly call: StoredCall
  readonly from: 'store' | 'recorded'
}

/**
 * The answer that is known before anything is asked: a recorded one where policy accepts those, else a stored one whose
 * origin is the one that policy binds to the provider.
 */
export function recall(memory: Memory, call: Call, key: Digest): Recalled | undefined {
  const accepts = memory.policy.recorded === 'accept'
  return (accepts ? recallRecorded(memory, key) : undefined) ?? recallStored(memory, call, key)
}

/** The recorded answer, whatever policy accepts: for a call that cannot be asked. */
export function recallRecorded(memory: Pick<Memory, 'recorded'>, key: Digest): Recalled | undefined {
  const call = memory.recorded.get(key)
  return call && { call, from: 'recorded' }
}

function recallStored(memory: Memory, call: Call, key: Digest): Recalled | undefined {
  const stored = memory.store.get(key)
  if (stored === undefined || stored.origin !== boundOrigin(memory.policy, call)) return undefined
  return stillCounts(memory, call, stored) ? { call: stored, from: 'store' } : undefined
}

function stillCounts({ notBefore, askedNow }: Memory, call: Call, { key, at = 0 }: StoredCall): boolean {
  const deployment = isPost(call) ? call.deployment?.state : undefined
  if (deployment === 'unnamed') return askedNow?.has(key) === true
  return deployment === 'replaced' || notBefore === undefined || at >= notBefore
}

/** `https://host[:port]` that policy binds to who answers a call; undefined where it binds none. */
function boundOrigin(policy: Policy, call: Call): string | undefined {
  const binding = policy.providers.get(calledParty(call, policy)?.provider ?? '')
  return binding === undefined || binding.type === 'replay' ? undefined : URL.parse(binding.url)?.origin
}
