import { once } from 'node:events'
import { createServer } from 'node:http'
import type { RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { chatParameters } from '../../src/adapters/openai/chat-parameters.ts'
import { retryAfterMs } from '../../src/adapters/http/retry-after.ts'
import { openAITransport } from '../../src/adapters/openai/transport.ts'
import type { Attempt } from '../../src/evaluation/call.ts'
import { callOf, opened } from '../evaluation/fixtures.ts'
import { everyFault } from '../rig/faults.ts'
import type { Fault } from '../rig/faults.ts'
import { startModelServer } from '../rig/model-server.ts'

const key = 'sk-test-0123456789abcdef'

async function attemptAt(url: string, timeoutMs = 400, call = callOf('How long?')): Promise<Attempt> {
  return openAITransport({ url, key, timeoutMs }).attempt(call, AbortSignal.timeout(timeoutMs))
}

/** For what the rig's server does not do: any reply. */
async function rawServer(listener: RequestListener): Promise<AsyncDisposable & { readonly url: string }> {
  const server = createServer(listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

describe('an answer', () => {
  test('has text, usage, served model and latency', async () => {
    await using server = await startModelServer({ answer: () => 'Two days.', latencyMs: 30 })
    const attempt = await attemptAt(server.url)
    expect(attempt).toEqual({
      kind: 'answer',
      answer: {
        text: 'Two days.',
        finish: 'stop',
        servedModel: 'm',
        usage: { inputTokens: 3, outputTokens: 3 },
        latencyMs: expect.any(Number),
      },
    })
    expect(attempt.kind === 'answer' && attempt.answer.latencyMs).toBeGreaterThanOrEqual(29)
    expect(server.requests[0]?.headers.authorization).toBe(`Bearer ${key}`)
  })

  const answers: readonly [Fault, object][] = [
    [
      { fault: 'finish', reason: 'length' },
      { text: 'Two ', finish: 'length' },
    ],
    [
      { fault: 'finish', reason: 'content_filter' },
      { text: 'Two ', finish: 'filter' },
    ],
    [{ fault: 'refusal' }, { text: "I'm sorry, I can't help with that.", finish: 'refusal' }],
    [{ fault: 'missing-usage' }, { text: 'Two days.', usage: undefined }],
    [{ fault: 'served-model', model: 'm-2026-01-01' }, { servedModel: 'm-2026-01-01' }],
    [{ fault: 'wrong-content-type' }, { text: 'Two days.' }],
  ]
  test.each(answers)('is one, too, with %j', async (fault, answer) => {
    await using server = await startModelServer({ answer: () => 'Two days.', faults: [fault] })
    expect(await attemptAt(server.url)).toMatchObject({ kind: 'answer', answer })
  })

  test('is empty and filtered where the prompt was refused by a content filter', async () => {
    await using server = await rawServer((_request, response) => {
      response.writeHead(400, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ error: { message: 'filtered', code: 'content_filter' } }))
    })
    expect(await attemptAt(server.url)).toMatchObject({ kind: 'answer', answer: { text: '', finish: 'filter' } })
  })

  test('without text is truncated where all tokens went into reasoning', async () => {
    await using server = await rawServer((_request, response) => {
      response.end(JSON.stringify({ choices: [{ finish_reason: 'length', message: { content: null } }] }))
    })
    expect(await attemptAt(server.url)).toMatchObject({ kind: 'answer', answer: { text: '', finish: 'length' } })
  })

  test('knows its usage wholly or not at all, and which input came from a cache', async () => {
    const usages = [
      { prompt_tokens: 5, completion_tokens: 2, prompt_tokens_details: { cached_tokens: 4 } },
      { prompt_tokens: -5, completion_tokens: 2 },
      { prompt_tokens: 5, completion_tokens: 'many' },
    ]
    await using server = await rawServer((_request, response) => {
      const message = { choices: [{ finish_reason: 'stop', message: { content: 'a' } }], usage: usages.shift() }
      response.end(JSON.stringify(message))
    })
    const known: unknown[] = []
    for (let n = 0; n < 3; n += 1) {
      const attempt = await attemptAt(server.url)
      known.push(attempt.kind === 'answer' && attempt.answer.usage)
    }
    expect(known).toEqual([{ inputTokens: 5, cachedInputTokens: 4, outputTokens: 2 }, undefined, undefined])
  })
})

describe('a failure', () => {
  const failures: readonly [Fault, string, boolean][] = [
    [{ fault: 'status', status: 400 }, 'refused-by-provider', false],
    [{ fault: 'status', status: 401 }, 'refused-by-provider', false],
    [{ fault: 'status', status: 403 }, 'refused-by-provider', false],
    [{ fault: 'status', status: 404 }, 'refused-by-provider', false],
    [{ fault: 'status', status: 408 }, 'timeout', true],
    [{ fault: 'status', status: 409 }, 'server-error', true],
    [{ fault: 'status', status: 429 }, 'rate-limited', true],
    [{ fault: 'quota' }, 'quota', false],
    [{ fault: 'status', status: 500 }, 'server-error', true],
    [{ fault: 'status', status: 529 }, 'server-error', true],
    [{ fault: 'html-page' }, 'server-error', true],
    [{ fault: 'html-page', status: 200 }, 'malformed-reply', true],
    [{ fault: 'empty-body' }, 'malformed-reply', true],
    [{ fault: 'error-in-200' }, 'malformed-reply', true],
    [{ fault: 'malformed-json' }, 'malformed-reply', true],
    [{ fault: 'truncated-json' }, 'malformed-reply', true],
    [{ fault: 'no-choices' }, 'malformed-reply', true],
    [{ fault: 'null-content' }, 'malformed-reply', true],
    [{ fault: 'reset-before-headers' }, 'connection', true],
    [{ fault: 'reset-mid-body' }, 'connection', true],
    [{ fault: 'hang' }, 'timeout', true],
    [{ fault: 'stall-mid-body' }, 'timeout', true],
    [{ fault: 'drip' }, 'timeout', true],
  ]
  test.each(failures)('of %j is %s', async (fault, reason, retry) => {
    await using server = await startModelServer({ faults: [fault] })
    const startedAt = performance.now()
    expect(await attemptAt(server.url)).toMatchObject({ kind: 'failure', reason, retry })
    expect(performance.now() - startedAt).toBeLessThan(2_000)
  })

  test.each([{ fault: 'huge-body' }, { fault: 'huge-body', gzip: true }] as const)(
    'of %j ends at 10 MB',
    async (fault) => {
      await using server = await startModelServer({ faults: [fault] })
      const attempt = await attemptAt(server.url, 20_000)
      expect(attempt).toMatchObject({ kind: 'failure', reason: 'malformed-reply', retry: false })
      expect(attempt.kind === 'failure' && opened(attempt.detail)).toBe('the reply is over 10 MB')
    },
  )

  test('says where nothing listens', async () => {
    const server = await startModelServer()
    await server[Symbol.asyncDispose]()
    const attempt = await attemptAt(server.url)
    expect(attempt).toMatchObject({ kind: 'failure', reason: 'connection', retry: true })
    expect(attempt.kind === 'failure' && opened(attempt.detail)).toMatch(/^connect ECONNREFUSED 127\.0\.0\.1:\d+$/)
  })

  test('tells what the server asks to wait', async () => {
    await using server = await startModelServer({ faults: [{ fault: 'status', status: 429, retryAfter: 7 }] })
    expect(await attemptAt(server.url)).toMatchObject({ reason: 'rate-limited', retryAfterMs: 7_000 })
  })

  test('blames the request for a 400, and the provider for a 401', async () => {
    await using server = await startModelServer({
      faults: [
        { fault: 'status', status: 400, nth: 1 },
        { fault: 'status', status: 401 },
      ],
    })
    expect(await attemptAt(server.url)).toMatchObject({ ofRequest: true })
    expect(await attemptAt(server.url)).not.toHaveProperty('ofRequest')
  })

  test('is one line of at most 300 characters, without the key and without the body', async () => {
    await using server = await rawServer((request, response) => {
      response.writeHead(401, { 'content-type': 'application/json' })
      const message = `wrong key\n${request.headers.authorization} ${'x'.repeat(100_000)}`
      response.end(JSON.stringify({ error: { message } }))
    })
    const attempt = await attemptAt(server.url)
    const detail = attempt.kind === 'failure' ? opened(attempt.detail) : ''
    expect(detail).toMatch(/^401 wrong key Bearer \*\*\* x+…$/)
    expect(detail.length).toBe(300)
  })

  test('of any kind holds no key and ends in time', async () => {
    await using elsewhere = await startModelServer()
    for (const fault of everyFault(elsewhere.origin)) {
      await using server = await startModelServer({ faults: [fault] })
      const attempt = await attemptAt(server.url)
      expect(JSON.stringify(attempt)).not.toContain(key)
      expect(['answer', 'failure']).toContain(attempt.kind)
    }
    expect(elsewhere.requests).toEqual([])
  })
})

describe('a key', () => {
  test.each([301, 302, 303, 307, 308] as const)('never follows a %i to another origin', async (status) => {
    await using elsewhere = await startModelServer()
    await using server = await startModelServer({ faults: [{ fault: 'redirect', status, toOrigin: elsewhere.origin }] })
    expect(await attemptAt(server.url)).toMatchObject({ kind: 'failure', reason: 'redirected', retry: false })
    expect(server.requests.length).toBe(1)
    expect(elsewhere.requests).toEqual([])
  })

  test('is not sent to an endpoint without one', async () => {
    await using server = await startModelServer()
    const transport = openAITransport({ url: server.url, key: undefined, timeoutMs: 1_000 })
    expect(await transport.attempt(callOf('a'), AbortSignal.timeout(1_000))).toMatchObject({ kind: 'answer' })
    expect(server.requests[0]?.headers).not.toHaveProperty('authorization')
  })
})

describe('the environment of the process', () => {
  let elsewhere: Awaited<ReturnType<typeof startModelServer>>
  beforeEach(async () => {
    elsewhere = await startModelServer()
    vi.stubEnv('OPENAI_BASE_URL', elsewhere.url)
    vi.stubEnv('OPENAI_API_KEY', 'sk-of-the-environment')
    vi.stubEnv('OPENAI_ADMIN_KEY', 'sk-admin-of-the-environment')
    vi.stubEnv('OPENAI_ORG_ID', 'org-of-the-environment')
    vi.stubEnv('OPENAI_PROJECT_ID', 'proj-of-the-environment')
    vi.stubEnv('OPENAI_CUSTOM_HEADERS', 'x-of-the-environment: yes\nauthorization: Bearer other')
    vi.stubEnv('OPENAI_LOG', 'debug')
  })
  afterEach(async () => {
    vi.unstubAllEnvs()
    await elsewhere[Symbol.asyncDispose]()
  })

  test.each([key, undefined])('has no say in where a request goes and what it carries (key: %s)', async (bound) => {
    await using server = await startModelServer()
    const printed = vi.spyOn(console, 'debug')
    const transport = openAITransport({ url: server.url, key: bound, timeoutMs: 1_000 })
    for (const call of [callOf('a'), callOf('a', { stream: true })]) {
      expect(await transport.attempt(call, AbortSignal.timeout(1_000))).toMatchObject({ kind: 'answer' })
    }
    expect(elsewhere.requests).toEqual([])
    expect(printed).not.toHaveBeenCalled()
    expect(server.requests).toHaveLength(2)
    for (const { headers } of server.requests) {
      expect(JSON.stringify(headers)).not.toContain('environment')
      expect(headers.authorization).toBe(bound && `Bearer ${bound}`)
    }
  })
})

describe('a request', () => {
  const parameters = {
    temperature: 0,
    topP: 0.9,
    maxTokens: 50,
    seed: 7,
    stop: ['\n\n'],
    frequencyPenalty: 0.1,
    presencePenalty: 0.2,
    reasoningEffort: 'low',
  } as const
  const output = { type: 'object', properties: { a: { type: 'string' } } }

  test('has every parameter in words that a strict server accepts', async () => {
    await using server = await startModelServer()
    const call = callOf('a')
    const whole = { ...call, request: { ...call.request, parameters, output } }
    expect(await attemptAt(server.url, 1_000, whole)).toMatchObject({ kind: 'answer' })
    expect(server.requests[0]?.body).toEqual({
      model: 'm',
      messages: [{ role: 'user', content: 'a' }],
      stream: false,
      temperature: 0,
      top_p: 0.9,
      max_tokens: 50,
      seed: 7,
      stop: ['\n\n'],
      frequency_penalty: 0.1,
      presence_penalty: 0.2,
      reasoning_effort: 'low',
      response_format: { type: 'json_schema', json_schema: { name: 'answer', schema: output, strict: false } },
    })
  })

  test.each(['https://api.openai.com', 'https://eu.api.openai.com'])(
    'limits tokens at %s by its own name',
    (origin) => {
      const sent = chatParameters(callOf('a', { parameters: { maxTokens: 50 } }), origin)
      expect(sent).toMatchObject({ max_completion_tokens: 50 })
      expect(sent).not.toHaveProperty('max_tokens')
    },
  )

  test('leaves to the provider what is not given', () => {
    expect(chatParameters(callOf('a'), 'https://api.openai.com')).toEqual({
      model: 'm',
      messages: [{ role: 'user', content: 'a' }],
      stream: false,
    })
  })
})

test.each([
  [{}, undefined],
  [{ 'retry-after': '3' }, 3_000],
  [{ 'retry-after': '0' }, 0],
  [{ 'retry-after': 'soon' }, undefined],
  [{ 'retry-after': 'Sun, 06 Nov 1994 08:49:37 GMT' }, 2_000],
  [{ 'retry-after': 'Sun, 06 Nov 1994 08:49:30 GMT' }, 0],
  [{ 'retry-after-ms': '250', 'retry-after': '3' }, 250],
])('%j asks to wait %s ms', (headers, ms) => {
  expect(retryAfterMs(new Headers(headers), Date.parse('1994-11-06T08:49:35Z'))).toBe(ms)
})
