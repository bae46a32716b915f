import fc from 'fast-check'
import { expect, test } from 'vitest'
import { benjaminiHochberg } from '../../src/statistics/benjamini-hochberg.ts'
import { holm } from '../../src/statistics/holm.ts'

const family = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 })
const RULES = [holm, benjaminiHochberg]

test('an adjusted p is between the raw one and Bonferroni, and keeps their order', () => {
  fc.assert(
    fc.property(family, fc.constantFrom(...RULES), (pValues, adjust) => {
      const adjusted = adjust(pValues)
      for (const [at, p] of pValues.entries()) {
        expect(adjusted[at]).toBeGreaterThanOrEqual(p)
        expect(adjusted[at]).toBeLessThanOrEqual(Math.min(1, p * pValues.length))
        for (const [other, q] of pValues.entries()) {
          if (p < q) expect(adjusted[at]).toBeLessThanOrEqual(adjusted[other] as number)
        }
      }
    }),
  )
})

test('the order of the family does not matter', () => {
  fc.assert(
    fc.property(family, fc.constantFrom(...RULES), (pValues, adjust) => {
      expect(adjust(pValues.toReversed())).toEqual(adjust(pValues).toReversed())
    }),
  )
})

test('Holm rejects what its steps reject', () => {
  fc.assert(
    fc.property(family, (pValues) => {
      const ascending = pValues.toSorted((p, q) => p - q)
      const stop = ascending.findIndex((p, rank) => p > 0.05 / (pValues.length - rank))
      const rejected = stop === -1 ? pValues.length : stop
      expect(holm(pValues).filter((p) => p <= 0.05)).toHaveLength(rejected)
    }),
  )
})

test('a family of none has no claims', () => {
  for (const adjust of RULES) expect(adjust([])).toEqual([])
})
