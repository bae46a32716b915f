import fc from 'fast-check'
import { expect, test } from 'vitest'
import { byCodePoints } from '../../src/resources/order.ts'

test('byCodePoints orders as the code points do', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', 'b', '\ud7ff', '\ue000', '\uffff', '🚲', '\u{10ffff}'),
    maxLength: 5,
  })
  const points = (one: string): number[] => Array.from(one, (character) => character.codePointAt(0) ?? 0)
  const expected = (a: number[], b: number[]): number => {
    const differs = a.findIndex((point, index) => point !== b[index])
    return differs === -1 || differs >= b.length ? a.length - b.length : (a[differs] ?? 0) - (b[differs] ?? 0)
  }
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(Math.sign(byCodePoints(a, b))).toBe(Math.sign(expected(points(a), points(b))))
    }),
    { seed: 7, numRuns: 1_000 },
  )
})
