import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { meanScoreInterval } from '../../src/statistics/mean-score-interval.ts'
import { nonInferiority } from '../../src/statistics/non-inferiority.ts'
import { normalQuantile } from '../../src/statistics/normal-quantile.ts'
import { pairedScoreInterval } from '../../src/statistics/paired-score-interval.ts'
import { scoreZ } from '../../src/statistics/score-z.ts'
import { wilson } from '../../src/statistics/wilson.ts'
import { pairedOutcomes } from './paired-outcomes.ts'
import { repeated } from './repeated.ts'

const Z2 = normalQuantile(0.975) ** 2
const DIFFERENCE = { lower: -1, upper: 1 }

const grid = (steps: number) => fc.integer({ min: -steps, max: steps }).map((at) => at / steps)
const difference = fc.oneof(grid(1), grid(3), grid(10), fc.double({ min: -1, max: 1, noNaN: true }))
const differences = fc.array(difference, { minLength: 1, maxLength: 60 })
const table = fc.record({
  bothPass: fc.integer({ min: 0, max: 60 }),
  wins: fc.integer({ min: 0, max: 20 }),
  losses: fc.integer({ min: 0, max: 20 }),
  bothFail: fc.integer({ min: 1, max: 20 }),
})

/** Tango's score statistic with his closed form of the constrained estimate (1998, equations 5 to 9). */
function tangoZ(wins: number, losses: number, n: number, D: number): number {
  const A = 2 * n
  const B = -wins - losses + (2 * n - wins + losses) * D
  const C = -losses * D * (1 - D)
  const q = (Math.sqrt(B * B - 4 * A * C) - B) / (2 * A)
  return (wins - losses - n * D) / Math.sqrt(n * (2 * q + D * (1 - D)))
}

/** The D in [from, to] where the decreasing `statistic` passes `level`. */
function crossing(statistic: (D: number) => number, level: number, from: number, to: number): number {
  let [left, right] = [from, to]
  for (let halving = 0; halving < 60; halving += 1) {
    const middle = (left + right) / 2
    if (statistic(middle) > level) left = middle
    else right = middle
  }
  return (left + right) / 2
}

interface Weights {
  readonly points: readonly number[]
  readonly weights: readonly number[]
}

/**
 * The most likely distribution with mean D on the values and the ends of the support, by its definition: the multiplier
 * is bisected until the mean fits, else the end that is short of mass takes the rest.
 */
function mostLikely(values: readonly number[], D: number): Weights {
  const n = values.length
  const [first, last] = [-1 / (1 - D), 1 / (1 + D)]
  const excess = (l: number) => values.reduce((sum, x) => sum + (x - D) / (1 + l * (x - D)), 0)
  const l = crossing(excess, 0, first, last)
  const inner = values.map((x) => 1 / (n * (1 + l * (x - D))))
  const rest = 1 - inner.reduce((sum, weight) => sum + weight, 0)
  return { points: [...values, -1, 1], weights: [...inner, l > 0 ? rest : 0, l > 0 ? 0 : rest] }
}

const moment = ({ points, weights }: Weights, D: number, power: number) =>
  points.reduce((sum, x, at) => sum + (weights[at] as number) * (x - D) ** power, 0)

const logLikelihood = ({ weights }: Weights, n: number) =>
  weights.slice(0, n).reduce((sum, weight) => sum + Math.log(weight), 0)

