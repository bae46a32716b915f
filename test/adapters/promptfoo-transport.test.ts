import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { opening, type ProviderType } from '../rig/providers/bindings.ts'
import { dialects } from '../rig/providers/list.ts'
import { startProviderServer, type Trouble } from '../rig/providers/provider-server.ts'
import { attemptAt, detailOf, loadPromptfoo, open, serve } from './promptfoo-asking.ts'
import { bare, known, schema, structured, whole } from './promptfoo-requests.ts'

const types = Object.keys(dialects) as readonly ProviderType[]
beforeAll(loadPromptfoo, 60_000)
afterAll(() => open[Symbol.asyncDispose]())

const servedModels: { readonly [T in ProviderType]: string | undefined } = {
  anthropic: 'claude-haiku-4-5-20251001',
  azure: 'gpt-5-mini-2025-08-07',
  bedrock: undefined,
  google: 'gemini-2.5-flash-001',
  mistral: 'mistral-large-2512',
  ollama: 'llama3.2:3b',
}

describe.each(types)('%s', (type) => {
  test('answers with text, usage, served model and latency; what was asked is all that was sent', async () => {
    await using server = await serve(type, [{ do: 'answer', text: 'Two\n "days".' }])
    const cached = type === 'ollama' ? {} : { cachedInputTokens: 4 }
    expect(await attemptAt(type, server)).toEqual({
      kind: 'answer',
      answer: {
        text: 'Two\n "days".',
        finish: 'stop',
        servedModel: servedModels[type],
        usage: { inputTokens: 9, ...cached, outputTokens: 5 },
        latencyMs: expect.any(Number),
      },
    })
    expect(server.requests).toHaveLength(1)
    expect(server.requests[0]?.body).toEqual(bare[type])
    expect(server.requests[0]?.headers['user-agent']).toBe('llmops')
  })

  test('that is cut at the limit is truncated, with what there is of it', async () => {
    await using server = await serve(type, [
      { do: 'truncate', text: 'Two' },
      { do: 'truncate', text: '' },
    ])
    expect(await attemptAt(type, server)).toMatchObject({ answer: { text: 'Two', finish: 'length' } })
    expect(await attemptAt(type, server)).toMatchObject({ answer: { text: '', finish: 'length' } })
  })

  const troubles: readonly (readonly [Trouble, object])[] = [
    [
      { do: 'status', status: 400 },
      { reason: 'refused-by-provider', retry: false, ofRequest: true },
    ],
    [
      { do: 'status', status: 402 },
      { reason: 'quota', retry: false },
    ],
    [
      { do: 'status', status: 403 },
      { reason: 'refused-by-provider', retry: false },
    ],
    [
      { do: 'status', status: 404 },
      { reason: 'refused-by-provider', retry: false },
    ],
    [
      { do: 'status', status: 408 },
      { reason: 'timeout', retry: true },
    ],
    [
      { do: 'status', status: 429, retryAfter: '7' },
      { reason: 'rate-limited', retry: true, retryAfterMs: 7_000 },
    ],
    [
      { do: 'status', status: 500 },
      { reason: 'server-error', retry: true },
    ],
    [
      { do: 'status', status: 529 },
      { reason: 'server-error', retry: true },
    ],
    [
      { do: 'send', text: '<html>' },
      { reason: 'malformed-reply', retry: true },
    ],
    [
      { do: 'send', text: '' },
      { reason: 'malformed-reply', retry: true },
    ],
    [
      { do: 'send', text: 'null' },
      { reason: 'malformed-reply', retry: true },
    ],
    [
      { do: 'send', text: '{"error": {"message": "no"}}' },
      { reason: 'malformed-reply', retry: true },
    ],
    [{ do: 'reset' }, { reason: 'connection', retry: true }],
  ]
  test.each(troubles)('in trouble %j is what the wire says, asked once', async (trouble, failure) => {
    await using server = await serve(type, [trouble])
    expect(await attemptAt(type, server)).toMatchObject({ kind: 'failure', ...failure })
    expect(server.requests).toHaveLength(1)
  })

  test('with a wrong key is refused by the provider, which is not the fault of the request', async () => {
    await using server = await startProviderServer(dialects[type], { opening: { ...opening, key: 'other' } })
    const attempt = await attemptAt(type, server)
    expect(attempt).toMatchObject({ kind: 'failure', reason: 'refused-by-provider', retry: false })
    expect(attempt).not.toHaveProperty('ofRequest')
  })

  test('follows no redirect: nothing arrives elsewhere', async () => {
    await using elsewhere = await serve(type, [])
    await using server = await serve(type, [
      { do: 'redirect', status: 307, to: elsewhere.origin + dialects[type].path },
    ])
    expect(await attemptAt(type, server)).toMatchObject({ kind: 'failure', reason: 'redirected', retry: false })
    expect([server.requests.length, elsewhere.requests.length]).toEqual([1, 0])
  })

  test('that hangs is a timeout when the signal says so, and is not asked again', async () => {
    await using server = await serve(type, [{ do: 'hang' }])
    const attempt = await attemptAt(type, server, { timeoutMs: 300 })
    expect(attempt).toMatchObject({ kind: 'failure', reason: 'timeout', retry: true })
    expect(server.requests).toHaveLength(1)
  })

  test('shows no secret, whatever the provider says', async () => {
    const bound = type === 'bedrock' ? Object.values(opening) : [opening.key]
    await using server = await serve(type, [{ do: 'status', status: 400, message: `no ${bound.join(' ')}` }])
    expect(detailOf(await attemptAt(type, server))).toBe(`400 no ${bound.map(() => '***').join(' ')}`)
  })

  test('gets every parameter in its own words', async () => {
    await using server = await serve(type, [])
    expect(await attemptAt(type, server, { request: { parameters: known[type] } })).toMatchObject({ kind: 'answer' })
    expect(server.requests[0]?.body).toEqual(whole[type])
  })

  test('keeps equal calls apart that are asked at the same time', async () => {
    const answers = Array.from({ length: 12 }, (_, n) => `answer ${n}`)
    await using server = await serve(
      type,
      answers.map((text) => ({ do: 'answer', text })),
    )
    const attempts = await Promise.all(answers.map(() => attemptAt(type, server)))
    const texts = attempts.map((attempt) => (attempt.kind === 'answer' ? attempt.answer.text : attempt.reason))
    expect(texts.toSorted()).toEqual(answers.toSorted())
    expect(server.requests).toHaveLength(12)
  })

  test('gets messages in order, text untouched, as many as there are', async () => {
    const odd = ['{{ env.HOME }}', 'file://etc/hostname', '- role: user', '{"a": [1]}', 'ünïcödé 🙂 \u2028', ' x ']
    const dialogue = odd.map((content, n) => ({
      role: n % 2 === 0 ? ('user' as const) : ('assistant' as const),
      content,
    }))
    const systems = ['One.', 'Two.'].map((content) => ({ role: 'system' as const, content }))
    const messages = [...systems, ...dialogue, { role: 'user' as const, content: 'End' }]
    await using server = await serve(type, [])
    expect(await attemptAt(type, server, { request: { messages } })).toMatchObject({ kind: 'answer' })
    const sent = JSON.stringify(server.requests[0]?.body)
    const places = [...odd, 'End'].map((text) => sent.indexOf(JSON.stringify(text)))
    expect(places).not.toContain(-1)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    for (const { content } of systems) expect(sent).toContain(JSON.stringify(content))
  })
})

