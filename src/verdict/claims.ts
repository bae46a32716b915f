import type { AdjustedP } from './adjust.ts'
import type { Interval } from './comparison.ts'
import type { Betting } from './stopping.ts'

/** One-sided: half of the 5 % that one check may be wrong in either direction. */
const ALPHA = 0.025

/** What may be said of a change. */
export interface Claims {
  readonly worse: boolean
  readonly better: boolean
  /** Not worse by the margin or more. */
  readonly certified: boolean
  /** Not better by the margin or more either. */
  readonly equivalent: boolean
}

interface Tested {
  /** The score interval at the level of the look. */
  readonly certified: Interval
  /** Undefined where nobody bet. */
  readonly betting: Betting | undefined
  /** Adjusted for the other claims of the check, and for the look. */
  readonly p: AdjustedP
  /** Whether another look at the same showed that head is worse. */
  readonly shownBefore: boolean
}

/**
 * A drop that another look showed stands, until this one certifies or shows a rise. Certification goes by the score interval, never by t, or by a bet. Of a run that stopped only the bets count: they alone
 * hold whenever one stops, and nobody bets on an improvement.
 * @param margin the largest tolerated drop, in units of the score
 */
export function claimsOf({ certified: { lower, upper }, betting, p, shownBefore }: Tested, margin: number): Claims {
  const { worse = false, withinMargin = false, isStopped = false } = betting ?? {}
  if (isStopped) return { worse: worse || shownBefore, better: false, certified: withinMargin, equivalent: false }
  const certified = lower > -margin || withinMargin
  const better = p.better <= ALPHA
  return {
    worse: p.worse <= ALPHA || worse || (shownBefore && !better),
    better,
    certified,
    equivalent: certified && upper < margin,
  }
}
