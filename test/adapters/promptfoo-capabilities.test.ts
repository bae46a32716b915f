import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { MediumPart } from '../../src/evaluation/call.ts'
import { embed } from '../rig/embeddings.ts'
import { policyTo, type ProviderType } from '../rig/providers/bindings.ts'
import { dialects } from '../rig/providers/list.ts'
import type { ProviderServer, Trouble } from '../rig/providers/provider-server.ts'
import { attemptAt, detailOf, loadPromptfoo, open, serve } from './promptfoo-asking.ts'
import { called, calledAs, declaredAs, shownAs, tools } from './promptfoo-conversations.ts'

const types = Object.keys(dialects) as readonly ProviderType[]
beforeAll(loadPromptfoo, 60_000)
afterAll(() => open[Symbol.asyncDispose]())

function sentTo(server: ProviderServer): { readonly [field: string]: unknown } {
  return server.requests[0]?.body as { [field: string]: unknown }
}

describe.each(types)('%s', (type) => {
  test('is told which tools there are, what was called and what came of it', async () => {
    await using server = await serve(type, [])
    const attempt = await attemptAt(type, server, { request: { messages: called, tools } })
    expect([attempt.kind, detailOf(attempt)]).toEqual(['answer', ''])
    const { messages, contents } = sentTo(server)
    const sent = (messages ?? contents) as readonly { role: string }[]
    expect(sent.filter(({ role }) => role !== 'system')).toEqual(calledAs[type])
    expect(sentTo(server)).toMatchObject(declaredAs[type])
  })

  test('calls tools, with what it says beside them or without', async () => {
    const calls = [
      { name: 'look_up', input: { order: 'A-1' } },
      { name: 'now', input: {} },
    ]
    await using server = await serve(type, [
      { do: 'call', calls, text: 'One moment.' },
      { do: 'call', calls: calls.slice(1), text: '' },
    ])
    const read = calls.map(({ name, input }) => ({ name, arguments: JSON.stringify(input) }))
    const answer = { text: 'One moment.', finish: 'stop', toolCalls: read }
    expect(await attemptAt(type, server, { request: { tools } })).toMatchObject({ kind: 'answer', answer })
    const silent = await attemptAt(type, server, { request: { tools } })
    expect(silent).toMatchObject({ answer: { text: '', toolCalls: read.slice(1) } })
  })

  test.each(shownAs[type])('is shown %j beside a text', async (medium: MediumPart, shown) => {
    await using server = await serve(type, [])
    const content = [{ type: 'text', text: 'What is this?' } as const, medium]
    const attempt = await attemptAt(type, server, { request: { messages: [{ role: 'user', content }] } })
    expect([attempt.kind, detailOf(attempt)]).toEqual(['answer', ''])
    const { messages, contents } = sentTo(server)
    const [message] = (messages ?? contents) as readonly [{ content?: unknown; parts?: unknown }]
    const parts = [message.content ?? message.parts].flat()
    const beside = type === 'ollama' ? message : parts[1]
    expect(beside).toMatchObject(shown)
    expect(JSON.stringify(parts[0])).toContain('What is this?')
  })
})

const streamed = types.filter((type) => 'stream' in dialects[type])

test('all but Bedrock stream', () => {
  expect(types.filter((type) => !streamed.includes(type))).toEqual(['bedrock'])
})

describe.each(streamed)('%s, streamed', (type) => {
  test('gives the same answer, and the time to its first token', async () => {
    const turn = { do: 'answer', text: 'Two\n "days", {"or": 3}.' } as const
    await using server = await serve(type, [turn])
    const plain = await attemptAt(type, server)
    const attempt = await attemptAt(type, server, { stream: true })
    if (plain.kind !== 'answer' || attempt.kind !== 'answer') throw new Error(detailOf(attempt))
    const { firstTokenMs = Number.NaN, latencyMs = 0, ...answer } = attempt.answer
    expect(firstTokenMs).toBeLessThanOrEqual(latencyMs)
    expect({ ...answer, latencyMs: 0 }).toEqual({ ...plain.answer, latencyMs: 0 })
    expect(plain.answer).not.toHaveProperty('firstTokenMs')
  })

  test('calls tools', async () => {
    const calls = [
      { name: 'look_up', input: { order: 'A-1' } },
      { name: 'now', input: {} },
    ]
    await using server = await serve(type, [{ do: 'call', calls, text: 'One moment.' }])
    const read = calls.map(({ name, input }) => ({ name, arguments: JSON.stringify(input) }))
    const attempt = await attemptAt(type, server, { stream: true, request: { tools } })
    expect(attempt).toMatchObject({ answer: { text: 'One moment.', finish: 'stop', toolCalls: read } })
  })

  test('is cut at the limit, filtered or refused as it is in one piece', async () => {
    const turns = [
      { do: 'truncate', text: 'Two' },
      { do: 'filter', text: '' },
      { do: 'refuse', text: 'No.' },
    ] as const
    for (const turn of turns) {
      await using server = await serve(type, [turn])
      const [plain, attempt] = [await attemptAt(type, server), await attemptAt(type, server, { stream: true })]
      if (plain.kind !== 'answer' || attempt.kind !== 'answer') throw new Error(detailOf(attempt))
      expect([attempt.answer.text, attempt.answer.finish]).toEqual([plain.answer.text, plain.answer.finish])
    }
  })

  const troubles: readonly (readonly [Trouble, object])[] = [
    [
      { do: 'cut', by: 'end' },
      { reason: 'malformed-reply', retry: true },
    ],
    [
      { do: 'cut', by: 'error' },
      { reason: 'malformed-reply', retry: true },
    ],
    [
      { do: 'cut', by: 'reset' },
      { reason: 'connection', retry: true },
    ],
    [
      { do: 'status', status: 429, retryAfter: '7' },
      { reason: 'rate-limited', retry: true, retryAfterMs: 7_000 },
    ],
    [
      { do: 'send', text: '<html>' },
      { reason: 'malformed-reply', retry: true },
    ],
  ]
  test.each(troubles)('never takes half an answer for one: %j', async (trouble, failure) => {
    await using server = await serve(type, [trouble])
    expect(await attemptAt(type, server, { stream: true })).toMatchObject({ kind: 'failure', ...failure })
    expect(server.requests).toHaveLength(1)
  })

  test('that hangs is a timeout when the signal says so', async () => {
    await using server = await serve(type, [{ do: 'hang' }])
    expect(await attemptAt(type, server, { stream: true, timeoutMs: 300 })).toMatchObject({ reason: 'timeout' })
  })
})

