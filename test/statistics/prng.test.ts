import fc from 'fast-check'
import { expect, test } from 'vitest'
import { uint32Stream } from '../../src/statistics/prng.ts'
import { shuffle } from '../../src/statistics/shuffle.ts'

test('a shuffle loses nothing, leaves its argument alone and repeats itself', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 50 }), fc.integer(), (items, seed) => {
      const before = [...items]
      const shuffled = shuffle(items, seed)
      expect(shuffled.toSorted()).toEqual(items.toSorted())
      expect(items).toEqual(before)
      expect(shuffle(items, seed)).toEqual(shuffled)
    }),
  )
})

test('every order of three is as likely', () => {
  const seen = new Map<string, number>()
  for (let seed = 0; seed < 6000; seed += 1) {
    const order = shuffle(['a', 'b', 'c'], seed).join('')
    seen.set(order, (seen.get(order) ?? 0) + 1)
  }
  expect(seen.size).toBe(6)
  for (const times of seen.values()) expect(Math.abs(times - 1000)).toBeLessThan(130)
})

test('the stream is uniform and follows the lowest 32 bits of its seed', () => {
  const next = uint32Stream(2026)
  const draws = Array.from({ length: 100_000 }, () => next() / 2 ** 32)
  const average = draws.reduce((sum, draw) => sum + draw, 0) / draws.length
  expect(Math.abs(average - 0.5)).toBeLessThan(0.004)
  expect(uint32Stream(2 ** 32 + 5)()).toBe(uint32Stream(5)())
})
