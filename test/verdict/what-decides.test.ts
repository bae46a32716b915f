import { describe, expect, it } from 'vitest'
import { casesWithoutFlips } from '../../src/statistics/cases-without-flips.ts'
import { lookAlpha } from '../../src/statistics/look-alpha.ts'
import { uint32Stream } from '../../src/statistics/prng.ts'
import { compareSuite } from '../../src/verdict/compare.ts'
import { casesForFloor } from '../../src/verdict/cases-for-floor.ts'
import type { Measure } from '../../src/resources/project.ts'
import type { Change, MetricComparison, ToDecide } from '../../src/verdict/comparison.ts'
import { decide } from '../../src/verdict/decide.ts'
import type { SuiteResults } from '../../src/verdict/compare.ts'
import { cases, compared, measure, metric, results, side, table } from './fixtures.ts'

function only(input: SuiteResults): MetricComparison {
  return decide([compareSuite(input)], { recorded: 'accept' })[0]?.metrics[0] as MetricComparison
}

function changeOf(input: SuiteResults): Change {
  return only(input).change as Change
}

describe('what would decide', () => {
  it('is said only where the gate cannot tell', () => {
    expect(changeOf(compared(table({ broken: 18, fixed: 3, pass: 99 })))).not.toHaveProperty('toDecide')
    expect(changeOf(compared(table({ broken: 2, pass: 398 })))).not.toHaveProperty('toDecide')
    expect(changeOf(compared(table({ broken: 6, fixed: 3, pass: 111 })))).toHaveProperty('toDecide')
  })

  it('is more cases, if the drop is real, than if nothing changed: four times as many at half of the margin', () => {
    // 12 fell, 6 rose: -2.5 of 5 points
    const change = changeOf(compared(table({ broken: 12, fixed: 6, pass: 222 })))
    expect(change.delta).toBe(-0.025)
    expect(change.toDecide?.asSeen.cases).toBeGreaterThan(3.9 * change.casesNeeded)
    expect(change.toDecide?.asSeen.cases).toBeLessThan(4.1 * change.casesNeeded)
  })

  it('is a drop that is shown where it is nearer to the margin than to nothing, and is within it where it is not', () => {
    const shows = (broken: number, fixed: number) =>
      changeOf(compared(table({ broken, fixed, pass: 240 - broken - fixed }))).toDecide?.asSeen.shows
    expect(shows(16, 7)).toBe('drop')
    expect(shows(11, 7)).toBe('within')
  })

  it('is never fewer cases than twice those that could not tell', () => {
    for (const [broken, fixed, of] of [
      [4, 0, 40],
      [6, 3, 120],
      [12, 6, 240],
      [0, 0, 72],
      [3, 5, 60],
    ] as const) {
      const { toDecide, pairs } = changeOf(compared(table({ broken, fixed, pass: of - broken - fixed })))
      expect(toDecide?.asSeen.cases).toBeGreaterThan(2 * pairs)
    }
  })

  it('takes more cases to show a drop among many gates', () => {
    const many = (count: number): SuiteResults => {
      const names = Array.from({ length: count }, (_, at) => `m${at}`)
      const own = measure({ cases: cases(200), metrics: names.map((name) => metric(name)) })
      const scores = (at: number) => Object.fromEntries(names.map((name) => [name, at % 20 === 0 ? 0 : 1]))
      const fixed = (at: number) => Object.fromEntries(names.map((name) => [name, at % 50 === 1 ? 0 : 1]))
      return results(side(fixed, { measure: own }), side(scores, { measure: own, prompt: 'B' }))
    }
    const asSeen = (count: number) => changeOf(many(count)).toDecide?.asSeen
    expect(asSeen(1)?.shows).toBe('drop')
    expect(asSeen(10)?.cases).toBeGreaterThan(1.3 * (asSeen(1)?.cases ?? 0))
  })
})