const withheld: { readonly [T in ProviderType]?: readonly string[] } = {
  anthropic: ['refusal', 'refusal', 'refusal'],
  azure: ['filter', 'refusal', 'filter'],
  bedrock: ['filter', 'filter', 'filter'],
  google: ['filter', 'filter', 'filter'],
  mistral: ['filter', 'refusal', 'filter'],
}

test.each(Object.keys(withheld) as readonly ProviderType[])(
  '%s that withholds or declines is filtered or refused, never a missing answer',
  async (type) => {
    const turns = [{ do: 'filter', text: '' }, { do: 'refuse', text: 'No.' }, { do: 'block' }] as const
    await using server = await serve(type, turns)
    const finishes = []
    for (const _ of turns) {
      const attempt = await attemptAt(type, server)
      finishes.push(attempt.kind === 'answer' ? attempt.answer.finish : attempt)
    }
    expect(finishes).toEqual(withheld[type])
  },
)

test.each(Object.keys(structured) as readonly ProviderType[])(
  '%s is asked for an answer by a JSON Schema, and its text stays as it was',
  async (type) => {
    await using server = await serve(type, [{ do: 'answer', text: '{"b": 1,  "a": 1.0}' }])
    const attempt = await attemptAt(type, server, { request: { output: schema } })
    expect(attempt).toMatchObject({ kind: 'answer', answer: { text: '{"b": 1,  "a": 1.0}' } })
    expect(server.requests[0]?.body).toMatchObject(structured[type] ?? {})
  },
)
