import { criticalZ } from '../statistics/critical-z.ts'
import { powerFactor } from '../statistics/power-factor.ts'
import type { Score } from './comparison.ts'

/** Beyond this many times the cases there are, more of them are no advice. */
const MOST_TIMES = 1000

/**
 * Cases that tell a score from its floor with 80 % power if the score is the true one, by the normal approximation: the
 * interval that they give now says how much they spread. Undefined where the two are so near that hardly any would do.
 */
export function casesForFloor({ mean, interval, cases }: Score, floor: number): number | undefined {
  const standardErrors = (interval.upper - interval.lower) / 2 / criticalZ(0.95)
  const times = (powerFactor(0.95, 0.8) * (standardErrors / (mean - floor))) ** 2
  return times <= MOST_TIMES ? Math.max(cases + 1, Math.ceil(cases * times)) : undefined
}
