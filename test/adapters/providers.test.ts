import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askInTurn } from '../../src/evaluation/ask-in-turn.ts'
import { createBudget } from '../../src/evaluation/budget.ts'
import type { CallResult, ModelCall } from '../../src/evaluation/call.ts'
import type { EndpointBinding, Policy } from '../../src/resources/policy.ts'
import {
  type AskerParts,
  askerWith,
  mapStore,
  opened,
  policyWith,
  price,
  quickClock,
  someModel,
} from '../evaluation/fixtures.ts'
import { bindingTo, environment, opening } from '../rig/providers/bindings.ts'
import type { Turn } from '../rig/providers/dialect.ts'
import { everyDialect } from '../rig/providers/list.ts'
import { type ProviderServer, startProviderServer, type Trouble } from '../rig/providers/provider-server.ts'
import { loadPromptfoo, open } from './promptfoo-asking.ts'

/** What is promised of every provider, shown against a server that speaks its protocol, through the engine's own asker. */
type Type = keyof typeof everyDialect
const types = Object.keys(everyDialect) as readonly Type[]
beforeAll(loadPromptfoo, 60_000)
afterAll(() => open[Symbol.asyncDispose]())

function serve(type: Type, script: readonly (Turn | Trouble)[]): Promise<ProviderServer> {
  return startProviderServer(everyDialect[type], { opening, script })
}

function boundTo(type: Type, { origin }: ProviderServer, more: Partial<EndpointBinding> = {}): EndpointBinding {
  const { url, ...rest } = type === 'openai' ? bindingTo('mistral', origin) : bindingTo(type, origin)
  return { ...rest, url, type, ...more } as EndpointBinding
}

function callTo(type: Type, text = 'How long?', stream = false): ModelCall {
  const request = { messages: [{ role: 'user', content: text } as const], parameters: { maxTokens: 50 } }
  return { provider: 'rig', model: everyDialect[type].model, request, trial: 1, ...(stream && { stream }) }
}

function askAt(policy: Policy, parts: Partial<AskerParts> = {}) {
  return askerWith({ policy, openTransport: open, clock: quickClock(50), ...parts })
}

function answerIn(result: CallResult) {
  if (result.kind !== 'answered') throw new Error(`${result.reason}: ${opened(result.detail)}`)
  return result.call.answer
}

const reasonOf = (result: CallResult): string => (result.kind === 'missing' ? result.reason : result.call.answer.text)

const servedModels: { readonly [T in Type]: string | undefined } = {
  openai: 'gpt-5-mini-2025-08-07',
  azure: 'gpt-5-mini-2025-08-07',
  anthropic: 'claude-haiku-4-5-20251001',
  bedrock: undefined,
  google: 'gemini-2.5-flash-001',
  mistral: 'mistral-large-2512',
  ollama: 'llama3.2:3b',
}

