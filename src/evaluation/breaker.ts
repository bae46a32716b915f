import type { MissingReason } from './call.ts'

/** After so many calls in a row without an answer the rest are not tried. */
const tolerated = 8

/** Watches one model of one provider: whether it still makes sense to ask. */
export interface Breaker {
  /** Why asking makes no sense any more, in words; undefined while it does. An answer that still arrives closes it again. */
  readonly open: string | undefined
  /**
   * How often a call may be attempted, as things stand. The more calls in a row ended without an answer, the less often,
   * so that a dead provider costs seconds and not eight times its backoff.
   */
  readonly attempts: number
  answered(): void
  failed(reason: MissingReason): void
}

export function createBreaker(maxAttempts: number): Breaker {
  let failures = 0
  let last: MissingReason | undefined
  return {
    get open() {
      return failures < tolerated ? undefined : `${failures} calls in a row had no answer, the last: ${last}`
    },
    get attempts() {
      return Math.max(1, maxAttempts - failures)
    },
    answered() {
      failures = 0
    },
    failed(reason) {
      failures += 1
      last = reason
    },
  }
}
