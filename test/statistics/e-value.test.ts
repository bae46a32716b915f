import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { eValues } from '../../src/statistics/e-value.ts'
import { uint32Stream } from '../../src/statistics/prng.ts'
import benchmark from '../golden/decision-benchmark.json' with { type: 'json' }
import { type EarlyStopRow, simulateEarlyStop } from './early-stop-simulation.ts'
import { repeated } from './repeated.ts'

/** The definition, term by term. */
function defined(differences: readonly number[], margin: number) {
  const bets = Array.from({ length: 19 }, (_, at) => (at + 1) / 20)
  const product = (factor: (d: number) => number) => differences.reduce((all, d) => all * factor(d), 1)
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  return {
    worse: mean(bets.map((bet) => product((d) => 1 - bet * d))),
    withinMargin: mean(bets.map((bet) => product((d) => 1 + (bet / (1 - margin)) * (d + margin)))),
  }
}

describe('the value of the bets', () => {
  test('is that of their definition, in any order of the cases', () => {
    const difference = fc.integer({ min: -60, max: 60 }).map((sixtieths) => sixtieths / 60)
    fc.assert(
      fc.property(
        fc.array(difference, { minLength: 1, maxLength: 60 }),
        fc.double({ min: 0.01, max: 0.5, noNaN: true }),
        (ds, margin) => {
          const [wealth, wanted] = [eValues(ds, margin), defined(ds, margin)]
          expect(wealth.worse / wanted.worse).toBeCloseTo(1, 9)
          expect(wealth.withinMargin / wanted.withinMargin).toBeCloseTo(1, 9)
          expect(eValues([...ds].reverse(), margin).worse / wealth.worse).toBeCloseTo(1, 9)
        },
      ),
    )
  })

  test('is 1 where nothing changes, and certifies 5 points only after 145 such cases', () => {
    expect(eValues(repeated(0, 500), 0.05).worse).toBe(1)
    const enough = Array.from({ length: 300 }, (_, at) => at + 1).find(
      (cases) => eValues(repeated(0, cases), 0.05).withinMargin >= 200,
    )
    expect(enough).toBe(145)
    expect([144, 145].map((cases) => defined(repeated(0, cases), 0.05).withinMargin >= 200)).toEqual([false, true])
  })

  test('is finite or more than enough after many cases', () => {
    expect(eValues(repeated(-1, 100_000), 0.05).worse).toBe(Infinity)
    expect(eValues(repeated(1, 100_000), 0.05).worse).toBeCloseTo(0, 12)
  })

  test.each([
    [[], 0.05],
    [[1.1], 0.05],
    [[Number.NaN], 0.05],
    [[0], 0],
    [[0], 1],
  ])('of %s with a margin of %s is refused', (differences, margin) => {
    expect(() => eValues(differences, margin)).toThrow(RangeError)
  })

  test.each([
    ['no change', 0, 'worse'],
    ['a drop of the margin', -0.05, 'withinMargin'],
  ] as const)('exceeds 200 at any of 300 cases in at most 0.5 % of the runs, for %s', (_, truth, which) => {
    const next = uint32Stream(11)
    const runs = 1500
    const fooled = Array.from({ length: runs }, () => {
      // Where the hypothesis just holds: a difference of -1 or 1 in a tenth of the cases, with that mean.
      const draw = () => {
        const u = next() / 2 ** 32
        return u < 0.05 - truth / 2 ? -1 : u < 0.1 ? 1 : 0
      }
      const cases = Array.from({ length: 300 }, draw)
      return [40, 80, 120, 160, 200, 240, 280, 300].some((seen) => eValues(cases.slice(0, seen), 0.05)[which] >= 200)
    }).filter(Boolean).length
    expect(fooled / runs).toBeLessThan(0.005 + 3 * Math.sqrt((0.005 * 0.995) / runs))
  })
})

describe('stopping early, as the benchmark does', () => {
  const runs = 400
  const rows: readonly EarlyStopRow[] = benchmark.sequential.rows.filter(
    ({ n, plan, delta }) => n === 200 && plan === 'hybrid .005+.02' && [0, 0.1, 0.2, 0.4].includes(delta),
  )

  test.each(rows)('a drop of $delta takes $used of 200 cases, is shown in $reg and certified in $ni', (row) => {
    const rates = simulateEarlyStop(row, runs)
    const error = (share: number) => 3 * Math.sqrt((share * (1 - share)) / runs) + 0.005
    expect(Math.abs(rates.reg - row.reg)).toBeLessThan(error(row.reg))
    expect(Math.abs(rates.ni - row.ni)).toBeLessThan(error(row.ni))
    expect(Math.abs(rates.used - row.used)).toBeLessThan(0.04)
  })

  test('finds the rows', () => expect(rows).toHaveLength(4))
})
