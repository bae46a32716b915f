/** Hard limits of a run, judges included. */
export interface BudgetLimits {
  readonly usd: number
  /** Requests, each retry counted; undefined: no limit of its own. */
  readonly calls: number | undefined
  /** USD that are left of the month; absent: no limit of its own. */
  readonly monthUsdLeft?: number
}

/** What stands in the way of a call, as `budget` in the Project calls it. */
export type BudgetKind = 'pullRequest' | 'month' | 'calls' | 'minutes'

/** Room for one request. It counts as spent, in full, until it is settled. */
export interface Reservation {
  /** What the request really cost, in USD. May be more than was reserved. */
  settle(usd: number): void
}

/** What a budget counts. */
export type MeteredKind = Exclude<BudgetKind, 'minutes'>

export interface Budget {
  /**
   * Room for one request that costs at most `usd`; undefined: price unknown, which counts towards calls alone. While
   * requests under way may still turn out cheaper than reserved, this waits for them. Resolves to the limit that the
   * request would break, where there is one: it must then not be made.
   */
  reserve(usd: number | undefined): Promise<Reservation | MeteredKind>
  /** The limit that such a request would break whatever those under way turn out to cost; undefined: none, as things stand. */
  refusal(usd: number | undefined): MeteredKind | undefined
  /** So far; reservations that are not settled count in full. */
  readonly spent: { readonly usd: number; readonly calls: number }
}

interface Waiter {
  readonly usd: number
  readonly grant: (decision: Reservation | MeteredKind) => void
}

export function createBudget({ usd: usdOfRun, calls: mostCalls, monthUsdLeft }: BudgetLimits): Budget {
  const most = Math.min(usdOfRun, monthUsdLeft ?? Number.POSITIVE_INFINITY)
  const nearest = monthUsdLeft !== undefined && monthUsdLeft < usdOfRun ? 'month' : 'pullRequest'
  let settled = 0
  let reserved = 0
  let calls = 0
  const waiting: Waiter[] = []

  function open(usd: number): Reservation {
    let isOpen = true
    reserved += usd
    calls += 1
    return {
      settle(cost) {
        if (!isOpen) throw new Error('a reservation is settled once')
        isOpen = false
        reserved -= usd
        settled += cost
        decideWaiting()
      },
    }
  }

  function refusal(usd = 0): MeteredKind | undefined {
    if (calls >= (mostCalls ?? Number.POSITIVE_INFINITY)) return 'calls'
    return breaks(usd, settled) ? nearest : undefined
  }

  /** Undefined: not before others are settled. */
  function decide(usd: number): Reservation | MeteredKind | undefined {
    return refusal(usd) ?? (breaks(usd, settled + reserved) ? undefined : open(usd))
  }

  function breaks(usd: number, spent: number): boolean {
    return usd > 0 && spent + usd > most + rounding
  }

  function decideWaiting(): void {
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      const decision = decide(next.usd)
      if (decision === undefined) return
      waiting.shift()
      next.grant(decision)
    }
  }

  return {
    reserve(usd = 0) {
      return new Promise((grant) => {
        waiting.push({ usd, grant })
        decideWaiting()
      })
    },
    refusal,
    get spent() {
      return { usd: settled + reserved, calls }
    },
  }
}

/** USD: sums of many small costs round; this is less than any call costs. */
const rounding = 1e-9
