import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { costRatio } from '../../src/statistics/cost-ratio.ts'
import { hodgesLehmann } from '../../src/statistics/hodges-lehmann.ts'
import { orderStatisticInterval } from '../../src/statistics/order-statistic-interval.ts'
import { quantile } from '../../src/statistics/quantile.ts'
import { signedRankQuantile } from '../../src/statistics/signed-rank-quantile.ts'

const number = fc.oneof(fc.integer({ min: -9, max: 9 }), fc.double({ min: -5, max: 5, noNaN: true }))
const numbers = fc.array(number, { minLength: 1, maxLength: 40 })
const count = (length: number) => Array.from({ length }, (_, at) => at + 1)

describe('the cost ratio', () => {
  const cost = fc.double({ min: 0.001, max: 1, noNaN: true })
  const bills = fc.array(fc.tuple(cost, cost), { minLength: 2, maxLength: 40 })

  test('turns round with the sides and ignores the currency', () => {
    fc.assert(
      fc.property(bills, (pairs) => {
        const [base, head] = [pairs.map(([one]) => one), pairs.map(([, other]) => other)]
        const ratio = costRatio(base, head)
        const back = costRatio(head, base)
        const cents = costRatio(
          base.map((one) => one * 100),
          head.map((one) => one * 100),
        )
        expect(back.estimate * ratio.estimate).toBeCloseTo(1, 9)
        expect(Math.log(back.lower) + Math.log(ratio.upper)).toBeCloseTo(0, 9)
        expect(cents.estimate / ratio.estimate).toBeCloseTo(1, 9)
        expect(ratio.lower).toBeLessThanOrEqual(ratio.estimate)
        expect(ratio.upper).toBeGreaterThanOrEqual(ratio.estimate)
      }),
    )
  })

  test('of a flat surcharge has no error', () => {
    const { estimate, lower, upper } = costRatio([1, 2, 4], [1.5, 3, 6])
    expect([estimate, lower, upper]).toEqual([1.5, 1.5, 1.5])
  })
})

describe('Hodges and Lehmann', () => {
  test('is the median of all Walsh averages, its limits two of them', () => {
    fc.assert(
      fc.property(numbers, fc.constantFrom(0.8, 0.95), (values, level) => {
        const averages = values.flatMap((one, at) => values.slice(at).map((other) => (one + other) / 2))
        averages.sort((a, b) => a - b)
        const beyond = signedRankQuantile(values.length, level)
        const { estimate, lower, upper } = hodgesLehmann(values, level)
        expect(estimate).toBeCloseTo(quantile(averages, 0.5), 12)
        expect(lower).toBeCloseTo(beyond === 0 ? -Infinity : (averages[beyond - 1] as number), 12)
        expect(upper).toBeCloseTo(beyond === 0 ? Infinity : (averages.at(-beyond) as number), 12)
      }),
    )
  })

  test('has no limits below six values', () => {
    expect(hodgesLehmann([1, 2, 3, 4, 5])).toEqual({ estimate: 3, lower: -Infinity, upper: Infinity })
    expect(hodgesLehmann([1, 2, 3, 4, 5, 6])).toEqual({ estimate: 3.5, lower: 1, upper: 6 })
  })

  test.each([
    [5, 0, 0, 0],
    [6, 1, 0, 0],
    [8, 4, 3, 1],
    [12, 14, 11, 8],
    [25, 90, 80, 69],
    [50, 435, 407, 374],
  ])('counts the tail of the signed ranks of %i values as exact integers do', (n, at95, at975, at99) => {
    expect([0.95, 0.975, 0.99].map((level) => signedRankQuantile(n, level))).toEqual([at95, at975, at99])
  })

  test('goes over to the normal approximation without a step', () => {
    const [exact, approximate] = [signedRankQuantile(300, 0.95), signedRankQuantile(301, 0.95)]
    // Half of the 301 averages that one more value brings, less what the wider deviation takes.
    expect((approximate - exact) / 301).toBeGreaterThan(0.4)
    expect((approximate - exact) / 301).toBeLessThan(0.5)
  })
})

describe('quantiles', () => {
  test('lie between order statistics', () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5)
    expect(quantile(count(21), 0.95)).toBe(20)
    expect(quantile([7], 0.95)).toBe(7)
    expect(quantile([3, 1, 2], 0)).toBe(1)
    expect(quantile([3, 1, 2], 1)).toBe(3)
  })

  test.each([
    [71, 63, Infinity],
    [72, 64, 72],
    [100, 90, 100],
    [200, 184, 197],
    [1000, 936, 964],
  ])('p95 of %i values has its limits at ranks %i and %f', (n, lower, upper) => {
    expect(orderStatisticInterval(count(n), 0.95)).toMatchObject({ lower, upper })
  })

  test('one value limits nothing', () => {
    expect(orderStatisticInterval([3], 0.95)).toEqual({ estimate: 3, lower: -Infinity, upper: Infinity })
  })

  test('the interval contains its estimate and turns round with the sign', () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const there = orderStatisticInterval(values, 0.5)
        const back = orderStatisticInterval(
          values.map((value) => -value),
          0.5,
        )
        expect(there.lower).toBeLessThanOrEqual(there.estimate)
        expect(there.upper).toBeGreaterThanOrEqual(there.estimate)
        expect(back.lower).toBeCloseTo(-there.upper, 12)
      }),
    )
  })
})