describe.each(types)('%s', (type) => {
  test('answers with usage, latency and served model, is paid once and remembered with its origin', async () => {
    await using server = await serve(type, [{ do: 'answer', text: 'Two days.' }])
    const store = mapStore()
    const budget = createBudget({ usd: 1, calls: undefined })
    const policy = policyWith([boundTo(type, server)])
    const first = await askAt(policy, { store, budget })(callTo(type), price)
    const answer = answerIn(first)
    const cached = type === 'ollama' ? {} : { cachedInputTokens: 4 }
    expect(answer).toEqual({
      text: 'Two days.',
      finish: 'stop',
      servedModel: servedModels[type],
      usage: { inputTokens: 9, ...cached, outputTokens: 5 },
      latencyMs: expect.any(Number),
    })
    const again = await askAt(policy, { store, budget })(callTo(type), price)
    expect(again).toMatchObject({ kind: 'answered', from: 'store', call: { origin: server.origin } })
    expect(server.requests).toHaveLength(1)
    const kept = JSON.stringify([...store.calls.values()])
    for (const secret of Object.values(opening)) expect(kept).not.toContain(secret)
  })

  test('says where an answer was cut, withheld or declined: an answer all the same', async () => {
    const turns = [
      { do: 'truncate', text: 'Two' },
      { do: 'filter', text: '' },
      { do: 'refuse', text: 'No.' },
    ] as const
    await using server = await serve(type, turns)
    const ask = askAt(policyWith([boundTo(type, server)]))
    const finishes = []
    for (const { do: what } of turns) finishes.push(answerIn(await ask(callTo(type, what), price)).finish)
    expect(finishes).toEqual(['length', ...withheld[type]])
  })

  const retryAfter = [
    ['3', 3_000, 3_000],
    [new Date(Date.now() + 3_600_000).toUTCString(), 3_000_000, 3_600_000],
  ] as const
  test.each(retryAfter)('is asked again after a 429, when it says: Retry-After: %s', async (header, least, most) => {
    await using server = await serve(type, [
      { do: 'status', status: 429, retryAfter: header },
      { do: 'answer', text: 'Two days.' },
    ])
    const clock = quickClock(100_000, 0)
    const policy = policyWith([boundTo(type, server, { timeoutMs: 100_000_000 })])
    expect(reasonOf(await askAt(policy, { clock })(callTo(type), price))).toBe('Two days.')
    const waited = clock.sleeps.filter((ms) => ms !== 100_000_000)
    expect(waited).toHaveLength(1)
    expect(waited[0]).toBeGreaterThanOrEqual(least)
    expect(waited[0]).toBeLessThanOrEqual(most)
  })

  const once: readonly (readonly [Trouble, string])[] = [
    [{ do: 'status', status: 401, message: 'no such key' }, 'refused-by-provider'],
    [{ do: 'status', status: 402 }, 'quota'],
    [{ do: 'status', status: 400 }, 'refused-by-provider'],
  ]
  test.each(once)('is not asked again where that is of no use: %j', async (trouble, reason) => {
    await using server = await serve(type, [trouble])
    const result = await askAt(policyWith([boundTo(type, server)]))(callTo(type), price)
    expect([reasonOf(result), server.requests.length]).toEqual([reason, 1])
  })

  const mended: readonly Trouble[] = [{ do: 'status', status: 503 }, { do: 'send', text: '{"half": ' }, { do: 'reset' }]
  test.each(mended)('is asked again after %j', async (trouble) => {
    await using server = await serve(type, [trouble, { do: 'answer', text: 'Two days.' }])
    const result = await askAt(policyWith([boundTo(type, server)]))(callTo(type), price)
    expect([reasonOf(result), server.requests.length]).toEqual(['Two days.', 2])
  })

  test('that hangs is missing after two deadlines', async () => {
    await using server = await serve(type, [{ do: 'hang' }])
    const policy = policyWith([boundTo(type, server, { timeoutMs: 20_000 })])
    const result = await askAt(policy)(callTo(type), price)
    expect([reasonOf(result), server.requests.length]).toEqual(['timeout', 2])
  })

  test('is asked nowhere else: a redirect is refused', async () => {
    await using elsewhere = await serve(type, [])
    const to = elsewhere.origin + everyDialect[type].path
    await using server = await serve(type, [{ do: 'redirect', status: 307, to }])
    const result = await askAt(policyWith([boundTo(type, server)]))(callTo(type), price)
    expect([reasonOf(result), server.requests.length, elsewhere.requests.length]).toEqual(['redirected', 1, 0])
  })

  test('is not asked what the budget does not hold', async () => {
    await using server = await serve(type, [])
    const budget = createBudget({ usd: 0.000001, calls: undefined })
    const result = await askAt(policyWith([boundTo(type, server)]), { budget })(callTo(type), price)
    expect([reasonOf(result), server.requests.length]).toEqual(['budget', 0])
  })

  test('has a fallback asked where it fails, and the answer is the fallback’s', async () => {
    await using down = await serve(type, [{ do: 'status', status: 500 }])
    await using server = await serve(type, [{ do: 'answer', text: 'From the other.' }])
    const policy = policyWith([boundTo(type, down), boundTo(type, server, { name: 'other' })])
    const other = { ...someModel, provider: 'other' }
    const callOf = ({ provider }: { readonly provider: string }) => ({ ...callTo(type), provider })
    const { result, instead } = await askInTurn({ ...someModel, fallbacks: [other] }, callOf, askAt(policy))
    expect(reasonOf(result)).toBe('From the other.')
    expect(instead).toMatchObject([{ reason: 'server-error', provider: 'rig' }])
  })

  test('without its key is not asked, and the variable is named', async () => {
    await using server = await serve(type, [])
    const policy = policyWith([boundTo(type, server, { key: 'NOT_SET' })])
    const result = await askAt(policy)(callTo(type), price)
    expect(result).toMatchObject({ kind: 'missing', reason: 'no-key' })
    expect(result.kind === 'missing' && opened(result.detail)).toBe('NOT_SET')
    expect(server.requests).toEqual([])
    expect(environment).not.toHaveProperty('NOT_SET')
  })

  test('streams, or says that it cannot: the same answer under the same key', async () => {
    await using server = await serve(type, [{ do: 'answer', text: 'Two days.' }])
    const store = mapStore()
    const policy = policyWith([boundTo(type, server)])
    const streamed = await askAt(policy, { store })(callTo(type, 'How long?', true), price)
    const plain = await askAt(policy, { store })(callTo(type), price)
    if (type === 'bedrock') {
      expect(streamed).toMatchObject({ kind: 'missing', reason: 'not-available' })
      expect(server.requests).toHaveLength(1)
    } else {
      expect(answerIn(streamed).firstTokenMs).toBeTypeOf('number')
      expect(plain).toMatchObject({ from: 'store', call: { answer: answerIn(streamed) } })
      expect(server.requests).toHaveLength(1)
    }
  })
})

const withheld: { readonly [T in Type]: readonly string[] } = {
  openai: ['filter', 'refusal'],
  azure: ['filter', 'refusal'],
  anthropic: ['refusal', 'refusal'],
  bedrock: ['filter', 'filter'],
  google: ['filter', 'filter'],
  mistral: ['filter', 'refusal'],
  ollama: ['stop', 'stop'], // it withholds nothing
}
