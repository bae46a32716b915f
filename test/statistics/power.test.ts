import { describe, expect, test } from 'vitest'
import { blindSpot } from '../../src/statistics/blind-spot.ts'
import { casesNeeded } from '../../src/statistics/cases-needed.ts'
import { casesWithoutFlips } from '../../src/statistics/cases-without-flips.ts'
import { differenceVariance } from '../../src/statistics/difference-variance.ts'
import { minimumDetectableEffect } from '../../src/statistics/minimum-detectable-effect.ts'
import { pairedScoreInterval } from '../../src/statistics/paired-score-interval.ts'
import { uint32Stream } from '../../src/statistics/prng.ts'
import { varianceComponents } from '../../src/statistics/variance-components.ts'
import { repeated } from './repeated.ts'

test('a case that is needed is one that makes the effect detectable', () => {
  const cases = Math.ceil(casesNeeded(0.09, 0.05))
  expect(minimumDetectableEffect(0.09, cases)).toBeLessThanOrEqual(0.05)
  expect(minimumDetectableEffect(0.09, cases - 1)).toBeGreaterThan(0.05)
})

test('more trials, fewer cases: the published plan for a pass rate of 0.8', () => {
  // An unchanged head: nothing differs from case to case but what the trials add, 0.16 (1 - rho) a side.
  const needed = (rho: number, trials: number, margin: number) => {
    const noise = 0.16 * (1 - rho)
    const variance = differenceVariance({ between: 0, withinBase: noise, withinHead: noise }, trials)
    return Math.max(Math.ceil(casesNeeded(variance, margin)), casesWithoutFlips(margin))
  }
  expect([0.5, 0.7, 0.9].map((rho) => needed(rho, 1, 0.05))).toEqual([503, 302, 101])
  expect([0.5, 0.7, 0.9].map((rho) => needed(rho, 3, 0.05))).toEqual([168, 101, 73])
  expect([0.5, 0.7, 0.9].map((rho) => needed(rho, 1, 0.02))).toEqual([3140, 1884, 628])
  expect([0.5, 0.7, 0.9].map((rho) => needed(rho, 3, 0.02))).toEqual([1047, 628, 210])
})

test('each side has its own trials', () => {
  expect(differenceVariance({ between: 1, withinBase: 6, withinHead: 12 }, 2, 3)).toBe(8)
  expect(differenceVariance({ between: 1, withinBase: 6, withinHead: 12 }, 3)).toBe(7)
})

test('cases without flips are just enough to certify', () => {
  for (const margin of [0.01, 0.02, 0.05, 0.1, 0.5]) {
    const enough = casesWithoutFlips(margin)
    const lowest = (cases: number) => pairedScoreInterval(repeated(0, cases)).lower
    expect(lowest(enough)).toBeGreaterThan(-margin)
    if (enough > 1) expect(lowest(enough - 1)).toBeLessThanOrEqual(-margin)
  }
})

test('twenty good cases leave 13.9 % of the inputs unseen', () => {
  expect(blindSpot(20)).toBeCloseTo(0.139, 3)
  expect((1 - blindSpot(20)) ** 20).toBeCloseTo(0.05, 12)
  expect(blindSpot(1)).toBeCloseTo(0.95, 12)
})

describe('variance components', () => {
  test('add up to the variance of the differences', () => {
    const base = [
      [1, 0],
      [1, 1],
      [0, 0],
      [0.5, 1],
    ]
    const head = [
      [0, 0],
      [1, 0],
      [1, 0],
      [0, 1],
    ]
    const parts = varianceComponents(base, head)
    if (!parts) throw new Error('there are two trials')
    expect(parts.withinBase).toBeCloseTo(0.15625, 12)
    expect(parts.withinHead).toBeCloseTo(0.375, 12)
    expect(parts.between).toBe(0)
    const wide = varianceComponents(base, [
      [0, 0],
      [1, 1],
      [0, 0],
      [0, 0],
    ])
    expect(wide && differenceVariance(wide, 2)).toBeCloseTo(0.140625, 12)
  })

  test('find the truth behind uneven trials', () => {
    const next = uint32Stream(11)
    const pass = (chance: number) => (next() / 2 ** 32 < chance ? 1 : 0)
    const skills = Array.from({ length: 20_000 }, () => [0.9 * (next() / 2 ** 32), next() / 2 ** 32 < 0.5 ? 0.1 : 0])
    const trials = (chance: number) => Array.from({ length: 1 + (next() % 4) }, () => pass(chance))
    const parts = varianceComponents(
      skills.map(([skill]) => trials(skill as number)),
      skills.map(([skill, gain]) => trials((skill as number) + (gain as number))),
    )
    // Means of x(1 - x) for x uniform on [0, 0.9], and half of the time 0.1 more; the gain is 0.1 or 0.
    expect(parts?.between).toBeCloseTo(0.0025, 2)
    expect(parts?.withinBase).toBeCloseTo(0.45 - 0.27, 2)
    expect(parts?.withinHead).toBeCloseTo((0.18 + 0.55 - 0.37) / 2, 2)
  })

  test('cannot be told apart without a second trial', () => {
    expect(
      varianceComponents(
        [[1], [0]],
        [
          [1, 0],
          [0, 0],
        ],
      ),
    ).toBeUndefined()
    expect(
      varianceComponents(
        [
          [1, 0],
          [0, 0],
        ],
        [[1], [0]],
      ),
    ).toBeUndefined()
  })
})
