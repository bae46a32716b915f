import type { Estimate } from './estimate.ts'
import { requireCount } from './require-arguments.ts'
import { sum } from './sum.ts'
import { wilson } from './wilson.ts'

/**
 * Interval of the difference of two paired pass rates, head - base, from their Wilson intervals.
 *
 * Newcombe (1998), "Improved confidence intervals for the difference between binomial proportions based on paired
 * data", Statistics in Medicine 17, 2635-2650, method 10.
 * @param wins cases that only head passes
 * @param losses cases that only base passes
 * @returns rates in [-1, 1]
 * @throws RangeError unless the four are whole numbers of at least 0, not all 0, and the level is in (0, 1)
 */
export function newcombe({ bothPass, wins, losses, bothFail }: PairedTable, level = 0.95): Estimate {
  const table = [bothPass, wins, losses, bothFail]
  for (const count of table) requireCount('each count', count, 0)
  const n = sum(table)
  const head = wilson(bothPass + wins, n, level)
  const base = wilson(bothPass + losses, n, level)
  const phi = correlation({ bothPass, wins, losses, bothFail })
  const estimate = (wins - losses) / n
  return {
    estimate,
    lower: estimate - reach(head.estimate - head.lower, base.upper - base.estimate, phi),
    upper: estimate + reach(head.upper - head.estimate, base.estimate - base.lower, phi),
  }
}

export interface PairedTable {
  readonly bothPass: number
  readonly wins: number
  readonly losses: number
  readonly bothFail: number
}

function reach(own: number, other: number, phi: number): number {
  return Math.sqrt(Math.max(0, own ** 2 - 2 * phi * own * other + other ** 2))
}

/** Phi coefficient, continuity-corrected when positive; 0 when a margin is empty. */
function correlation({ bothPass, wins, losses, bothFail }: PairedTable): number {
  const margins = (bothPass + wins) * (bothPass + losses) * (wins + bothFail) * (losses + bothFail)
  if (margins === 0) return 0
  const cross = bothPass * bothFail - wins * losses
  const half = (bothPass + wins + losses + bothFail) / 2
  const corrected = cross > half ? cross - half : Math.min(cross, 0)
  return corrected / Math.sqrt(margins)
}
