import { expect, it } from 'vitest'
import { pairCases } from '../../src/verdict/pair-cases.ts'

it('pairs what is scored on both sides, in order of the id, and counts the rest by side', () => {
  const base = new Map([
    ['d', 1],
    ['a', 0.5],
    ['only base', 1],
  ])
  const head = new Map([
    ['only head 2', 1],
    ['only head 1', 0],
    ['d', 1],
    ['a', 0.25],
  ])
  expect(pairCases(base, head)).toEqual({
    pairs: [
      { caseId: 'a', base: 0.5, head: 0.25, difference: -0.25 },
      { caseId: 'd', base: 1, head: 1, difference: 0 },
    ],
    dropped: { base: 1, head: 2 },
  })
})

it('takes the rounding of means for no difference', () => {
  const one = pairCases(new Map([['a', 0.1 + 0.2]]), new Map([['a', 0.3]]))
  expect(0.1 + 0.2).not.toBe(0.3)
  expect(one.pairs[0]?.difference).toBe(0)
})

it('pairs nothing with nothing', () => {
  expect(pairCases(new Map(), new Map([['a', 1]]))).toEqual({ pairs: [], dropped: { base: 0, head: 1 } })
})
