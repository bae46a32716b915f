import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { binomialQuantile } from '../../src/statistics/binomial-quantile.ts'
import { logGamma } from '../../src/statistics/log-gamma.ts'
import { normalCdf } from '../../src/statistics/normal-cdf.ts'
import { normalQuantile } from '../../src/statistics/normal-quantile.ts'
import { regularizedIncompleteBeta } from '../../src/statistics/regularized-incomplete-beta.ts'
import { studentTCdf } from '../../src/statistics/student-t-cdf.ts'
import { studentTQuantile } from '../../src/statistics/student-t-quantile.ts'

// Every expected value here was computed with mpmath at 40 digits.

function near(actual: number, expected: number, relative: number): void {
  const allowed = relative * Math.max(Math.abs(expected), Number.MIN_VALUE)
  expect(Math.abs(actual - expected), `${actual} is not ${expected}`).toBeLessThanOrEqual(allowed)
}

const probability = fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true })

describe('the normal distribution', () => {
  test.each([
    [-37, 5.725571222524577e-300],
    [-8, 6.220960574271784e-16],
    [-3.5, 0.00023262907903552504],
    [-3, 0.0013498980316300946],
    [-2.9, 0.001865813300384038],
    [-1.959963984540054, 0.025000000000000015],
    [-0.3, 0.3820885778110474],
    [0, 0.5],
    [1e-9, 0.5000000003989423],
    [1, 0.8413447460685429],
    [2.999, 0.9986456634662729],
    [5, 0.9999997133484281],
    [Infinity, 1],
    [-Infinity, 0],
  ])('cdf of %f', (z, p) => near(normalCdf(z), p, 1e-13))

  test.each([
    [1e-300, -37.0470962993612],
    [1e-12, -7.034483825301132],
    [0.001, -3.0902323061678136],
    [0.025, -1.9599639845400543],
    [0.05, -1.6448536269514726],
    [0.3, -0.5244005127080408],
    [0.5, 0],
    [0.8, 0.8416212335729142],
    [0.925, 1.439531470938456],
    [0.975, 1.9599639845400543],
    [0.9999, 3.7190164854556804],
  ])('quantile of %f', (p, z) => near(normalQuantile(p), z, 1e-14))

  test('the quantile inverts the cdf', () => {
    fc.assert(fc.property(probability, (p) => near(normalCdf(normalQuantile(p)), p, 1e-12)))
  })
})

describe("Student's t distribution", () => {
  test.each([
    [-3, 1, 0.10241638234956674],
    [-0.5, 1, 0.35241638234956674],
    [0.001, 2, 0.500353553302205],
    [1, 2, 0.7886751345948129],
    [-2.2, 11, 0.02504305549090213],
    [-40, 5, 9.205981085886477e-8],
    [2, 49, 0.974470425871291],
    [-1.97, 199, 0.025112776970244388],
    [-2.5, 999, 0.00628936379225461],
    [0.7, 9999, 0.7580282050956891],
  ])('cdf of %f with %i degrees of freedom', (t, df, p) => near(studentTCdf(t, df), p, 1e-11))

  test.each([
    [0.975, 1, 12.706204736174705],
    [0.9999, 1, 3183.098757118151],
    [0.975, 2, 4.302652729749464],
    [0.6, 3, 0.2766706623326899],
    [0.975, 9, 2.2621571627982053],
    [0.975, 11, 2.2009851600916397],
    [0.9875, 19, 2.433440211374969],
    [0.975, 49, 2.0095752371292397],
    [0.975, 999, 1.96234146113345],
  ])('quantile of %f with %i degrees of freedom', (p, df, t) => near(studentTQuantile(p, df), t, 1e-11))

  test('is symmetric, and the quantile inverts the cdf', () => {
    fc.assert(
      fc.property(probability, fc.integer({ min: 1, max: 2000 }), (p, df) => {
        const t = studentTQuantile(p, df)
        near(studentTCdf(t, df), p, 1e-10)
        near(studentTCdf(-t, df), 1 - studentTCdf(t, df), 1e-6)
      }),
    )
  })
})

test.each([
  [0.3, 2, 5, 0.579825],
  [0.999, 0.343, 0.0857, 0.540604438808587],
  [0.01, 0.5, 0.5, 0.06376856085851985],
  [1e-10, 0.2, 3, 0.01319999999956],
  [0.95, 950, 50, 0.482630456273026],
  [0.5, 5000, 4900, 0.15742707910353532],
])('I_%f(%f, %f)', (x, a, b, expected) => {
  near(regularizedIncompleteBeta(x, a, b), expected, 1e-10)
  near(regularizedIncompleteBeta(1 - x, b, a, x), 1 - expected, 1e-10)
})

test.each([
  [0.0857, 2.413237170594134],
  [0.5, 0.5723649429247001],
  [2.5, 0.2846828704729192],
  [10, 12.80182748008147],
  [171.3, 708.1149470389968],
  [5000.5, 37586.884887281056],
])('ln gamma of %f', (x, expected) => near(logGamma(x), expected, 1e-14))

test('binomial quantiles are those of the summed probabilities', () => {
  const cdf = (k: number, n: number, chance: number) => {
    let [term, sum] = [(1 - chance) ** n, 0]
    for (let at = 0; at <= k; at += 1) {
      sum += term
      term *= ((n - at) / (at + 1)) * (chance / (1 - chance))
    }
    return sum
  }
  const anyCase = [fc.integer({ min: 1, max: 60 }), fc.double({ min: 0.1, max: 0.9, noNaN: true })] as const
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 0.99, noNaN: true }), ...anyCase, (p, n, chance) => {
      const k = binomialQuantile(p, n, chance)
      expect(cdf(k, n, chance)).toBeGreaterThanOrEqual(p - 1e-12)
      if (k > 0) expect(cdf(k - 1, n, chance)).toBeLessThan(p + 1e-12)
    }),
  )
})
