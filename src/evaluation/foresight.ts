import type { Digest } from '../digest/digest.ts'
import type { Call, MissingReason } from './call.ts'
import { isReplaced, keyOf } from './call.ts'
import { calledParty } from './called-party.ts'
import { memoized } from './memoized.ts'
import { asksAgain, type CallSources, recall, recallRecorded, type Recalled } from './recall.ts'
import type { Foresight } from './wanted-calls.ts'

/** Answers that are held at a time: one trial asks for the same more than once. */
const mostHeld = 1_000

/** As `createAsker` looks it up, asking excluded. */
export function createForesight(sources: CallSources): Foresight {
  const held = new Map<Digest, Recalled | undefined>()
  const closed = memoized((provider: string) => {
    const transport = sources.openTransport(provider, sources.policy)
    return { reason: 'kind' in transport ? transport.reason : undefined }
  })
  const closedTo = (call: Call): MissingReason | undefined => {
    const party = calledParty(call, sources.policy)
    if (party === undefined) return 'unknown-provider'
    return isReplaced(call) ? 'replaced-deployment' : closed(party.provider).reason
  }
  const remembered = (call: Call, key: Digest): Recalled | undefined => {
    const found = asksAgain(sources, key) ? undefined : recall(sources, call, key)
    if (found !== undefined) return found
    return closedTo(call) === undefined ? undefined : recallRecorded(sources, key)
  }
  return {
    closed: closedTo,
    recall(call) {
      const key = keyOf(call)
      if (held.has(key)) return held.get(key)
      if (held.size >= mostHeld) held.clear()
      const found = remembered(call, key)
      held.set(key, found)
      return found
    },
  }
}