describe('the paired score interval', () => {
  test('is Tango where every difference is -1, 0 or 1', () => {
    fc.assert(
      fc.property(table, (counts) => {
        const { wins, losses } = counts
        const outcomes = pairedOutcomes(counts)
        const n = outcomes.length
        const { estimate, lower, upper } = pairedScoreInterval(outcomes)
        const statistic = (D: number) => tangoZ(wins, losses, n, D)
        expect(lower).toBeCloseTo(crossing(statistic, Math.sqrt(Z2), -1, estimate), 8)
        expect(upper).toBeCloseTo(crossing(statistic, -Math.sqrt(Z2), estimate, 1), 8)
        for (const D of [-0.3, -0.05, 0.01, 0.4]) expect(scoreZ(outcomes, DIFFERENCE, D)).toBeCloseTo(statistic(D), 6)
      }),
    )
  })

  test('is where the variance of the most likely distribution puts it', () => {
    fc.assert(
      fc.property(differences, fc.constantFrom(-0.9, -0.31, -0.05, 0.02, 0.4, 0.8), (values, D) => {
        const fit = mostLikely(values, D)
        const gap = values.reduce((sum, x) => sum + x - D, 0) / values.length
        fc.pre(Math.abs(gap) > 1e-6)
        expect(moment(fit, D, 0)).toBeCloseTo(1, 9)
        expect(moment(fit, D, 1)).toBeCloseTo(0, 6)
        expect(scoreZ(values, DIFFERENCE, D)).toBeCloseTo(gap / Math.sqrt(moment(fit, D, 2) / values.length), 5)
      }),
    )
  })

  test('compares with a distribution that no other of the same mean beats', () => {
    const anyWeights = fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 62, maxLength: 62 })
    fc.assert(
      fc.property(differences, anyWeights, (values, raw) => {
        const points = [...values, -1, 1]
        const whole = points.reduce((sum, _, at) => sum + (raw[at] as number), 0)
        const rival = { points, weights: points.map((_, at) => (raw[at] as number) / whole) }
        const D = moment(rival, 0, 1)
        const best = logLikelihood(mostLikely(values, D), values.length)
        expect(logLikelihood(rival, values.length)).toBeLessThanOrEqual(best + 1e-6)
      }),
    )
  })

  test('ends exactly where the statistic reaches the critical z', () => {
    fc.assert(
      fc.property(differences, fc.constantFrom(0.8, 0.95, 0.99), (values, level) => {
        const z = normalQuantile((1 + level) / 2)
        const { lower, upper } = pairedScoreInterval(values, level)
        if (lower > -1 + 1e-6) expect(scoreZ(values, DIFFERENCE, lower)).toBeCloseTo(z, 6)
        if (upper < 1 - 1e-6) expect(scoreZ(values, DIFFERENCE, upper)).toBeCloseTo(-z, 6)
      }),
    )
  })

  test('contains its estimate, stays inside [-1, 1] and never collapses', () => {
    fc.assert(
      fc.property(differences, (values) => {
        const { estimate, lower, upper } = pairedScoreInterval(values)
        const ordered = [-1, lower, estimate, upper, 1]
        expect(ordered).toEqual(ordered.toSorted((a, b) => a - b))
        expect(upper - lower).toBeGreaterThan(Z2 / (values.length + Z2) / 2)
      }),
    )
  })

  test('of no change at all is z2/(n + z2) to both sides', () => {
    for (const n of [1, 20, 73, 1000]) {
      const { estimate, lower, upper } = pairedScoreInterval(repeated(0, n))
      expect(estimate).toBe(0)
      expect(lower).toBeCloseTo(-Z2 / (n + Z2), 14)
      expect(upper).toBeCloseTo(Z2 / (n + Z2), 14)
    }
  })

  test('turns round with the sides', () => {
    fc.assert(
      fc.property(differences, (values) => {
        const there = pairedScoreInterval(values)
        const back = pairedScoreInterval(values.map((value) => -value))
        expect(back.lower).toBeCloseTo(-there.upper, 12)
        expect(back.upper).toBeCloseTo(-there.lower, 12)
      }),
    )
  })

  test('rises with any difference', () => {
    fc.assert(
      fc.property(differences, fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (values, pick, share) => {
        const at = pick % values.length
        const raised = values.map((value, other) => (other === at ? value + (1 - value) * share : value))
        const [before, after] = [pairedScoreInterval(values), pairedScoreInterval(raised)]
        expect(after.lower).toBeGreaterThanOrEqual(before.lower - 1e-12)
        expect(after.upper).toBeGreaterThanOrEqual(before.upper - 1e-12)
      }),
    )
  })

  test('widens with the level', () => {
    fc.assert(
      fc.property(differences, (values) => {
        const [narrow, wide] = [pairedScoreInterval(values, 0.9), pairedScoreInterval(values, 0.975)]
        expect(wide.lower).toBeLessThan(narrow.lower + 1e-12)
        expect(wide.upper).toBeGreaterThan(narrow.upper - 1e-12)
        expect(wide.upper - wide.lower).toBeGreaterThan(narrow.upper - narrow.lower)
      }),
    )
  })

  test('on a smaller support is the same interval in smaller units', () => {
    fc.assert(
      fc.property(differences, (values) => {
        const whole = pairedScoreInterval(values)
        const scaled = pairedScoreInterval(
          values.map((value) => value / 4),
          0.95,
          0.25,
        )
        expect(scaled.lower).toBeCloseTo(whole.lower / 4, 12)
        expect(scaled.upper).toBeCloseTo(whole.upper / 4, 12)
      }),
    )
  })

  test('certifies exactly when the non-inferiority test does', () => {
    fc.assert(
      fc.property(differences, fc.constantFrom(0.02, 0.05, 0.3), (values, margin) => {
        const { lower } = pairedScoreInterval(values)
        fc.pre(Math.abs(lower + margin) > 1e-9)
        expect(nonInferiority(values, margin).p < 0.025).toBe(lower > -margin)
      }),
    )
  })
})

test('a margin beyond what can change is certified outright', () => {
  expect(nonInferiority([-0.1, 0.1], 0.2, 0.1)).toEqual({ z: Infinity, p: 0 })
})

describe('the score interval of one mean', () => {
  test('is Wilson for passes and failures', () => {
    fc.assert(
      fc.property(fc.nat(80), fc.nat(80), (passes, failures) => {
        fc.pre(passes + failures > 0)
        const scores = [...repeated(1, passes), ...repeated(0, failures)]
        const [ours, closed] = [meanScoreInterval(scores), wilson(passes, scores.length)]
        expect(ours.lower).toBeCloseTo(closed.lower, 12)
        expect(ours.upper).toBeCloseTo(closed.upper, 12)
      }),
    )
  })

  test('of nothing but passes reaches exactly 1, of nothing but failures 0', () => {
    for (const n of [1, 20, 83, 1000]) {
      expect([wilson(n, n).upper, wilson(0, n).lower]).toEqual([1, 0])
      expect([meanScoreInterval(repeated(1, n)).upper, meanScoreInterval(repeated(0, n)).lower]).toEqual([1, 0])
    }
  })

  test('contains its estimate, stays inside [0, 1] and never collapses', () => {
    const score = fc.oneof(fc.constantFrom(0, 0.25, 1), fc.double({ min: 0, max: 1, noNaN: true }))
    fc.assert(
      fc.property(fc.array(score, { minLength: 1, maxLength: 60 }), (scores) => {
        const { estimate, lower, upper } = meanScoreInterval(scores)
        const ordered = [0, lower, estimate, upper, 1]
        expect(ordered).toEqual(ordered.toSorted((a, b) => a - b))
        expect(upper - lower).toBeGreaterThan(Z2 / (scores.length + Z2) / 2)
      }),
    )
  })
})
