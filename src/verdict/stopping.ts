import { eValues } from '../statistics/e-value.ts'
import type { StoppedEarly } from './comparison.ts'
import type { Units } from './units.ts'

/** What bets on the pairs so far decided. */
export interface DecidedEarly {
  /** Head is worse. */
  readonly worse: boolean
  /** Head is not worse by the margin or more. */
  readonly withinMargin: boolean
}

/** The same, and whether the run stopped because of it. */
export interface Betting extends DecidedEarly {
  readonly isStopped: boolean
}

/** Of a run that might stop before its last case, as which `cases` and `of` are equal. */
export type Stopping = StoppedEarly

/** Of the chance that a look may take, a fifth is bet while the run goes on, 0.005 of 0.025. */
const PART_OF_BETS = 5

/** The tests at the end of a run share the rest, 0.02. */
export function lastTestsOf(alpha: number): number {
  return (alpha / PART_OF_BETS) * (PART_OF_BETS - 1)
}

export interface Bets {
  /** The look's, one-sided. */
  readonly alpha: number
  /** Claims that head is worse, of all metrics that gate: each may be false with the same part of the chance. */
  readonly claims: number
  readonly margin: number
}

/** What the pairs so far decide: E >= 200 at a first look with a single gate (`eValues`). */
export function decideEarly({ values, largest }: Units, { alpha, claims, margin }: Bets): DecidedEarly {
  if (margin >= largest) return { worse: false, withinMargin: true }
  const wealth = eValues(
    values.map((value) => value / largest),
    margin / largest,
  )
  const enough = PART_OF_BETS / alpha
  return { worse: wealth.worse >= enough * claims, withinMargin: wealth.withinMargin >= enough }
}
