/** What a provider allows of a model in a minute, as its Model says; absent: no limit that is known. */
export interface RateLimit {
  readonly requests?: number
  readonly tokens?: number
}

/** Spaces the requests to one model, so that its provider sees no more of them in any minute than it allows. */
export interface Pace {
  /** When a request of so many tokens may go out that takes its place now, as epoch ms. */
  earliest(tokens: number): number
  /**
   * Takes a place in line for a request. Returns how long it has to wait, in ms; undefined, and no place taken, where its
   * turn would come at `latest` (epoch ms) or after.
   * @param tokens of prompt and answer together, as far as one can know
   */
  take(tokens: number, latest: number): number | undefined
  /** Notes tokens that a request took beyond those it was foreseen to take: later ones wait for them. */
  took(moreTokens: number): void
}

const minuteMs = 60_000
/** Of a limit. What is left over covers that requests do not take equally long to arrive. */
const used = 0.98
/** Of the tokens of a minute, what may be asked for at once. */
const burst = 0.1

/**
 * A token bucket each for requests and for tokens. That for requests holds one: a provider may hold a minute's limit against
 * its seconds.
 */
export function createPace({ requests, tokens }: RateLimit, now: () => number): Pace {
  const ofRequests = requests === undefined ? undefined : createBucket(1, used * requests)
  const ofTokens = tokens === undefined ? undefined : createBucket(burst * tokens, (used - burst) * tokens)
  const earliest = (foreseen: number): number =>
    Math.max(now(), ofRequests?.earliest(1) ?? 0, ofTokens?.earliest(foreseen) ?? 0)
  return {
    earliest,
    take(foreseen, latest) {
      const at = earliest(foreseen)
      if (at >= latest) return undefined
      ofRequests?.fill(1, at)
      ofTokens?.fill(foreseen, at)
      return at - now()
    },
    took(more) {
      ofTokens?.fill(more, now())
    },
  }
}

/** How long so much takes at a rate, in ms; 0 where no limit is known. */
export function millisecondsAtPace(limit: RateLimit, amount: Required<RateLimit>): number {
  const ofRequests = limit.requests === undefined ? 0 : amount.requests / (used * limit.requests)
  const ofTokens = limit.tokens === undefined ? 0 : amount.tokens / ((used - burst) * limit.tokens)
  return Math.max(ofRequests, ofTokens) * minuteMs
}

interface Bucket {
  /** Epoch ms from which on it has room for so much. */
  earliest(amount: number): number
  fill(amount: number, at: number): void
}

/**
 * The generic cell rate algorithm (ITU-T I.371): what is taken within any minute is at most `capacity` more than `perMinute`.
 */
function createBucket(capacity: number, perMinute: number): Bucket {
  const msOf = (amount: number): number => (amount * minuteMs) / perMinute
  let emptyAt = 0
  return {
    earliest: (amount) => emptyAt + msOf(amount - capacity),
    fill(amount, at) {
      emptyAt = Math.max(emptyAt, at) + msOf(amount)
    },
  }
}
