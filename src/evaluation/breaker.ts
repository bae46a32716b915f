import type { Clock, Missing, MissingReason } from './call.ts'
import { missing } from './missing.ts'

/** After so many calls in a row without an answer the rest are not tried, */
const tolerated = 8
/** but for one now and then: a provider may come back before the run ends. */
const restMs = 30_000
/** What stays as it is until somebody mends it: then a call that is not made has the same cause. */
const lasting: ReadonlySet<MissingReason> = new Set(['refused-by-provider', 'redirected', 'quota'])

type Cause = Pick<Missing, 'reason' | 'detail'>

/** Watches one model of one provider: whether it still makes sense to ask. */
export interface Breaker {
  /**
   * Why a call is not to be made; undefined where it is. Of one that is open a single call gets through each half
   * minute; its answer, or any other that still arrives, closes it.
   */
  refusal(): Missing | undefined
  /**
   * How often a call may be attempted, as things stand. The more calls in a row ended without an answer, the less often,
   * so that a dead provider costs seconds and not eight times its backoff.
   */
  readonly attempts: number
  answered(): void
  failed(cause: Cause): void
}

export function createBreaker(maxAttempts: number, { now }: Pick<Clock, 'now'>): Breaker {
  let failures = 0
  let last: Cause | undefined
  let nextTry = 0
  return {
    refusal() {
      if (last === undefined || failures < tolerated) return undefined
      if (now() < nextTry) return notMade(last, failures)
      nextTry = now() + restMs
      return undefined
    },
    get attempts() {
      return Math.max(1, maxAttempts - failures)
    },
    answered() {
      failures = 0
    },
    failed(cause) {
      failures += 1
      last = cause
      if (failures === tolerated) nextTry = now() + restMs
    },
  }
}

function notMade({ reason, detail }: Cause, failures: number): Missing {
  if (lasting.has(reason)) return { kind: 'missing', reason, detail }
  return missing('provider-down', `${failures} calls in a row had no answer, the last: ${reason}`)
}
