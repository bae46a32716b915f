import { describe, expect, test } from 'vitest'
import { lookAlpha } from '../../src/statistics/look-alpha.ts'
import { uint32Stream } from '../../src/statistics/prng.ts'
import { signFlip } from '../../src/statistics/sign-flip.ts'

describe('the share of a look', () => {
  test('is all of 0.025 for the first, then a fourth, an eighth, …', () => {
    expect([1, 2, 3, 4].map(lookAlpha)).toEqual([0.025, 0.00625, 0.003125, 0.0015625])
  })

  test('adds up to 0.0375 at most, however many follow', () => {
    const total = Array.from({ length: 1000 }, (_, at) => lookAlpha(at + 1)).reduce((sum, share) => sum + share, 0)
    expect(total).toBeCloseTo(0.0375, 12)
  })

  test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('is not that of look %s', (look) => {
    expect(() => lookAlpha(look)).toThrow(RangeError)
  })
})

describe('five looks at a change that changes nothing, each with one more trial of 100 cases', () => {
  const LOOKS = 5
  const RUNS = 3000

  /** Sums of the differences so far, case by case, after each look. */
  function looks(uniform: () => number): readonly (readonly number[])[] {
    const skills = Array.from({ length: 100 }, () => 0.5 + 0.5 * uniform())
    const sums = skills.map(() => 0)
    return Array.from({ length: LOOKS }, () => {
      for (const [at, skill] of skills.entries())
        sums[at] = (sums[at] ?? 0) + Number(uniform() < skill) - Number(uniform() < skill)
      return [...sums]
    })
  }

  const next = uint32Stream(20261122)
  const runs = Array.from({ length: RUNS }, () =>
    looks(() => next() / 2 ** 32).map((sums) => signFlip(sums, 1).worse.mid),
  )
  const alarms = (level: (look: number) => number): number =>
    runs.filter((ps) => ps.some((p, at) => p <= level(at + 1))).length / RUNS

  test('alarm at the first look alone as often as promised', () => {
    const first = runs.filter(([p = 1]) => p <= 0.025).length / RUNS
    expect(first).toBeLessThan(0.034)
    expect(first).toBeGreaterThan(0.01)
  })

  test('alarm at some look in at most 3.75 %, where testing each at 2.5 % alarms more than twice as often', () => {
    const counted = alarms(lookAlpha)
    const naive = alarms(() => 0.025)
    expect(counted).toBeLessThanOrEqual(0.0375)
    expect(naive).toBeGreaterThan(2 * counted)
    expect(naive).toBeGreaterThan(0.06)
  })
})
