import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { createBudget } from '../../src/evaluation/budget.ts'
import type { CallResult, StoredCall } from '../../src/evaluation/call.ts'
import { keyOf } from '../../src/evaluation/call.ts'
import { recordedLayer, recordedLine } from '../../src/evaluation/recorded.ts'
import { everyFault } from '../rig/faults.ts'
import { startJsonServer } from '../rig/json-server.ts'
import { startModelServer } from '../rig/model-server.ts'
import { askerWith, callOf, mapStore, noTransport, openai, policyWith, price, quickClock } from './fixtures.ts'

const days = { answer: () => 'Two days.' }

function storedFor(text: string, more: Partial<StoredCall> = {}): StoredCall {
  const call = callOf(text)
  const answer = { text: 'stored', finish: 'stop', servedModel: 'm', usage: undefined, latencyMs: 1 } as const
  return { version: 1, key: keyOf(call), provider: 'rig', model: 'm', origin: 'http://rig', answer, at: 1_000, ...more }
}

function textOf(result: CallResult): string {
  return result.kind === 'answered' ? result.call.answer.text : result.reason
}

describe('an answer', () => {
  test('is asked once, stored with its origin, and costs what its tokens cost', async () => {
    await using server = await startModelServer(days)
    const store = mapStore()
    const ask = askerWith({ policy: policyWith([openai(server.url)]), store })
    const call = callOf('How long?')
    const asked = await ask(call, price)
    expect(asked).toMatchObject({ kind: 'answered', from: 'model', key: keyOf(call), cost: (3 * 1 + 3 * 10) / 1e6 })
    expect(store.get(keyOf(call))).toMatchObject({ version: 1, provider: 'rig', model: 'm', origin: server.origin })
    expect(asked.kind === 'answered' && asked.call).toBe(store.get(keyOf(call)))
    expect(await ask(call, price)).toMatchObject({ kind: 'answered', from: 'store', cost: (3 * 1 + 3 * 10) / 1e6 })
    expect(server.requests.length).toBe(1)
  })

  test('is in the store before it is returned', async () => {
    await using server = await startModelServer(days)
    const order: string[] = []
    const store = mapStore()
    const noting = { get: () => undefined, put: (call: StoredCall) => (order.push('put'), store.put(call)) }
    const ask = askerWith({ policy: policyWith([openai(server.url)]), store: noting })
    await ask(callOf('a'), undefined).then(() => order.push('returned'))
    expect(order).toEqual(['put', 'returned'])
  })

  test('from the store makes no request, not even with every fault there is', async () => {
    await using server = await startModelServer(days)
    const store = mapStore()
    const policy = policyWith([openai(server.url)])
    await askerWith({ policy, store })(callOf('a'), undefined)
    server.reset()
    server.setFaults([{ fault: 'hang' }])
    const again = askerWith({ policy, store, openTransport: noTransport })
    expect(await again(callOf('a'), undefined)).toMatchObject({ kind: 'answered', from: 'store' })
    expect(server.requests).toEqual([])
  })

  test('of one trial never answers another, at temperature 0 either', async () => {
    await using server = await startModelServer(days)
    const ask = askerWith({ policy: policyWith([openai(server.url)]) })
    const trials = [1, 2, 3].map((trial) => callOf('a', { trial, parameters: { temperature: 0 } }))
    const results = await Promise.all(trials.map((call) => ask(call, undefined)))
    expect(results.map((result) => result.kind === 'answered' && result.from)).toEqual(['model', 'model', 'model'])
    expect(new Set(results.map(({ key }) => key)).size).toBe(3)
    expect(server.requests.length).toBe(3)
  })

  test('that two want at once is asked once, and paid once', async () => {
    await using server = await startModelServer({ ...days, latencyMs: 50 })
    const ask = askerWith({ policy: policyWith([openai(server.url)]) })
    const results = await Promise.all([1, 2, 3].map(() => ask(callOf('a'), price)))
    expect(results.map((result) => result.kind === 'answered' && result.from)).toEqual(['model', 'store', 'store'])
    expect(server.requests.length).toBe(1)
  })

  test.each(['length', 'content_filter'] as const)('with finish %s is stored, too', async (reason) => {
    await using server = await startModelServer({ ...days, faults: [{ fault: 'finish', reason }] })
    const store = mapStore()
    const ask = askerWith({ policy: policyWith([openai(server.url)]), store })
    await ask(callOf('a'), undefined)
    expect(store.get(keyOf(callOf('a')))?.answer.finish).toBe(reason === 'length' ? 'length' : 'filter')
  })
})

