/** What goes wrong between a client and GitHub; `after` and `reset-after` only once the effect is there. */
export type Failure =
  /** A 5xx that says nothing of whether anything happened. */
  | { readonly fails: 'before' | 'after'; readonly status: 500 | 502 | 503 | 504 }
  /** The connection is reset without an answer. */
  | { readonly fails: 'reset-before' | 'reset-after' }
  /** The right answer, but late: who does not wait so long still finds the effect. */
  | { readonly fails: 'slow'; readonly ms: number }
  /** The hour's requests are used up: 403, `x-ratelimit-remaining: 0`, and `x-ratelimit-reset` so far ahead. */
  | { readonly fails: 'primary-limit'; readonly resetsInSeconds: number }
  /** Too much at a time: 403 or 429 with `retry-after`. */
  | { readonly fails: 'secondary-limit'; readonly status: 403 | 429; readonly retryAfterSeconds: number }
  /** A list is still empty, since its index lags behind. */
  | { readonly fails: 'empty' }

export type Fault = Failure & {
  /**
   * GitHub's name, `issues/create-comment`; or `graphql`, `git-advertise` (the first request of both), `git-fetch`,
   * `git-push`, `artifact`. Default: any request.
   */
  readonly operation?: string
  /** Strikes so often and no more. Default 1. */
  readonly times?: number
  /** Lets so many requests of this operation through first. Default 0. */
  readonly skip?: number
}

export interface Faults {
  add(fault: Fault): void
  /** What strikes a request of this operation; counts it. */
  next(operation: string | undefined): Failure | undefined
}

export function faultList(): Faults {
  const entries: { readonly fault: Fault; skip: number; times: number }[] = []
  return {
    add: (fault) => void entries.push({ fault, skip: fault.skip ?? 0, times: fault.times ?? 1 }),
    next(operation) {
      const met = entries.filter(({ fault, times }) => times > 0 && (fault.operation ?? operation) === operation)
      const striking = met.find(({ skip }) => skip === 0)
      for (const entry of met) if (entry.skip > 0) entry.skip--
      if (striking !== undefined) striking.times--
      return striking?.fault
    },
  }
}
