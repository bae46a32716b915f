import { expect, test } from 'vitest'
import { createBudget } from '../../src/evaluation/budget.ts'
import type { Budget, Reservation } from '../../src/evaluation/budget.ts'

/** `waits`, `granted`, or the limit that refuses it. */
async function stateOf(promise: ReturnType<Budget['reserve']>): Promise<string> {
  const waits = new Promise<'waits'>((resolve) => setImmediate(resolve, 'waits'))
  const decided = await Promise.race([promise, waits])
  return typeof decided === 'string' ? decided : 'granted'
}

async function granted(promise: ReturnType<Budget['reserve']>): Promise<Reservation> {
  const decided = await promise
  if (typeof decided === 'string') throw new Error(decided)
  return decided
}

test('a reservation that fits beside all others is granted, one that could never fit is refused', async () => {
  const budget = createBudget({ usd: 1, calls: undefined })
  expect(await stateOf(budget.reserve(1))).toBe('granted')
  expect(await stateOf(createBudget({ usd: 1, calls: undefined }).reserve(1.01))).toBe('pullRequest')
  expect(budget.spent).toEqual({ usd: 1, calls: 1 })
})

test('one that fits only if others turn out cheaper waits for them', async () => {
  const budget = createBudget({ usd: 1, calls: undefined })
  const first = await granted(budget.reserve(0.6))
  const second = budget.reserve(0.6)
  const third = budget.reserve(0.6)
  expect(await stateOf(second)).toBe('waits')
  first.settle(0.1)
  expect(await stateOf(second)).toBe('granted')
  expect(await stateOf(third)).toBe('waits')
  ;(await granted(second)).settle(0.5)
  expect(await stateOf(third)).toBe('pullRequest')
  expect(budget.spent).toEqual({ usd: 0.6, calls: 2 })
})

test('an unknown price counts towards calls alone', async () => {
  const budget = createBudget({ usd: 0, calls: 2 })
  expect(await stateOf(budget.reserve(undefined))).toBe('granted')
  expect(await stateOf(budget.reserve(undefined))).toBe('granted')
  expect(await stateOf(budget.reserve(undefined))).toBe('calls')
})

test('a price of nothing fits into a budget of nothing, any other does not', async () => {
  const budget = createBudget({ usd: 0, calls: undefined })
  expect(await stateOf(budget.reserve(0))).toBe('granted')
  expect(await stateOf(budget.reserve(0.000001))).toBe('pullRequest')
})

test('a hundred thousand small costs fill a budget exactly', async () => {
  const budget = createBudget({ usd: 1, calls: undefined })
  for (let n = 0; n < 100_000; n += 1) (await granted(budget.reserve(0.00001))).settle(0.00001)
  expect(budget.spent.calls).toBe(100_000)
  expect(await stateOf(budget.reserve(0.00001))).toBe('pullRequest')
})

test('what cost more than reserved counts as what it cost', async () => {
  const budget = createBudget({ usd: 1, calls: undefined })
  ;(await granted(budget.reserve(0.1))).settle(0.95)
  expect(await stateOf(budget.reserve(0.1))).toBe('pullRequest')
})

test('a reservation is settled once', async () => {
  const reservation = await granted(createBudget({ usd: 1, calls: undefined }).reserve(0.1))
  reservation.settle(0.1)
  expect(() => reservation.settle(0.1)).toThrow('settled once')
})

test('what is left of the month counts where it is less than a check may cost, and is named', async () => {
  const budget = createBudget({ usd: 1, calls: undefined, monthUsdLeft: 0.25 })
  ;(await granted(budget.reserve(0.2))).settle(0.2)
  expect(await stateOf(budget.reserve(0.1))).toBe('month')
  const ample = createBudget({ usd: 1, calls: undefined, monthUsdLeft: 5 })
  expect(await stateOf(ample.reserve(1.1))).toBe('pullRequest')
  expect(await stateOf(createBudget({ usd: 1, calls: undefined, monthUsdLeft: 0 }).reserve(0.01))).toBe('month')
})