describe('a stored answer counts', () => {
  const bound = policyWith([openai('http://rig/v1')])

  test('only from the origin that policy binds to the provider', async () => {
    await using server = await startModelServer(days)
    const store = mapStore()
    store.put(storedFor('a'))
    expect(textOf(await askerWith({ policy: bound, store })(callOf('a'), undefined))).toBe('stored')
    const rebound = askerWith({ policy: policyWith([openai(server.url)]), store })
    expect(textOf(await rebound(callOf('a'), undefined))).toBe('Two days.')
  })

  test('not where it says it was recorded, or for a provider that policy does not bind', async () => {
    const store = mapStore()
    store.put(storedFor('a', { origin: 'recorded' }))
    const replaying = askerWith({ policy: policyWith([{ type: 'replay', name: 'rig' }]), store })
    expect(await replaying(callOf('a'), undefined)).toMatchObject({ kind: 'missing', reason: 'not-recorded' })
    expect(await askerWith({ policy: policyWith([]), store })(callOf('a'), undefined)).toMatchObject({
      reason: 'unknown-provider',
    })
  })

  test('only if it is not too old', async () => {
    const store = mapStore()
    store.put(storedFor('a'))
    const policy = policyWith([openai('http://rig/v1', { key: 'RIG_KEY' })])
    expect(textOf(await askerWith({ policy, store, notBefore: 1_000 })(callOf('a'), undefined))).toBe('stored')
    expect(textOf(await askerWith({ policy, store, notBefore: 1_001 })(callOf('a'), undefined))).toBe('no-key')
  })

  test('without a key, as in a fork', async () => {
    const store = mapStore()
    store.put(storedFor('a'))
    const ask = askerWith({ policy: policyWith([openai('http://rig/v1', { key: 'RIG_KEY' })]), store })
    expect(textOf(await ask(callOf('a'), undefined))).toBe('stored')
    expect(await ask(callOf('b'), undefined)).toEqual({
      kind: 'missing',
      reason: 'no-key',
      detail: 'RIG_KEY',
      key: keyOf(callOf('b')),
    })
  })
})

describe('a fresh run', () => {
  test('asks again what is stored, but within the run once', async () => {
    await using server = await startModelServer(days)
    const store = mapStore()
    store.put(storedFor('a', { origin: server.origin }))
    const ask = askerWith({ policy: policyWith([openai(server.url)]), store, fresh: true })
    expect(await ask(callOf('a'), undefined)).toMatchObject({ from: 'model' })
    expect(await ask(callOf('a'), undefined)).toMatchObject({ from: 'store' })
    expect(server.requests.length).toBe(1)
    expect(store.get(keyOf(callOf('a')))?.answer.text).toBe('Two days.')
  })
})

describe('a recorded answer', () => {
  const recorded = recordedLayer([
    recordedLine(callOf('a'), storedFor('a', { answer: { ...storedFor('a').answer, text: 'recorded' } })),
  ])

  test('comes first where policy accepts those', async () => {
    const policy = policyWith([openai('http://rig/v1')], { recorded: 'accept' })
    const store = mapStore()
    store.put(storedFor('a'))
    const ask = askerWith({ policy, store, recorded, openTransport: noTransport })
    const result = await ask(callOf('a'), undefined)
    expect(result).toMatchObject({ from: 'recorded', call: { origin: 'recorded', answer: { text: 'recorded' } } })
  })

  test('is used only without a live call where policy refuses those', async () => {
    await using server = await startModelServer(days)
    const live = askerWith({ policy: policyWith([openai(server.url)]), recorded })
    expect(textOf(await live(callOf('a'), undefined))).toBe('Two days.')
    const keyless = askerWith({ policy: policyWith([openai(server.url, { key: 'RIG_KEY' })]), recorded })
    expect(await keyless(callOf('a'), undefined)).toMatchObject({ from: 'recorded' })
    const replay = askerWith({ policy: policyWith([{ type: 'replay', name: 'rig' }]), recorded })
    expect(await replay(callOf('a'), undefined)).toMatchObject({ from: 'recorded' })
  })

  test('that is not there is named by its request', async () => {
    const ask = askerWith({ policy: policyWith([{ type: 'replay', name: 'rig' }]), recorded })
    const call = callOf(`How\nlong ${'x'.repeat(100)}?`)
    const result = await ask(call, undefined)
    expect(result).toMatchObject({ kind: 'missing', reason: 'not-recorded' })
    expect(result.kind === 'missing' && result.detail).toBe(
      `rig/m "How long ${'x'.repeat(70)}…" ${keyOf(call).slice(0, 19)}`,
    )
  })
})

