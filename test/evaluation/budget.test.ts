import { expect, test } from 'vitest'
import { createBudget } from '../../src/evaluation/budget.ts'
import type { Reservation } from '../../src/evaluation/budget.ts'

async function stateOf(promise: Promise<unknown>): Promise<'waits' | 'granted' | 'refused'> {
  const decided = await Promise.race([promise, new Promise((resolve) => setImmediate(resolve, 'waits'))])
  if (decided === 'waits') return 'waits'
  return decided === undefined ? 'refused' : 'granted'
}

test('a reservation that fits beside all others is granted, one that could never fit is refused', async () => {
  const budget = createBudget({ usd: 1, calls: undefined })
  expect(await stateOf(budget.reserve(1))).toBe('granted')
  expect(await stateOf(createBudget({ usd: 1, calls: undefined }).reserve(1.01))).toBe('refused')
  expect(budget.spent).toEqual({ usd: 1, calls: 1 })
})

test('one that fits only if others turn out cheaper waits for them', async () => {
  const budget = createBudget({ usd: 1, calls: undefined })
  const first = (await budget.reserve(0.6)) as Reservation
  const second = budget.reserve(0.6)
  const third = budget.reserve(0.6)
  expect(await stateOf(second)).toBe('waits')
  first.settle(0.1)
  expect(await stateOf(second)).toBe('granted')
  expect(await stateOf(third)).toBe('waits')
  ;(await second)?.settle(0.5)
  expect(await stateOf(third)).toBe('refused')
  expect(budget.spent).toEqual({ usd: 0.6, calls: 2 })
})

test('an unknown price counts towards calls alone', async () => {
  const budget = createBudget({ usd: 0, calls: 2 })
  expect(await stateOf(budget.reserve(undefined))).toBe('granted')
  expect(await stateOf(budget.reserve(undefined))).toBe('granted')
  expect(await stateOf(budget.reserve(undefined))).toBe('refused')
})

test('a price of nothing fits into a budget of nothing, any other does not', async () => {
  const budget = createBudget({ usd: 0, calls: undefined })
  expect(await stateOf(budget.reserve(0))).toBe('granted')
  expect(await stateOf(budget.reserve(0.000001))).toBe('refused')
})

test('a hundred thousand small costs fill a budget exactly', async () => {
  const budget = createBudget({ usd: 1, calls: undefined })
  for (let n = 0; n < 100_000; n += 1) (await budget.reserve(0.00001))?.settle(0.00001)
  expect(budget.spent.calls).toBe(100_000)
  expect(await stateOf(budget.reserve(0.00001))).toBe('refused')
})

test('what cost more than reserved counts as what it cost', async () => {
  const budget = createBudget({ usd: 1, calls: undefined })
  ;(await budget.reserve(0.1))?.settle(0.95)
  expect(await stateOf(budget.reserve(0.1))).toBe('refused')
})

test('a reservation is settled once', async () => {
  const reservation = await createBudget({ usd: 1, calls: undefined }).reserve(0.1)
  reservation?.settle(0.1)
  expect(() => reservation?.settle(0.1)).toThrow('settled once')
})