describe('trials', () => {
  type Scores = (at: number, trial: number) => number

  /** What would decide 200 graded cases, unless said otherwise, on which the sides score so. */
  const decides = (base: Scores, head: Scores, by: Partial<Measure> = {}): ToDecide => {
    const own = measure({ cases: cases(200), trials: 2, metrics: [metric('m', { scale: 'graded' })], ...by })
    const change = changeOf(results(side(base, { measure: own }), side(head, { measure: own, prompt: 'B' })))
    return change.toDecide as ToDecide
  }
  /** Heads or tails, anew in each trial. */
  const coin = (at: number, trial: number): number => uint32Stream(at * 1_000 + trial)() % 2
  const otherCoin = (at: number, trial: number): number => coin(at, trial + 500)

  it('help where chance is in the trials', () => {
    const { trials } = decides(coin, otherCoin)
    expect(trials).toBeGreaterThan(2)
    expect(trials).toBeLessThanOrEqual(20)
  })

  it('do not help where cases differ from one another whatever the trial', () => {
    const { asSeen, trials } = decides(
      (at) => (at % 3) / 2,
      (at) => ((at + (at % 2)) % 3) / 2,
    )
    expect([asSeen.cases > 400, trials]).toEqual([true, undefined])
  })

  it('are not known of from single ones', () => {
    const { asSeen, trials } = decides(coin, otherCoin, { trials: 1 })
    expect([asSeen.cases > 400, trials]).toEqual([true, undefined])
  })

  it('of too few cases certify nothing, however many they are', () => {
    const { asSeen, trials } = decides(coin, otherCoin, { cases: cases(70) })
    expect([asSeen.cases > 140, trials]).toEqual([true, undefined])
  })

  it('are another look, at which 119 cases can certify 5 points at the least, not 73', () => {
    expect(decides(coin, otherCoin, { cases: cases(118) }).trials).toBeUndefined()
    expect(casesWithoutFlips(0.05, 1 - 2 * lookAlpha(2))).toBe(119)
  })

  it('of clusters are told apart as those of cases are', () => {
    const rows = cases(300, (at) => ({ customer: Math.floor(at / 2) }))
    const { trials } = decides(coin, otherCoin, { cases: rows, cluster: 'customer' })
    expect(trials).toBeGreaterThan(2)
    expect(trials).toBeLessThanOrEqual(20)
  })
})

describe('cases that tell a score from its floor', () => {
  const floor = (passed: number, of: number, min: number) =>
    only(compared(table({ pass: passed, fail: of - passed }), { metrics: [metric('format', { min })] })).gate.min

  it('are about as many as it takes: none fails of 188 for a floor of 98 %', () => {
    expect(floor(80, 80, 0.98)?.casesNeeded).toBeGreaterThan(150)
    expect(floor(80, 80, 0.98)?.casesNeeded).toBeLessThan(250)
  })

  it('are by the normal formula 7.85 p (1 - p)/gap^2', () => {
    const wanted = (7.849 * 0.94 * 0.06) / 0.04 ** 2
    expect((floor(188, 200, 0.9)?.casesNeeded ?? 0) / wanted).toBeCloseTo(1, 0)
  })

  it('are none where the score is its floor, or where the floor is decided', () => {
    expect(floor(95, 100, 0.95)).toEqual({ limit: 0.95, decision: 'cannot-tell' })
    expect(floor(400, 400, 0.98)).toEqual({ limit: 0.98, decision: 'holds' })
    expect(casesForFloor({ mean: 0.5, interval: { lower: 0.4, upper: 0.6 }, cases: 100 }, 0.5)).toBeUndefined()
  })
})

describe('what one more case takes', () => {
  it('is what a case took on both sides, all its trials and judges included', () => {
    const own = measure({ cases: cases(10), trials: 3 })
    const options = { measure: own, judgedFrom: 'model', usd: (at: number) => at / 1000 } as const
    const base = side(() => 1, options)
    const head = side((at) => (at === 0 ? { missing: 'timeout' } : 1), { ...options, prompt: 'B' })
    const { perCase } = compareSuite(results(base, head))
    expect(perCase).toMatchObject({ trials: 3, calls: 12 })
    // 0 … 9 and 1 … 9 thousandths; a call and a judgement in each of 3 trials
    expect(perCase?.usd).toBeCloseTo((6 * 4.5) / 1000 + (6 * 5) / 1000, 12)
    expect(compareSuite(results(undefined, head)).perCase?.calls).toBe(6)
  })

  it('has no price where one is unknown, and is nothing where nothing was scored', () => {
    const known = side(() => 1, { usd: () => 0.001 })
    expect(
      compareSuite(
        results(
          known,
          side(() => 1),
        ),
      ).perCase,
    ).toEqual({ trials: 1, calls: 2, usd: undefined })
    expect(
      compareSuite(
        results(
          known,
          side(() => ({ missing: 'timeout' })),
        ),
      ).perCase,
    ).toBeUndefined()
  })
})