describe('trouble', () => {
  test('that passes is retried, three times at most, with backoff', async () => {
    await using server = await startModelServer({ ...days, faults: [{ fault: 'status', status: 503, times: 3 }] })
    const clock = quickClock(1_000, 0.999)
    const ask = askerWith({ policy: policyWith([openai(server.url, { timeoutMs: 900_000 })]), clock })
    expect(textOf(await ask(callOf('a'), undefined))).toBe('Two days.')
    expect(clock.sleeps.filter((ms) => ms < 900_000).map(Math.round)).toEqual([500, 1_998, 7_992])
    expect(server.requests.length).toBe(4)
  })

  test('that stays ends after four attempts, and nothing is stored', async () => {
    await using server = await startModelServer({ faults: [{ fault: 'status', status: 503 }] })
    const store = mapStore()
    const ask = askerWith({ policy: policyWith([openai(server.url)]), store })
    expect(await ask(callOf('a'), undefined)).toMatchObject({ kind: 'missing', reason: 'server-error' })
    expect(server.requests.length).toBe(4)
    expect(store.calls.size).toBe(0)
  })

  test.each([
    [{ fault: 'status', status: 400 }, 1],
    [{ fault: 'status', status: 401 }, 1],
    [{ fault: 'status', status: 404 }, 1],
    [{ fault: 'quota' }, 1],
    [{ fault: 'status', status: 408 }, 2],
    [{ fault: 'status', status: 409 }, 4],
    [{ fault: 'status', status: 429 }, 4],
    [{ fault: 'hang' }, 2],
  ] as const)('of %j is asked %i times', async (fault, times) => {
    await using server = await startModelServer({ faults: [fault] })
    const ask = askerWith({ policy: policyWith([openai(server.url, { timeoutMs: 50_000 })]) })
    expect(await ask(callOf('a'), undefined)).toMatchObject({ kind: 'missing' })
    expect(server.requests.length).toBe(times)
  })

  test('waits as long as it is asked to, where the run lasts as long', async () => {
    await using server = await startModelServer({
      ...days,
      faults: [
        { fault: 'status', status: 429, retryAfter: 7, nth: 1 },
        { fault: 'status', status: 429, retryAfter: 600, nth: 2 },
      ],
    })
    const clock = quickClock(1_000, 0)
    const policy = policyWith([openai(server.url, { timeoutMs: 900_000 })])
    const ask = askerWith({ policy, clock, deadline: clock.now() + 1_800_000 })
    expect(textOf(await ask(callOf('a'), undefined))).toBe('Two days.')
    expect(clock.sleeps.filter((ms) => ms < 900_000)).toEqual([7_000, 600_000])
  })

  test('is not waited for beyond the end of the run', async () => {
    await using server = await startModelServer({ faults: [{ fault: 'status', status: 429, retryAfter: 30 }] })
    const clock = quickClock(1)
    const ask = askerWith({ policy: policyWith([openai(server.url)]), clock, deadline: clock.now() + 20_000 })
    expect(await ask(callOf('a'), undefined)).toMatchObject({ kind: 'missing', reason: 'rate-limited' })
    expect(server.requests.length).toBe(1)
  })

  test('of any kind is missing or an answer, never an exception', async () => {
    await using elsewhere = await startModelServer()
    for (const fault of everyFault(elsewhere.origin)) {
      await using server = await startModelServer({ faults: [fault] })
      const policy = policyWith([openai(server.url, { timeoutMs: 10_000 })])
      const clock = quickClock(100)
      const result = await askerWith({ policy, clock, deadline: clock.now() + 60_000 })(callOf('a'), undefined)
      expect(['answered', 'missing']).toContain(result.kind)
    }
    expect(elsewhere.requests).toEqual([])
  })
})

describe('the end of the run', () => {
  test('leaves no time for a call that did not begin', async () => {
    await using server = await startModelServer(days)
    const clock = quickClock(1)
    const ask = askerWith({ policy: policyWith([openai(server.url)]), clock, deadline: clock.now() })
    expect(await ask(callOf('a'), undefined)).toMatchObject({ kind: 'missing', reason: 'budget-minutes' })
    expect(server.requests).toEqual([])
  })

  test('cuts a call that is under way, which is no timeout of the provider', async () => {
    await using server = await startModelServer({ faults: [{ fault: 'hang' }] })
    const clock = quickClock(1)
    const ask = askerWith({ policy: policyWith([openai(server.url)]), clock, deadline: clock.now() + 100 })
    expect(await ask(callOf('a'), undefined)).toMatchObject({ kind: 'missing', reason: 'budget-minutes' })
  })

  test('by interruption ends calls under way, waits and queues', async () => {
    await using server = await startModelServer({ faults: [{ fault: 'hang' }] })
    const run = new AbortController()
    const policy = policyWith([openai(server.url, { concurrency: 2 })])
    const ask = askerWith({ policy, signal: run.signal, clock: quickClock(1) })
    const asking = Promise.all(['a', 'b', 'c', 'd'].map((text) => ask(callOf(text), undefined)))
    await wait(100)
    run.abort()
    expect((await asking).map(textOf)).toEqual(['interrupted', 'interrupted', 'interrupted', 'interrupted'])
    expect(server.requests.length).toBe(2)
  })
})

