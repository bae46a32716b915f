import { describe, expect, test } from 'vitest'
import { startModelServer } from '../rig/model-server.ts'
import { askerWith, callOf, openai, opened, policyWith, quickClock } from './fixtures.ts'
import type { CallResult } from '../../src/evaluation/call.ts'

const days = { answer: () => 'Two days.' }

function textOf(result: CallResult): string {
  return result.kind === 'answered' ? result.call.answer.text : result.reason
}

describe('a provider', () => {
  test('sees no more requests at once than policy allows, and as many', async () => {
    await using server = await startModelServer({ ...days, latencyMs: 60 })
    const ask = askerWith({ policy: policyWith([openai(server.url, { concurrency: 3 })]) })
    await Promise.all(Array.from({ length: 20 }, (_, n) => ask(callOf(`${n}`), undefined)))
    expect(server.peakConcurrency).toBe(3)
    expect(server.requests.length).toBe(20)
  })

  test.each([1, 8])('that refuses connections ends a run of 500 calls in seconds (%i at once)', async (concurrency) => {
    const server = await startModelServer()
    await server[Symbol.asyncDispose]()
    const clock = quickClock(20, 0.999)
    const ask = askerWith({ policy: policyWith([openai(server.url, { concurrency })]), clock })
    const results = await Promise.all(Array.from({ length: 500 }, (_, n) => ask(callOf(`${n}`), undefined)))
    const tried = results.filter((result) => textOf(result) === 'connection').length
    expect(tried).toBeGreaterThanOrEqual(8)
    expect(tried).toBeLessThan(8 + concurrency)
    expect(results.filter((result) => textOf(result) === 'provider-down').length).toBe(500 - tried)
    const attempts = clock.sleeps.filter((ms) => ms > 100_000).length // the alarm of each
    expect(attempts).toBeLessThanOrEqual(4 * (8 + concurrency))
  })

  test('that hangs ends a run after three deadlines, not after hundreds', async () => {
    await using server = await startModelServer({ faults: [{ fault: 'hang' }] })
    const policy = policyWith([openai(server.url, { timeoutMs: 10_000 })])
    const clock = quickClock(100)
    const ask = askerWith({ policy, clock })
    const results = await Promise.all(Array.from({ length: 100 }, (_, n) => ask(callOf(`${n}`), undefined)))
    const tried = results.filter((result) => textOf(result) === 'timeout').length
    expect(tried).toBeLessThan(16)
    expect(results.filter((result) => textOf(result) === 'provider-down').length).toBe(100 - tried)
    expect(server.requests.length).toBeLessThanOrEqual(2 * tried)
  })

  test('that comes back is noticed: of a model that is down one call gets through each half minute', async () => {
    await using server = await startModelServer({ ...days, faults: [{ fault: 'status', status: 503, times: 15 }] })
    const time = { now: 0 }
    const clock = { ...quickClock(1_000), now: () => time.now }
    const ask = askerWith({ policy: policyWith([openai(server.url, { concurrency: 1 })]), clock })
    const askAt = async (now: number, texts: readonly string[]) => {
      time.now = now
      return (await Promise.all(texts.map((text) => ask(callOf(text), undefined)))).map(textOf)
    }
    await askAt(0, ['1', '2', '3', '4', '5', '6', '7', '8'])
    expect(await askAt(29_999, ['a'])).toEqual(['provider-down'])
    expect(await askAt(30_000, ['a', 'b'])).toEqual(['server-error', 'provider-down'])
    expect(await askAt(60_000, ['a', 'b'])).toEqual(['Two days.', 'Two days.'])
    expect(server.requests.length).toBe(17)
  })

  test('that refuses the key is not called down: every call has that cause, in its words', async () => {
    await using server = await startModelServer({ keys: ['sk-right'] })
    const ask = askerWith({ policy: policyWith([openai(server.url, { concurrency: 1 })]) })
    const results = await Promise.all(Array.from({ length: 40 }, (_, n) => ask(callOf(`${n}`), undefined)))
    const told = results.map((result) => (result.kind === 'missing' ? [result.reason, opened(result.detail)] : []))
    expect(server.requests.length).toBe(8)
    expect(new Set(told.map(([reason]) => reason))).toEqual(new Set(['refused-by-provider']))
    expect(new Set(told.map(([, detail]) => detail))).toEqual(new Set([told[0]?.[1]]))
    expect(told[0]?.[1]).toMatch(/^401 Incorrect API key provided/)
  })

  test('is not down while it answers now and then', async () => {
    await using server = await startModelServer({
      ...days,
      faults: [{ fault: 'status', status: 401, when: ({ ordinal }) => ordinal % 8 !== 0 }],
    })
    const ask = askerWith({ policy: policyWith([openai(server.url, { concurrency: 1 })]) })
    for (let n = 0; n < 40; n += 1) await ask(callOf(`${n}`), undefined)
    expect(server.requests.length).toBe(40)
  })

  test('is not down because requests are at fault, nor is one of its models because of another', async () => {
    await using server = await startModelServer({
      ...days,
      skills: { m: 1 },
      faults: [{ fault: 'status', status: 400, times: 20 }],
    })
    const ask = askerWith({ policy: policyWith([openai(server.url, { concurrency: 1 })]) })
    for (let n = 0; n < 20; n += 1) {
      expect(await ask(callOf(`${n}`), undefined)).toMatchObject({ reason: 'refused-by-provider' })
    }
    for (let n = 0; n < 10; n += 1) await ask(callOf(`${n}`, { model: 'gone' }), undefined)
    const asked = server.requests.length
    expect(textOf(await ask(callOf('x', { model: 'gone' }), undefined))).toBe('refused-by-provider')
    expect(server.requests.length).toBe(asked)
    expect(textOf(await ask(callOf('x'), undefined))).toBe('Two days.')
  })
})
