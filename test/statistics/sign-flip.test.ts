import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { commonGrid } from '../../src/statistics/common-grid.ts'
import { uint32Stream } from '../../src/statistics/prng.ts'
import { signFlip } from '../../src/statistics/sign-flip.ts'

/** Every assignment of signs, one after the other. */
function byDefinition(differences: readonly number[]) {
  const observed = differences.reduce((sum, d) => sum + d, 0)
  let [below, equal] = [0, 0]
  for (let signs = 0; signs < 2 ** differences.length; signs += 1) {
    const flipped = differences.reduce((sum, d, at) => sum + ((signs >> at) & 1 ? -d : d), 0)
    if (Math.abs(flipped - observed) < 1e-9) equal += 1
    else if (flipped < observed) below += 1
  }
  const all = 2 ** differences.length
  return { exact: (below + equal) / all, mid: (below + equal / 2) / all }
}

const grid = (steps: number) => fc.integer({ min: -steps, max: steps }).map((at) => at / steps)
const offGrid = fc.double({ min: -1, max: 1, noNaN: true, noDefaultInfinity: true })
const few = fc.oneof(
  fc.array(grid(1), { minLength: 1, maxLength: 10 }),
  fc.array(grid(3), { minLength: 1, maxLength: 10 }),
  fc.array(grid(100), { minLength: 1, maxLength: 10 }),
  fc.array(offGrid, { minLength: 1, maxLength: 10 }),
)
const dense = (n: number, seed: number) => {
  const next = uint32Stream(seed)
  return Array.from({ length: n }, () => (next() / 2 ** 32 - 0.45) * 0.1)
}

describe('the sign-flip test', () => {
  test('counts what its definition counts, on a grid and off', () => {
    fc.assert(
      fc.property(few, (differences) => {
        fc.pre(differences.every((d) => d === 0 || Math.abs(d) > 1e-6))
        const { worse, better, method } = signFlip(differences, 1)
        const [down, up] = [byDefinition(differences), byDefinition(differences.map((d) => -d))]
        expect(worse.exact).toBeCloseTo(down.exact, 12)
        expect(worse.mid).toBeCloseTo(down.mid, 12)
        expect(better.exact).toBeCloseTo(up.exact, 12)
        expect(better.mid).toBeCloseTo(up.mid, 12)
        expect(method).toBe('exact')
      }),
    )
  })

  test('turns round with the sides, and its two mid-p values are complements', () => {
    fc.assert(
      fc.property(fc.array(grid(10), { minLength: 1, maxLength: 60 }), (differences) => {
        const there = signFlip(differences, 1)
        const back = signFlip(
          differences.map((d) => -d),
          1,
        )
        expect(back.worse.exact).toBeCloseTo(there.better.exact, 12)
        expect(back.better.mid).toBeCloseTo(there.worse.mid, 12)
        expect(there.worse.mid + there.better.mid).toBeCloseTo(1, 12)
      }),
    )
  })

  test('without any change proves nothing', () => {
    const nothing = { exact: 1, mid: 0.5 }
    expect(signFlip([0, 0, 0], 1)).toEqual({ worse: nothing, better: nothing, method: 'exact' })
  })

  test('takes a rounding error of a mean for no change, and for no other step', () => {
    expect(signFlip([0.1 + 0.2 - 0.3, -1], 1)).toEqual(signFlip([0, -1], 1))
    expect(signFlip([0.1 + 0.2 - 0.3, 0], 1)).toEqual(signFlip([0, 0], 1))
    expect(signFlip([0.3 - 0.1, -0.2, 0.2, -0.2], 1).worse).toEqual(byDefinition([1, -1, 1, -1]))
  })

  test('takes sums off a grid that differ by rounding alone for equal', () => {
    const parts = [Math.SQRT2, Math.PI, Math.E, Math.LN2, Math.LOG10E].map((part) => part / 13)
    const whole = parts.reduceRight((sum, part) => sum + part)
    expect(parts.reduce((sum, part) => sum + part)).not.toBe(whole)
    expect(signFlip([...parts, -whole], 1).worse).toEqual(byDefinition([...parts, -whole]))
  })

  test('stays exact off a grid up to 20 differences and samples beyond', () => {
    expect(signFlip([...dense(20, 5), 0, 0, 0], 1).method).toBe('exact')
    expect(signFlip(dense(21, 5), 1).method).toBe('sampled')
  })

  test('stays exact for many cases on a grid', () => {
    const differences = dense(1000, 3).map((d) => Math.round(d * 100) / 100)
    expect(signFlip(differences, 1).method).toBe('exact')
  })

  test('samples the same for the same seed, and near the exact value for any', () => {
    const onGrid = dense(60, 9).map((d) => Math.round(d * 1000) / 1000)
    const exact = signFlip(onGrid, 1)
    const nudged = onGrid.map((d, at) => d + Math.sin(at) * 1e-7)
    const sampled = signFlip(nudged, 7)
    expect([exact.method, sampled.method]).toEqual(['exact', 'sampled'])
    expect(signFlip(nudged, 7)).toEqual(sampled)
    expect(signFlip(nudged, 8)).not.toEqual(sampled)
    for (const side of ['worse', 'better'] as const) {
      const error = Math.sqrt((exact[side].mid * (1 - exact[side].mid)) / 99_999)
      expect(Math.abs(sampled[side].exact - exact[side].mid)).toBeLessThan(4 * error + 1e-3)
    }
  })

  test('never reports less than the sampled flips can show', () => {
    const broken = dense(400, 2).map((d) => -Math.abs(d))
    expect(signFlip(broken, 1).worse).toEqual({ exact: 2 ** -17, mid: 2 ** -17 })
  })
})

describe('the common grid', () => {
  test('finds the steps through rounding errors, whatever the unit', () => {
    const whole = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(whole, fc.double({ min: 0.001, max: 1, noNaN: true }), (counts, unit) => {
        const steps = commonGrid(counts.map((count) => 1 + count * unit - 1)) ?? []
        const share = (steps[0] as number) / (counts[0] as number)
        expect(share).toBeLessThanOrEqual(1)
        for (const [at, step] of steps.entries()) expect(step).toBeCloseTo((counts[at] as number) * share, 6)
        expect(steps).toHaveLength(counts.length)
      }),
    )
  })

  test('finds none where there is none', () => {
    expect(commonGrid([Math.SQRT2, Math.PI, Math.E])).toBeUndefined()
  })
})
