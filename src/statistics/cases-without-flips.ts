import { criticalZ } from './critical-z.ts'
import { requireInside } from './require-arguments.ts'

/**
 * The fewest cases that certify "not worse by `margin`" when not one of them changes: `pairedScoreInterval` of zeros is
 * +-z2/(n + z2), so n > z2 (1 - m)/m. 73 for 0.05 and 189 for 0.02.
 * @param margin in (0, 1), in units of the score
 * @throws RangeError on a margin or level outside (0, 1)
 */
export function casesWithoutFlips(margin: number, level = 0.95): number {
  requireInside('margin', margin, 0, 1)
  return Math.floor((criticalZ(level) ** 2 * (1 - margin)) / margin) + 1
}
