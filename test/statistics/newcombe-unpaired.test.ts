import { describe, expect, test } from 'vitest'
import { newcombe } from '../../src/statistics/newcombe.ts'
import { newcombeUnpaired } from '../../src/statistics/newcombe-unpaired.ts'
import { uint32Stream } from '../../src/statistics/prng.ts'

/** Method 10 in table II of the paper: p1 - p2 there is head - base here. */
const published = [
  [56, 70, 48, 80, 0.0524, 0.3339],
  [9, 10, 3, 10, 0.1705, 0.809],
  [6, 7, 2, 7, 0.0582, 0.8062],
  [5, 56, 0, 29, -0.0381, 0.1926],
  [0, 10, 0, 20, -0.1611, 0.2775],
  [0, 10, 0, 10, -0.2775, 0.2775],
  [10, 10, 0, 20, 0.6791, 1],
  [10, 10, 0, 10, 0.6075, 1],
] as const

describe('the unpaired interval', () => {
  test.each(published)('of %i/%i against %i/%i is the published one', (passes, cases, before, of, lower, upper) => {
    const interval = newcombeUnpaired({ passes: before, cases: of }, { passes, cases })
    expect([interval.lower, interval.upper].map((limit) => Number(limit.toFixed(4)))).toEqual([lower, upper])
    expect(interval.estimate).toBeCloseTo(passes / cases - before / of, 12)
  })

  test('is the paired one where the sides do not go together', () => {
    const paired = newcombe({ bothPass: 48, wins: 12, losses: 32, bothFail: 8 })
    const unpaired = newcombeUnpaired({ passes: 80, cases: 100 }, { passes: 60, cases: 100 })
    expect(unpaired.lower).toBeCloseTo(paired.lower, 12)
    expect(unpaired.upper).toBeCloseTo(paired.upper, 12)
  })

  test('holds the true difference of 60 and 90 cases in 95 % of the runs', () => {
    const next = uint32Stream(5)
    const passes = (cases: number, rate: number): number =>
      Array.from({ length: cases }, () => Number(next() / 2 ** 32 < rate)).reduce((sum, pass) => sum + pass, 0)
    const runs = 2000
    const held = Array.from({ length: runs }, () => {
      const { lower, upper } = newcombeUnpaired(
        { passes: passes(60, 0.8), cases: 60 },
        { passes: passes(90, 0.7), cases: 90 },
      )
      return lower <= -0.1 && -0.1 <= upper
    }).filter(Boolean).length
    expect(Math.abs(held / runs - 0.95)).toBeLessThan(0.015)
  })

  test('throws as the rates do', () => {
    expect(() => newcombeUnpaired({ passes: 2, cases: 1 }, { passes: 0, cases: 1 })).toThrow(RangeError)
    expect(() => newcombeUnpaired({ passes: 0, cases: 1 }, { passes: 0, cases: 0 })).toThrow(RangeError)
  })
})
