import type { Digest } from '../digest/digest.ts'
import type { Price } from '../resources/project.ts'
import { askProvider } from './ask-provider.ts'
import type { Asked } from './ask-provider.ts'
import { createBreaker } from './breaker.ts'
import type { Breaker } from './breaker.ts'
import type { Budget } from './budget.ts'
import type { Answer, CallResult, Clock, Missing, ModelCall, StoredCall, Transport } from './call.ts'
import { keyOf } from './call.ts'
import { missing } from './missing.ts'
import { nameRequest } from './name-request.ts'
import { costOf, higherPrice } from './price.ts'
import { recall, recallRecorded } from './recall.ts'
import type { CallSources, Recalled } from './recall.ts'
import { maxAttempts } from './retry.ts'
import { createSlots } from './slots.ts'
import type { Slots } from './slots.ts'
import { upperCost } from './upper-cost.ts'

export interface AskerOptions extends CallSources {
  readonly budget: Budget
  readonly clock: Clock
  /** Interrupts the run: calls under way end, no further one is made. */
  readonly signal: AbortSignal
  /** Epoch ms at which the run must end. */
  readonly deadline?: number
}

/**
 * Asks a model, unless the answer is remembered. What is asked is stored before it is returned.
 * @param price of the model, for the cost of the result and for the budget
 */
export type Ask = (call: ModelCall, price: Price | undefined) => Promise<CallResult>

export function createAsker(options: AskerOptions): Ask {
  const ways = memoized((provider: string) => openWay(options, provider))
  const models = memoized((_id: string): Model => ({ breaker: createBreaker(maxAttempts), longest: 0 }))
  const underWay = new Map<Digest, Promise<Recalled | Found | Missing>>()
  const askedNow = new Set<Digest>()

  function remembered(call: ModelCall, key: Digest): Recalled | undefined {
    return options.fresh && !askedNow.has(key) ? undefined : recall(options, call.provider, key)
  }

  async function obtain(call: ModelCall, key: Digest, price: Price | undefined): Promise<Recalled | Found | Missing> {
    const way = ways(call.provider)
    if ('kind' in way) return recallRecorded(options, key) ?? named(way, call)
    const model = models(`${call.provider}/${call.model}`)
    const asked = await way.slots(() => ask(call, price, way, model, options))
    if (asked.kind !== 'answer') return missingOf(asked)
    const stored = storedCall(call, key, way.transport.origin, asked.answer, options.clock.now())
    options.store.put(stored)
    askedNow.add(key)
    return { call: stored, from: 'model' }
  }

  return async (call, price) => {
    const key = keyOf(call)
    const known = remembered(call, key)
    if (known !== undefined) return answered(key, known, price)
    const twin = underWay.get(key)
    if (twin !== undefined) return result(key, asShared(await twin), price)
    const obtaining = obtain(call, key, price)
    underWay.set(key, obtaining)
    try {
      return result(key, await obtaining, price)
    } finally {
      underWay.delete(key)
    }
  }
}

/** An answer that was asked just now. */
interface Found {
  readonly call: StoredCall
  readonly from: 'model'
}

/** An open way to a provider. */
interface Way {
  readonly transport: Transport
  readonly slots: Slots
  readonly timeoutMs: number
}

/** What is known of a model of a provider in this run. */
interface Model {
  readonly breaker: Breaker
  /** Output tokens of its longest answer. */
  longest: number
}

function openWay({ policy, openTransport }: AskerOptions, provider: string): Way | Missing {
  const binding = policy.providers.get(provider)
  const transport = openTransport(provider, policy)
  if ('kind' in transport) return transport
  if (binding?.type !== 'openai') return missing('unknown-provider', provider)
  return { transport, slots: createSlots(binding.concurrency), timeoutMs: binding.timeoutMs }
}

async function ask(
  call: ModelCall,
  price: Price | undefined,
  { transport, timeoutMs }: Way,
  model: Model,
  options: AskerOptions,
): Promise<Asked> {
  const { breaker, longest } = model
  if (breaker.open !== undefined) return missing('provider-down', breaker.open)
  const { budget, clock, signal, deadline } = options
  const charged = higherPrice(price, options.basePrice?.(call.provider, call.model))
  const asked = await askProvider(call, {
    transport,
    timeoutMs,
    budget,
    clock,
    signal,
    deadline,
    attempts: () => breaker.attempts,
    upperUsd: upperCost(call, charged, longest),
    costOf: (usage) => costOf(usage, charged),
  })
  if (asked.kind === 'answer') model.longest = Math.max(model.longest, asked.answer.usage?.outputTokens ?? 0)
  learn(breaker, asked)
  return asked
}

function learn(breaker: Breaker, asked: Asked): void {
  if (asked.kind === 'answer') breaker.answered()
  else if (asked.kind === 'failure' && asked.reason !== 'interrupted' && !asked.ofRequest) breaker.failed(asked.reason)
}

function missingOf(asked: Missing | (Asked & { readonly kind: 'failure' })): Missing {
  return { kind: 'missing', reason: asked.reason, detail: asked.detail }
}

/** A call that is only replayed is named, so that a reader can record it. */
function named(way: Missing, call: ModelCall): Missing {
  return way.reason === 'not-recorded' ? missing('not-recorded', nameRequest(call)) : way
}

function storedCall(call: ModelCall, key: Digest, origin: string, answer: Answer, at: number): StoredCall {
  return { version: 1, key, provider: call.provider, model: call.model, origin, answer, at }
}

/** For the second who wants it, an answer that was just asked is one that is remembered: it is paid once. */
function asShared(found: Recalled | Found | Missing): Recalled | Missing {
  return 'kind' in found ? found : { call: found.call, from: found.from === 'model' ? 'store' : found.from }
}

function result(key: Digest, found: Recalled | Found | Missing, price: Price | undefined): CallResult {
  return 'kind' in found ? { ...found, key } : answered(key, found, price)
}

function answered(key: Digest, { call, from }: Recalled | Found, price: Price | undefined): CallResult {
  return { kind: 'answered', key, call, from, cost: costOf(call.answer.usage, price) }
}

function memoized<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>()
  return (key) => {
    const known = made.get(key)
    if (known !== undefined) return known
    const value = make(key)
    made.set(key, value)
    return value
  }
}
