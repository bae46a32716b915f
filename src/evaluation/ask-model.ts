import type { Digest } from '../digest/digest.ts'
import type { Price } from '../resources/project.ts'
import type { Asked } from './ask-provider.ts'
import type { Call, CallResult, Missing, StoredCall } from './call.ts'
import { isPost, isReplaced, keyOf } from './call.ts'
import { calledParty } from './called-party.ts'
import type { CalledParty } from './called-party.ts'
import { memoized } from './memoized.ts'
import { missing } from './missing.ts'
import { nameRequest } from './name-request.ts'
import { costOf } from './price.ts'
import { asksAgain, recall, recallRecorded, sourcesOf } from './recall.ts'
import type { Recalled } from './recall.ts'
import type { Side } from './trial.ts'
import { openWay, type WayOptions } from './way.ts'

export type AskerOptions = WayOptions

/**
 * Asks a model, unless the answer is remembered. What is asked is stored before it is returned.
 * @param price of the model, for the cost of the result and for the budget
 * @param side whose answer it is to be; default head
 */
export type Ask = (call: Call, price: Price | undefined, side?: Side) => Promise<CallResult>

export function createAsker(options: AskerOptions): Ask {
  const ways = memoized((provider: string) => openWay(options, provider))
  const underWay = new Map<Digest, Promise<Recalled | Found | Missing>>()
  const askedNow = new Set<Digest>()
  const memory = { ...options, askedNow }
  const sources = { base: sourcesOf('base', memory), head: sourcesOf('head', memory) }

  function remembered(call: Call, key: Digest, side: Side): Recalled | undefined {
    const again = asksAgain(sources[side], key) && !askedNow.has(key)
    return again ? undefined : recall(sources[side], call, key)
  }

  async function obtain(call: Call, key: Digest, price: Price | undefined): Promise<Recalled | Found | Missing> {
    const party = calledParty(call, options.policy)
    if (party === undefined) return recallRecorded(options, key) ?? missing('unknown-provider', nameRequest(call))
    if (isReplaced(call)) return recallRecorded(options, key) ?? missing('replaced-deployment', nameRequest(call))
    const way = ways(party.provider)
    if ('kind' in way) return recallRecorded(options, key) ?? missingOf(named(way, call), call, party)
    const asked = await way.ask(call, price)
    if (asked.kind !== 'answer') return missingOf(asked, call, party)
    const stored = {
      version: 1,
      key,
      ...party,
      origin: way.origin,
      answer: asked.answer,
      at: options.clock.now(),
    } as const
    options.store.put(stored)
    askedNow.add(key)
    return { call: stored, from: 'model' }
  }

  return async (call, price, side = 'head') => {
    const key = keyOf(call)
    const known = remembered(call, key, side)
    const twin = underWay.get(key)
    // Where one side asks again what the other remembers, both get the new answer.
    if (twin !== undefined) return result(key, insteadOfMissing(asShared(await twin), known), price)
    if (known !== undefined) return answered(key, known, price)
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

/** The name of an address is known to policy alone; a model call says its provider itself. */
function missingOf(
  { reason, detail }: Exclude<Asked, { readonly kind: 'answer' }>,
  call: Call,
  { provider }: CalledParty,
): Missing {
  return { kind: 'missing', reason, detail, ...(isPost(call) && { provider }) }
}

/** A call that is only replayed is named, so that a reader can record it. */
function named(way: Missing, call: Call): Missing {
  return way.reason === 'not-recorded' ? missing('not-recorded', nameRequest(call)) : way
}

/** For the second who wants it, an answer that was just asked is one that is remembered: it is paid once. */
function asShared(found: Recalled | Found | Missing): Recalled | Missing {
  return 'kind' in found ? found : { call: found.call, from: found.from === 'model' ? 'store' : found.from }
}

function insteadOfMissing(found: Recalled | Missing, known: Recalled | undefined): Recalled | Missing {
  return 'kind' in found ? (known ?? found) : found
}

function result(key: Digest, found: Recalled | Found | Missing, price: Price | undefined): CallResult {
  return 'kind' in found ? { ...found, key } : answered(key, found, price)
}

function answered(key: Digest, { call, from }: Recalled | Found, price: Price | undefined): CallResult {
  return { kind: 'answered', key, call, from, cost: costOf(call.answer.usage, price) }
}
