import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { editDistance, nearest } from '../../src/source/nearest.ts'

describe('editDistance', () => {
  test.each([
    ['', '', 0],
    ['abc', '', 3],
    ['kitten', 'sitting', 3],
    ['answer', 'anwser', 1],
    ['ca', 'abc', 3],
  ])('of %s and %s is %i', (from, to, distance) => {
    expect(editDistance(from, to)).toBe(distance)
  })

  test('is symmetric, zero only for equals, and at most the longer length', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 })
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a))
        expect(editDistance(a, b) === 0).toBe(a === b)
        expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length))
      }),
      { seed: 7 },
    )
  })
})

describe('nearest', () => {
  test.each<[string, string[], string | undefined]>([
    ['qestion', ['language', 'question'], 'question'],
    ['max_tokens', ['topP', 'maxTokens'], 'maxTokens'],
    ['Prompt', ['prompt'], 'prompt'],
    ['usr', ['user', 'use'], 'user'],
    ['x', ['y'], undefined],
    ['a', ['ab'], 'ab'],
    ['quality', ['temperature', 'seed'], undefined],
    ['same', ['same'], undefined],
    ['', ['a'], undefined],
    ['x'.repeat(100), ['x'.repeat(99)], undefined],
  ])('of %s among %j is %s', (word, candidates, expected) => {
    expect(nearest(word, candidates)).toBe(expected)
  })
})
