import { requireCount, requireInside } from './require-arguments.ts'

/**
 * The largest share of all inputs that may be broken although none of `cases` random ones shows it, with confidence
 * `level`: 1 - 0.05^(1/n), which is 13.9 % for 20 cases.
 *
 * The exact binomial limit; its approximation 3/n is the "rule of three" (Hanley & Lippman-Hand 1983, JAMA 249).
 * @throws RangeError without cases or with a level outside (0, 1)
 */
export function blindSpot(cases: number, level = 0.95): number {
  requireCount('cases', cases, 1)
  requireInside('level', level, 0, 1)
  return 1 - (1 - level) ** (1 / cases)
}
