import type { Estimate } from './estimate.ts'
import { wilson } from './wilson.ts'

/** Passes among cases that were tried once each. */
export interface Rate {
  readonly passes: number
  readonly cases: number
}

/**
 * Interval of the difference of two independent pass rates, head - base, from their Wilson intervals: for cases that do not
 * pair, so that all that differs between them stands against the change.
 *
 * Newcombe (1998), "Interval estimation for the difference between independent proportions: comparison of eleven
 * methods", Statistics in Medicine 17, 873-890, method 10.
 * @returns rates in [-1, 1]
 * @throws RangeError as `wilson`
 */
export function newcombeUnpaired(base: Rate, head: Rate, level = 0.95): Estimate {
  const [before, after] = [wilson(base.passes, base.cases, level), wilson(head.passes, head.cases, level)]
  const estimate = after.estimate - before.estimate
  return {
    estimate,
    lower: estimate - Math.hypot(after.estimate - after.lower, before.upper - before.estimate),
    upper: estimate + Math.hypot(after.upper - after.estimate, before.estimate - before.lower),
  }
}
