import { casesNeeded } from '../statistics/cases-needed.ts'
import { casesWithoutFlips } from '../statistics/cases-without-flips.ts'
import { criticalZ } from '../statistics/critical-z.ts'
import { differenceVariance } from '../statistics/difference-variance.ts'
import { powerFactor } from '../statistics/power-factor.ts'
import type { ToDecide } from './comparison.ts'
import type { Spread } from './spread.ts'

const LEVEL = 0.95

/** More trials of the same cases than these are no advice: other cases would teach more. */
const MOST_TRIALS = 20

interface Undecided {
  /** Mean difference, head - base. */
  readonly delta: number
  /** The largest tolerated drop. */
  readonly margin: number
  /** Claims that are tested together: the first of them needs so many times less chance (Holm). */
  readonly claims: number
  /** Of the intervals at the next look: more trials of the same cases are one. */
  readonly nextLevel: number
}

/** What it would take to decide a gate that cannot tell, with 80 % power. */
export function whatDecides(spread: Spread, undecided: Undecided): ToDecide {
  const trials = trialsNeeded(spread, undecided)
  return { asSeen: casesIfReal(spread, undecided), ...(trials !== undefined && { trials }) }
}

/**
 * Cases that certify the margin with 80 % power where head is as good as base. However little they spread, not fewer than
 * it takes if none of them changes.
 */
export function casesToCertify(
  { variance, casesPerUnit }: Pick<Spread, 'variance' | 'casesPerUnit'>,
  margin: number,
): number {
  const units = Math.max(casesNeeded(variance, margin), fewestUnits(margin))
  return Math.ceil(units * casesPerUnit)
}

/**
 * A change that is what it seems is certified to be inside the margin or shown as a drop, whichever takes fewer cases; one
 * outside the margin can only be shown.
 */
function casesIfReal(spread: Spread, { delta, margin, claims }: Undecided): ToDecide['asSeen'] {
  const within = delta > -margin ? Math.max(unitsFor(spread, margin + delta, LEVEL), fewestUnits(margin)) : Infinity
  const drop = delta < 0 ? unitsFor(spread, -delta, 1 - (1 - LEVEL) / claims) : Infinity
  const units = Math.min(within, drop)
  return { cases: Math.ceil(units * spread.casesPerUnit), shows: within <= drop ? 'within' : 'drop' }
}

/**
 * An effect that so many units have not decided is at most at the edge of what they can, where the chance is a half: 80 %
 * take (2.80/1.96)^2 = 2.04 times as many, also where the normal approximation promises more.
 */
function unitsFor({ units, variance }: Spread, effect: number, level: number): number {
  const fromTheEdge = (powerFactor(level, 0.8) / criticalZ(level)) ** 2
  return Math.max(casesNeeded(variance, effect, level), units * fromTheEdge)
}

/** A margin of 1 tolerates every change. */
function fewestUnits(margin: number, level = LEVEL): number {
  return margin < 1 ? casesWithoutFlips(margin, level) : 1
}

/**
 * Trials of the same cases, more than there are, that certify the margin as `casesToCertify`, at the next look's level;
 * undefined where that is not known, or none do.
 */
function trialsNeeded({ units, trials: made, parts }: Spread, { margin, nextLevel }: Undecided): number | undefined {
  if (parts === undefined || units < fewestUnits(margin, nextLevel)) return undefined
  const enough = (trials: number): boolean => casesNeeded(differenceVariance(parts, trials), margin, nextLevel) <= units
  const counts = Array.from({ length: MOST_TRIALS }, (_, at) => at + 1)
  return counts.find((trials) => trials > made && enough(trials))
}
