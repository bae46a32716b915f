import fc from 'fast-check'
import { expect, test } from 'vitest'
import { digestOfFields, digestOfJson, type Json } from '../../src/digest/digest.ts'

test('lists that are given item by item have the digest of the whole', () => {
  const fields = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue())
  fc.assert(
    fc.property(fields, fc.array(fc.jsonValue()), (some, list) => {
      const whole = { ...some, cases: list } as { readonly [key: string]: Json }
      expect(digestOfFields({ ...whole, cases: (list as Json[]).values() })).toBe(digestOfJson(whole))
    }),
  )
  expect(digestOfFields({})).toBe(digestOfJson({}))
  expect(digestOfFields({ cases: [].values() })).toBe(digestOfJson({ cases: [] }))
})
