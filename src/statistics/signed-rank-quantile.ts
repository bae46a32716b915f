import { flipDistribution } from './flip-distribution.ts'
import { criticalZ } from './critical-z.ts'

/**
 * How many of the n (n + 1)/2 Walsh averages lie beyond each limit of a two-sided interval at `level`: the largest c
 * with P(V <= c - 1) <= (1 - level)/2 for Wilcoxon's signed-rank sum V. 0 when even the extreme average is too near.
 * Exact up to 300 values, the normal approximation with continuity correction beyond.
 *
 * Wilcoxon (1945), "Individual comparisons by ranking methods", Biometrics Bulletin 1, 80-83.
 */
export function signedRankQuantile(n: number, level: number): number {
  const half = (n * (n + 1)) / 4
  if (n > MOST_EXACT) {
    const deviation = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24)
    return Math.floor(half - criticalZ(level) * deviation + 0.5)
  }
  const ranks = Array.from({ length: n }, (_, at) => at + 1)
  const chance = flipDistribution(ranks, Math.floor(half))
  let [count, below] = [0, chance[0] as number]
  while (below <= (1 - level) / 2) {
    count += 1
    below += chance[count] as number
  }
  return count
}

const MOST_EXACT = 300
