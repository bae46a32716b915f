import { criticalZ } from './critical-z.ts'
import type { Estimate } from './estimate.ts'
import { requireCount } from './require-arguments.ts'

/**
 * Score interval of one pass rate.
 *
 * Wilson (1927), "Probable inference, the law of succession, and statistical inference", JASA 22, 209-212.
 * @param passes whole number, 0 to `cases`
 * @param cases whole number, at least 1
 * @returns rates in [0, 1]
 * @throws RangeError on other counts or a level outside (0, 1)
 */
export function wilson(passes: number, cases: number, level = 0.95): Estimate {
  requireCount('cases', cases, 1)
  requireCount('passes', passes, 0)
  if (passes > cases) throw new RangeError(`passes must be at most ${cases}, it is ${passes}`)
  const z2 = criticalZ(level) ** 2
  return {
    estimate: passes / cases,
    lower: lowerLimit(passes, cases, z2),
    upper: 1 - lowerLimit(cases - passes, cases, z2),
  }
}

/** Exactly 0 without passes, so that a floor of 1 is not missed by rounding when all pass. */
function lowerLimit(passes: number, cases: number, z2: number): number {
  const reach = Math.sqrt(z2 * ((passes * (cases - passes)) / cases + z2 / 4))
  return passes === 0 ? 0 : (passes + z2 / 2 - reach) / (cases + z2)
}
