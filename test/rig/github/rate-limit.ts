import { Refusal } from './refusal.ts'
import type { Caller } from './tokens.ts'

/** Requests an hour, all tokens together: what `GITHUB_TOKEN` has for a repository. */
export interface RateLimit {
  readonly limit: number
  readonly remaining: number
  readonly used: number
  /** Seconds since 1970. */
  readonly reset: number
}

export interface RateLimiter {
  /** How it stands now, without counting. */
  now(): RateLimit
  /** Counts one request. Throws when none was left. */
  take(caller: Caller | undefined): void
}

export function rateLimiter(limit: number): RateLimiter {
  const reset = secondsFromNow(3600)
  let used = 0
  const now = () => ({ limit, remaining: Math.max(0, limit - used), used, reset })
  return {
    now,
    take(caller) {
      if (used >= limit) throw primaryLimit(caller, now())
      used++
    },
  }
}

export function headersOf({ limit, remaining, used, reset }: RateLimit): Record<string, string> {
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-used': String(used),
    'x-ratelimit-reset': String(reset),
    'x-ratelimit-resource': 'core',
  }
}

export function primaryLimit(caller: Caller | undefined, limit: RateLimit): Refusal {
  const whose =
    caller === undefined ? '127.0.0.1' : `${caller.app === undefined ? 'user' : 'installation'} ID ${caller.account.id}`
  return new Refusal(403, `API rate limit exceeded for ${whose}.`, headersOf({ ...limit, remaining: 0 }))
}

export function secondaryLimit(status: number, retryAfterSeconds: number): Refusal {
  const message = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'
  return new Refusal(status, message, { 'retry-after': String(retryAfterSeconds) })
}

export function secondsFromNow(seconds: number): number {
  return Math.floor(Date.now() / 1000) + seconds
}