/** Of a provider that does not keep to `max_tokens`. */
const muchLonger = {
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1,
  model: 'm',
  choices: [{ index: 0, message: { role: 'assistant', content: 'word '.repeat(400) }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 1, completion_tokens: 400, total_tokens: 401 },
}

describe('a budget', () => {
  test('of calls stops before the call that would break it, retries counted', async () => {
    await using server = await startModelServer({ ...days, faults: [{ fault: 'status', status: 503, times: 2 }] })
    const budget = createBudget({ usd: 1, calls: 5 })
    const ask = askerWith({ policy: policyWith([openai(server.url)]), budget })
    const results = await Promise.all(Array.from({ length: 10 }, (_, n) => ask(callOf(`${n}`), undefined)))
    expect(server.requests.length).toBe(5)
    expect(results.filter(({ kind }) => kind === 'answered').length).toBe(3)
    expect(new Set(results.filter(({ kind }) => kind === 'missing').map(textOf))).toEqual(new Set(['budget-calls']))
  })

  test('of money is never overspent, and is used', async () => {
    await using server = await startModelServer({ ...days, latencyMs: 5 })
    const budget = createBudget({ usd: 0.002, calls: undefined })
    const ask = askerWith({ policy: policyWith([openai(server.url, { concurrency: 4 })]), budget })
    const calls = Array.from({ length: 100 }, (_, n) => callOf(`${n}`, { parameters: { maxTokens: 50 } }))
    const results = await Promise.all(calls.map((call) => ask(call, price)))
    const spent = results.reduce((sum, result) => sum + (result.kind === 'answered' ? (result.cost ?? 0) : 0), 0)
    expect(spent).toBeLessThanOrEqual(0.002)
    expect(budget.spent.usd).toBeCloseTo(spent, 12)
    expect(spent).toBeGreaterThan(0.0014)
    expect(new Set(results.map(textOf))).toEqual(new Set(['Two days.', 'budget']))
  })

  test('holds where answers are longer than they were allowed to be, once one was', async () => {
    await using server = await startJsonServer(() => ({ body: muchLonger }))
    const budget = createBudget({ usd: 0.02, calls: undefined })
    const ask = askerWith({ policy: policyWith([openai(`${server.origin}/v1`, { concurrency: 1 })]), budget })
    const calls = Array.from({ length: 20 }, (_, n) => callOf(`${n}`, { parameters: { maxTokens: 10 } }))
    const results = await Promise.all(calls.map((call) => ask(call, price)))
    const costs = results.flatMap((result) => (result.kind === 'answered' ? [result.cost ?? 0] : []))
    const [each = 0] = costs
    expect(each).toBeGreaterThan(10 * ((10 * price.output) / 1e6))
    expect(costs.length).toBeGreaterThan(1)
    expect(each * costs.length).toBeLessThanOrEqual(0.02)
    expect(server.requests).toHaveLength(costs.length)
    expect(new Set(results.map(textOf)).has('budget')).toBe(true)
  })

  test('counts the higher price where head lowers it', async () => {
    await using server = await startModelServer(days)
    const budget = createBudget({ usd: 1, calls: undefined })
    const ask = askerWith({ policy: policyWith([openai(server.url)]), budget, basePrice: () => price })
    const result = await ask(callOf('a'), { input: 0, output: 0 })
    expect(result).toMatchObject({ cost: 0 })
    expect(budget.spent.usd).toBeCloseTo((1 * 1 + 3 * 10) / 1e6, 12)
  })

  test('is not touched by a call that is answered or cannot be asked', async () => {
    const store = mapStore()
    store.put(storedFor('a'))
    const budget = createBudget({ usd: 0, calls: 0 })
    const policy = policyWith([openai('http://rig/v1', { key: 'RIG_KEY' }), { type: 'replay', name: 'example' }])
    const ask = askerWith({ policy, store, budget })
    const results = [callOf('a'), callOf('b'), callOf('a', { provider: 'example' })].map((call) => ask(call, price))
    expect((await Promise.all(results)).map(textOf)).toEqual(['stored', 'no-key', 'not-recorded'])
  })

  test('counts an answer that did not arrive in time as what it may have cost', async () => {
    await using server = await startModelServer({ faults: [{ fault: 'hang' }] })
    const budget = createBudget({ usd: 1, calls: undefined })
    const policy = policyWith([openai(server.url, { timeoutMs: 1_000 })])
    await askerWith({ policy, budget })(callOf('a', { parameters: { maxTokens: 100 } }), price)
    expect(budget.spent.calls).toBe(2)
    expect(budget.spent.usd).toBeGreaterThan((2 * 100 * 10) / 1e6)
  })
})
