import { describe, expect, it } from 'vitest'
import { compareSuite } from '../../src/verdict/compare.ts'
import { clustersOf, unitsOf } from '../../src/verdict/units.ts'
import { cases, measure, metric, results, side } from './fixtures.ts'

/** 40 cases, four to a customer. */
const clustered = measure({ cases: cases(40, (at) => ({ customer: `k${Math.floor(at / 4)}` })), cluster: 'customer' })
const alone = measure({ cases: clustered.cases })
/** Whole customers break. */
const broken = (at: number): number => (at < 8 ? 0 : 1)

function change(own: typeof clustered) {
  const { metrics } = compareSuite(
    results(
      side(() => 1, { measure: own }),
      side(broken, { measure: own, prompt: 'B' }),
    ),
  )
  const finding = metrics[0]?.finding
  if (finding?.kind !== 'tested') throw new Error('not tested')
  return finding.change
}

describe('clusters', () => {
  it('are the evidence, not their cases: two customers that break are two, not eight', () => {
    const [together, apart] = [change(clustered), change(alone)]
    expect(together).toMatchObject({ pairs: 40, clusters: 10, delta: -0.2 })
    expect(together.pWorse).toBeCloseTo(0.125, 12) // mid-p of two losses: 1/4 - 1/8
    expect(apart.pWorse).toBeLessThan(0.005)
    expect(apart.clusters).toBeUndefined()
    expect(together.certified.upper - together.certified.lower).toBeGreaterThan(
      apart.certified.upper - apart.certified.lower,
    )
    expect(together.casesNeeded).toBeGreaterThan(apart.casesNeeded)
    expect(together.detectableDrop).toBeGreaterThan(apart.detectableDrop)
  })

  it('widen the interval of a side, too', () => {
    const score = (own: typeof clustered) =>
      compareSuite(results(undefined, side(broken, { measure: own }))).metrics[0]?.head
    const [together, apart] = [score(clustered), score(alone)]
    expect(together).toMatchObject({ mean: 0.8, cases: 40 })
    expect(together?.interval.lower).toBeLessThan(apart?.interval.lower ?? 0)
    expect(together?.interval.upper).toBeLessThanOrEqual(1)
  })

  it('leave a case without a value to itself, and give the mean over the cases whatever their sizes', () => {
    const own = measure({
      cases: cases(6, (at) => (at < 4 ? { customer: 'a' } : at === 4 ? { customer: null } : {})),
      cluster: 'customer',
    })
    const values = own.cases.map(({ id }, at) => ({ caseId: id, value: at === 0 ? 1 : 0 }))
    const units = unitsOf(values, clustersOf(own))
    expect(units.sums).toEqual([1, 0, 0])
    expect(units.values.reduce((sum, value) => sum + value, 0) / 3).toBeCloseTo(1 / 6, 12)
    expect(units).toMatchObject({ casesPerUnit: 2, largest: 2 })
  })

  it('make too few of them in a slice say nothing, and give each other slice its power', () => {
    const rows = cases(80, (at) => ({ customer: `k${Math.floor(at / 2)}`, language: at < 60 ? 'de' : 'en' }))
    const own = measure({ cases: rows, cluster: 'customer', slices: ['language'], metrics: [metric('grounded')] })
    const base = side(() => 1, { measure: own })
    const head = side((at) => (at % 10 === 0 ? 0 : 1), { measure: own, prompt: 'B' })
    const finding = compareSuite(results(base, head)).metrics[0]?.finding
    const slices = finding?.kind === 'tested' ? finding.slices : []
    expect(slices.map(({ value, p }) => [value, p !== undefined])).toEqual([
      ['de', true],
      ['en', false],
    ])
    expect(slices[0]?.detectableDrop).toBeGreaterThan(0.05)
    expect(slices[1]?.detectableDrop).toBeUndefined()
  })
})
