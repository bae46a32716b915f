import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Place } from '../../src/diagnostic/place.ts'
import { findSnippet, placeWithin, snippetOf } from '../../src/source/snippet.ts'

test('a snippet is found where it was taken', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '{', '}'), minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(text, fc.nat(29), fc.nat(10), (whole, from, length) => {
      const start = Math.min(from, whole.length - 1)
      const end = Math.min(whole.length, start + 1 + length)
      expect(findSnippet(whole, snippetOf(whole, start, end), 0, whole.length)).toBe(start)
    }),
    { seed: 7 },
  )
})

test.each<[string, Place, Place]>([
  [
    'of YAML as a snippet of the value',
    { in: 'yaml', file: 'f', document: 0, path: ['user'], part: 'value' },
    { in: 'yaml', file: 'f', document: 0, path: ['user'], part: 'value', snippet: { text: 'x', nth: 1 } },
  ],
  [
    'of a text by its offsets',
    { in: 'text', file: 'f', start: 10, end: 20 },
    { in: 'text', file: 'f', start: 12, end: 13 },
  ],
  [
    'of a file as a snippet of it',
    { in: 'file', file: 'f' },
    { in: 'snippet', file: 'f', snippet: { text: 'x', nth: 1 } },
  ],
])('a piece %s', (_, place, expected) => {
  expect(placeWithin(place, 'x x', 2, 3)).toEqual(expected)
})
