import { describe, expect, test } from 'vitest'
import type { CallResult, StoredCall } from '../../src/evaluation/call.ts'
import { keyOf } from '../../src/evaluation/call.ts'
import { startModelServer } from '../rig/model-server.ts'
import { askerWith, callOf, mapStore, openai, policyWith, price } from './fixtures.ts'

const days = { answer: () => 'Two days.' }

function storedFor(text: string, more: Partial<StoredCall> = {}): StoredCall {
  const answer = { text: 'stored', finish: 'stop', servedModel: 'm', usage: undefined, latencyMs: 1 } as const
  const from = { provider: 'rig', model: 'm', origin: 'http://rig', at: 1_000 }
  return { version: 1, key: keyOf(callOf(text)), answer, ...from, ...more }
}

function textOf(result: CallResult): string {
  return result.kind === 'answered' ? result.call.answer.text : result.reason
}

describe('in a comparison', () => {
  const agedBase = { notBefore: 1_001, fresh: false }

  test("base's stored answer counts only if it is young, head's always", async () => {
    const store = mapStore()
    store.put(storedFor('a'))
    const policy = policyWith([openai('http://rig/v1', { key: 'RIG_KEY' })])
    const ask = askerWith({ policy, store, base: agedBase })
    expect(textOf(await ask(callOf('a'), undefined, 'base'))).toBe('no-key')
    expect(textOf(await ask(callOf('a'), undefined, 'head'))).toBe('stored')
    store.put(storedFor('a', { at: 1_001 }))
    expect(textOf(await ask(callOf('a'), undefined, 'base'))).toBe('stored')
  })

  test('both sides get the same answer to the same request, though only base asks again', async () => {
    await using server = await startModelServer(days)
    const store = mapStore()
    const policy = policyWith([openai(server.url)])
    store.put(storedFor('a', { origin: server.origin }))
    const ask = askerWith({ policy, store, base: agedBase })
    const [base, head] = await Promise.all([ask(callOf('a'), price, 'base'), ask(callOf('a'), price, 'head')])
    expect([textOf(base), textOf(head)]).toEqual(['Two days.', 'Two days.'])
    expect(textOf(await ask(callOf('a'), price, 'head'))).toBe('Two days.')
    expect(server.requests.length).toBe(1)
  })

  test('what head remembers counts for it where base cannot be asked again', async () => {
    await using server = await startModelServer({ ...days, faults: [{ fault: 'status', status: 400 }] })
    const store = mapStore()
    store.put(storedFor('a', { origin: server.origin }))
    const ask = askerWith({ policy: policyWith([openai(server.url)]), store, base: agedBase })
    const [base, head] = await Promise.all([ask(callOf('a'), price, 'base'), ask(callOf('a'), price, 'head')])
    expect([textOf(base), textOf(head)]).toEqual(['refused-by-provider', 'stored'])
  })

  test('an outdated answer is asked again once, by whichever side', async () => {
    await using server = await startModelServer(days)
    const store = mapStore()
    store.put(storedFor('a', { origin: server.origin }))
    const outdated = new Set<StoredCall['key']>()
    const ask = askerWith({ policy: policyWith([openai(server.url)]), store, outdated })
    expect(textOf(await ask(callOf('a'), price))).toBe('stored')
    outdated.add(keyOf(callOf('a')))
    expect(textOf(await ask(callOf('a'), price))).toBe('Two days.')
    expect(textOf(await ask(callOf('a'), price, 'base'))).toBe('Two days.')
    expect(server.requests.length).toBe(1)
  })
})
