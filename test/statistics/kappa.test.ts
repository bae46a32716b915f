import { describe, expect, test } from 'vitest'
import { casesForReach } from '../../src/statistics/cases-for-reach.ts'
import { cohenKappa, type RatedTable } from '../../src/statistics/cohen-kappa.ts'
import { kappaInterval } from '../../src/statistics/kappa-interval.ts'
import { uint32Stream } from '../../src/statistics/prng.ts'
import { raterAgreement } from '../../src/statistics/rater-agreement.ts'
import { stratifiedShare } from '../../src/statistics/stratified-share.ts'
import { wilson } from '../../src/statistics/wilson.ts'

type Cells = readonly [bothPass: number, firstAlone: number, secondAlone: number, bothFail: number]

function table([bothPass, firstAlone, secondAlone, bothFail]: Cells): RatedTable {
  return { bothPass, firstAlone, secondAlone, bothFail }
}

describe("Cohen's kappa", () => {
  // Feinstein & Cicchetti (1990), J Clin Epidemiol 43, 543-549: the same agreement of 0.85, two kappas.
  test.each<[Cells, number]>([
    [[40, 9, 6, 45], 0.7],
    [[80, 10, 5, 5], 0.32],
  ])('of %j is %d', (cells, kappa) => {
    expect(cohenKappa(table(cells))).toBeCloseTo(kappa, 2)
  })

  test('is 1 where all agree, below 0 where they agree less than by chance, and not defined where there is one verdict', () => {
    expect(cohenKappa(table([3, 0, 0, 2]))).toBe(1)
    expect(cohenKappa(table([1, 4, 4, 1]))).toBeCloseTo(-0.6)
    expect(cohenKappa(table([5, 0, 0, 0]))).toBeUndefined()
    expect(cohenKappa(table([0, 0, 0, 5]))).toBeUndefined()
    expect(cohenKappa(table([0, 5, 0, 0]))).toBe(0)
  })

  test.each<Cells>([
    [0, 0, 0, 0],
    [1, -1, 0, 2],
    [1.5, 0, 0, 1],
  ])('refuses %j, %j, %j, %j', (...cells) => {
    expect(() => cohenKappa(table(cells))).toThrow(RangeError)
    expect(() => kappaInterval(table(cells))).toThrow(RangeError)
  })
})

describe('the interval of kappa', () => {
  // Quantiles of 4 million draws from Dirichlet(counts + 1/2), numpy 2.4.6, seed 5.
  test.each<[Cells, number, number]>([
    [[20, 5, 10, 15], 0.1301, 0.6098],
    [[45, 2, 1, 2], 0.1035, 0.8406],
    [[50, 0, 0, 0], -0.0057, 0.9738],
  ])('of %j is that of the posterior', (cells, lower, upper) => {
    const found = kappaInterval(table(cells))
    expect(Math.abs(found.lower - lower)).toBeLessThan(0.001)
    expect(Math.abs(found.upper - upper)).toBeLessThan(0.001)
  })

  test('holds the estimate where nobody disagrees, and is the same for either rater', () => {
    expect(kappaInterval(table([40, 0, 0, 10]))).toMatchObject({ upper: 1 })
    expect(kappaInterval(table([40, 0, 0, 10])).lower).toBeCloseTo(0.785, 2)
    const [one, other] = [table([20, 5, 10, 15]), table([20, 10, 5, 15])].map((cells) => kappaInterval(cells))
    expect(one?.lower).toBeCloseTo(other?.lower ?? 0, 2)
    expect(one?.upper).toBeCloseTo(other?.upper ?? 0, 2)
  })

  const repetitions = 400
  const known = new Map<string, { readonly lower: number; readonly upper: number }>()

  function intervalOf(cells: Cells) {
    const id = cells.join()
    const found = known.get(id) ?? kappaInterval(table(cells))
    known.set(id, found)
    return found
  }

  /** A judge passes a share of the items; humans pass some of what it passes, and of what it fails. */
  const truths = [
    { passes: 0.5, right: 0.9, wrong: 0.1 },
    { passes: 0.8, right: 0.95, wrong: 0.2 },
    { passes: 0.85, right: 0.99, wrong: 0.05 },
    { passes: 0.6, right: 0.75, wrong: 0.4 },
  ]

  const samples = truths.map((truth, at) => ({ ...truth, items: at === 0 ? 50 : 20 }))

  test.each(samples)(
    'covers the truth of $passes, $right, $wrong in about 95 of 100 samples of $items',
    ({ passes, right, wrong, items }) => {
      const next = uint32Stream(items * 1000 + passes * 100)
      const chance = (share: number) => next() / 2 ** 32 < share
      const truth = kappaOf(passes * right, passes * (1 - right), (1 - passes) * wrong)
      let covered = 0
      for (let run = 0; run < repetitions; run += 1) {
        const cells: [number, number, number, number] = [0, 0, 0, 0]
        for (let item = 0; item < items; item += 1) {
          const first = chance(passes)
          const second = chance(first ? right : wrong)
          const cell = first ? (second ? 0 : 1) : second ? 2 : 3
          cells[cell] += 1
        }
        const { lower, upper } = intervalOf(cells)
        covered += Number(lower <= truth && truth <= upper)
      }
      expect(covered / repetitions).toBeGreaterThan(0.9)
      expect(covered / repetitions).toBeLessThan(0.99)
    },
  )

  /** By the definition, not by our function. */
  function kappaOf(bothPass: number, firstAlone: number, secondAlone: number): number {
    const agreed = 1 - firstAlone - secondAlone
    const [a, b] = [bothPass + firstAlone, bothPass + secondAlone]
    const expected = a * b + (1 - a) * (1 - b)
    return (agreed - expected) / (1 - expected)
  }
})