const embedding = types.filter((type) => 'embedding' in dialects[type])

test('all but Anthropic and Bedrock embed', () => {
  expect(types.filter((type) => !embedding.includes(type))).toEqual(['anthropic', 'bedrock'])
  for (const type of ['anthropic', 'bedrock'] as const) {
    const way = open('rig', policyTo(type, 'http://127.0.0.1:9'))
    expect(way).not.toHaveProperty('embedding')
  }
})

describe.each(embedding)('%s, embedding', (type) => {
  const texts = ['How long?', 'file://planted.txt {{ env.HOME }}', 'How "much"?']

  async function embedAt(server: ProviderServer, timeoutMs = 20_000) {
    const way = open('rig', policyTo(type, server.origin))
    const { embedding: one } = dialects[type] as { embedding?: { model: string } }
    if ('kind' in way || way.embedding === undefined || one === undefined) throw new Error('there is no way')
    return way.embedding.attempt(one.model, texts, AbortSignal.timeout(timeoutMs))
  }

  test('gives a vector for each text, in their order, in one request', async () => {
    await using server = await serve(type, [])
    const attempt = await embedAt(server)
    if (attempt.kind !== 'answer') throw new Error('there is no answer')
    expect(attempt.answer.vectors).toEqual(texts.map((text) => Float32Array.from(embed(text, 8))))
    const tokens = type === 'google' ? undefined : { inputTokens: texts.join('').length, outputTokens: 0 }
    expect(attempt.answer.usage).toEqual(tokens)
    expect(server.requests).toHaveLength(1)
    expect(server.requests[0]?.headers['user-agent']).toBe('llmops')
  })

  const troubles: readonly (readonly [Trouble, string])[] = [
    [{ do: 'status', status: 401 }, 'refused-by-provider'],
    [{ do: 'status', status: 429 }, 'rate-limited'],
    [{ do: 'status', status: 503 }, 'server-error'],
    [{ do: 'send', text: '<html>' }, 'malformed-reply'],
    [{ do: 'send', text: '{"data": [], "embeddings": []}' }, 'malformed-reply'],
    [{ do: 'reset' }, 'connection'],
    [{ do: 'redirect', status: 307, to: 'http://127.0.0.1:9' }, 'redirected'],
  ]
  test.each(troubles)('in trouble %j is %s', async (trouble, reason) => {
    await using server = await serve(type, [trouble])
    expect(await embedAt(server)).toMatchObject({ kind: 'failure', reason })
  })

  test('that hangs is a timeout', async () => {
    await using server = await serve(type, [{ do: 'hang' }])
    expect(await embedAt(server, 200)).toMatchObject({ kind: 'failure', reason: 'timeout' })
  })
})

test('later models of Google get what stands for the signature of a call', async () => {
  await using server = await serve('google', [])
  await attemptAt('google', server, { model: 'gemini-3.1-pro', request: { messages: called, tools } })
  const { contents } = sentTo(server) as { contents: readonly { parts: readonly object[] }[] }
  const signed = contents.flatMap(({ parts }) => parts).filter((part) => 'thoughtSignature' in part)
  expect(signed).toEqual([
    {
      functionCall: { name: 'look_up', args: { order: 'A-1' } },
      thoughtSignature: 'skip_thought_signature_validator',
    },
    { functionCall: { name: 'now', args: {} }, thoughtSignature: 'skip_thought_signature_validator' },
  ])
})
