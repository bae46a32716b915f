import type { Attempt } from './call.ts'

export type Failure = Attempt & { readonly kind: 'failure' }

/** What was already tried for one call, the last failure included. */
export interface Tried {
  readonly attempts: number
  readonly timeouts: number
}

/** Longest waits before the second attempt and those after it. */
const backoffMs = [500, 2_000, 8_000]
export const maxAttempts = backoffMs.length + 1
/** A deadline that passed has cost its whole length, and the provider may bill for the answer: once more, not thrice. */
const maxTimeouts = 2

/** Whether another attempt may follow, where `allowed` are allowed in all. */
export function mayRetry(failure: Failure, tried: Tried, allowed: number): boolean {
  return failure.retry && tried.attempts < allowed && tried.timeouts < maxTimeouts
}

/**
 * How long to wait before the next attempt, in ms: what the provider asked for, whole, since asking sooner is of no use
 * (`askProvider` never waits beyond the run); on top exponential backoff with full jitter
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/), so that calls that failed together do not
 * return together.
 * @param random in [0, 1)
 */
export function retryDelay(failure: Failure, tried: Tried, random: number): number {
  const longest = backoffMs[tried.attempts - 1] ?? 0
  return (failure.retryAfterMs ?? 0) + random * longest
}