describe('the agreement of raters', () => {
  test("is P-bar of Fleiss' kappa: 10 items, 14 raters, 5 categories, 0.378 (the worked example of its article in Wikipedia)", () => {
    const counts = [
      [0, 0, 0, 0, 14],
      [0, 2, 6, 4, 2],
      [0, 0, 3, 5, 6],
      [0, 3, 9, 2, 0],
      [2, 2, 8, 1, 1],
      [7, 7, 0, 0, 0],
      [3, 2, 6, 3, 0],
      [2, 5, 3, 2, 2],
      [6, 5, 2, 1, 0],
      [0, 2, 2, 3, 7],
    ]
    const ratings = counts.map((row) => row.flatMap((many, category) => Array<number>(many).fill(category)))
    expect(raterAgreement(ratings)).toBeCloseTo(0.378, 3)
  })

  test('leaves out what one rater saw, and is nothing where that is all', () => {
    expect(raterAgreement([[1], [1, 0], [1, 1]])).toBe(0.5)
    expect(raterAgreement([[1], [0]])).toBeUndefined()
    expect(raterAgreement([])).toBeUndefined()
  })
})

describe('the cases that a reach takes', () => {
  test.each([0, 0.5, 0.8, 0.9, 1])('are just enough at a rate of %d', (rate) => {
    const reach = 0.05
    const halfWidth = (cases: number) => {
      const { lower, upper } = wilson(Math.round(rate * cases), cases)
      return (upper - lower) / 2
    }
    const needed = casesForReach(rate, reach)
    const whole = Math.ceil(needed / 10) * 10 // so that the rate is one of whole cases
    expect(halfWidth(whole)).toBeLessThanOrEqual(reach)
    expect(halfWidth(whole - 20)).toBeGreaterThan(reach)
  })

  test('grow as it shrinks', () => {
    expect([0.1, 0.05, 0.02].map((reach) => casesForReach(0.9, reach))).toEqual([37, 141, 868])
  })
})

describe('a share over strata', () => {
  test('is that of the only one', () => {
    expect(stratifiedShare([{ weight: 1, count: 18, of: 20 }])).toEqual(wilson(18, 20))
  })

  test('goes by the weights, whatever was sampled', () => {
    const { estimate } = stratifiedShare([
      { weight: 0.9, count: 19, of: 20 },
      { weight: 0.1, count: 10, of: 20 },
    ])
    expect(estimate).toBeCloseTo(0.905)
    expect(() => stratifiedShare([{ weight: 0.5, count: 1, of: 2 }])).toThrow(RangeError)
  })

  test('is covered in about 95 of 100 samples that hold as many of the rare part as of the other', () => {
    const next = uint32Stream(7)
    const drawn = (share: number, of: number) =>
      Array.from({ length: of }, () => Number(next() / 2 ** 32 < share)).reduce((sum, one) => sum + one, 0)
    const truth = 0.9 * 0.95 + 0.1 * 0.7
    const runs = Array.from({ length: 4000 }, () =>
      stratifiedShare([
        { weight: 0.9, count: drawn(0.95, 25), of: 25 },
        { weight: 0.1, count: drawn(0.7, 25), of: 25 },
      ]),
    )
    const covered = runs.filter(({ lower, upper }) => lower <= truth && truth <= upper).length / runs.length
    expect(covered).toBeGreaterThan(0.93)
    expect(covered).toBeLessThan(0.985)
  })
})
