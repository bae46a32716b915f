import { expect, it } from 'vitest'
import { logGamma } from '../../src/statistics/log-gamma.ts'
import { leastVisibleDrop } from '../../src/verdict/least-visible-drop.ts'

/** The chance that the exact sign test calls a drop a regression (mid-p at most 2.5 %) where cases only break. */
function chanceToSee(drop: number, cases: number): number {
  // With 5 broken cases mid-p is half of 1/32; with 4 it is half of 1/16, which is not enough.
  const unseen = [0, 1, 2, 3, 4].reduce((sum, broken) => sum + chanceOf(broken, cases, drop), 0)
  return 1 - unseen
}

function chanceOf(broken: number, cases: number, drop: number): number {
  const ways = logGamma(cases + 1) - logGamma(broken + 1) - logGamma(cases - broken + 1)
  return Math.exp(ways + broken * Math.log(drop) + (cases - broken) * Math.log(1 - drop))
}

it.each([
  [20, 0.7],
  [50, 0.82],
  [120, 0.87],
  [400, 0.88],
  [2_000, 0.89],
])(
  'of %i cases the exact test sees a drop of that size with about 80 %% chance, one of half the size seldom',
  (cases, chance) => {
    const drop = leastVisibleDrop(cases)
    expect(chanceToSee(drop, cases)).toBeCloseTo(chance, 1.5)
    expect(chanceToSee(drop / 2, cases)).toBeLessThan(0.45)
  },
)

it('is nearly the whole scale for a single case, and 6.1 points for 120', () => {
  expect(leastVisibleDrop(1)).toBeCloseTo(0.887, 3)
  expect(leastVisibleDrop(120)).toBeCloseTo(0.0614, 4)
})
