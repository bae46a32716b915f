import { expect, test } from 'vitest'
import type { Spent } from '../../src/evaluation/expense.ts'
import { spending } from '../../src/report/words/spending.ts'

const day = 24 * 60 * 60_000

function spentWith(more: Partial<Spent>): Spent {
  return { newCalls: 0, fromStore: 120, recorded: 0, usd: 0, unpriced: 0, ...more }
}

test.each<[Partial<Spent>, string]>([
  [{}, '0 new calls, $0; 120 from the store'],
  [{ baseAgeMs: day - 1 }, '0 new calls, $0; 120 from the store'],
  [{ baseAgeMs: day }, '0 new calls, $0; 120 from the store, base up to 1 day old'],
  [{ baseAgeMs: 13.9 * day, recorded: 2 }, '0 new calls, $0; 120 from the store, base up to 13 days old; 2 recorded'],
])('the age of base is told in whole days: %j', (more, words) => {
  expect(spending(spentWith(more), undefined)).toBe(words)
})
