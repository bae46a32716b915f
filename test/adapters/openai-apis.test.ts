import { describe, expect, test } from 'vitest'
import { openAITransport } from '../../src/adapters/openai/transport.ts'
import type { Attempt, ChatRequest, Message, ModelCall } from '../../src/evaluation/call.ts'
import { keyOf } from '../../src/evaluation/call.ts'
import { callOf, opened } from '../evaluation/fixtures.ts'
import type { Fault } from '../rig/faults.ts'
import { type ModelServer, type ModelServerOptions, startModelServer } from '../rig/model-server.ts'

type Form = Pick<ModelCall, 'stream'> & Pick<ChatRequest, 'api'>

/** The four ways to ask an OpenAI-compatible endpoint the same. */
const forms: readonly (readonly [name: string, form: Form])[] = [
  ['chat completions', {}],
  ['chat completions, streamed', { stream: true }],
  ['responses', { api: 'responses' }],
  ['responses, streamed', { api: 'responses', stream: true }],
]

const key = 'sk-test-0123456789abcdef'

function callIn({ api, stream }: Form, request: Partial<ChatRequest> = {}): ModelCall {
  const call = callOf('How long?')
  return {
    ...call,
    request: { ...call.request, ...(api !== undefined && { api }), ...request },
    ...(stream !== undefined && { stream }),
  }
}

function attemptAt({ url }: ModelServer, call: ModelCall, timeoutMs = 400): Promise<Attempt> {
  return openAITransport({ url, key, timeoutMs }).attempt(call, AbortSignal.timeout(timeoutMs))
}

/** What one request gives, and what was sent. */
async function askedOf(options: ModelServerOptions, call: ModelCall) {
  await using server = await startModelServer(options)
  const attempt = await attemptAt(server, call)
  return { attempt, sent: server.requests[0] }
}

describe.each(forms)('%s', (_, form) => {
  test('give an answer with usage, served model and times; the time to the first token where it is streamed', async () => {
    const { attempt, sent } = await askedOf({ answer: () => 'Two working days.', keys: [key] }, callIn(form))
    expect(attempt).toEqual({
      kind: 'answer',
      answer: {
        text: 'Two working days.',
        finish: 'stop',
        servedModel: 'm',
        usage: { inputTokens: 3, outputTokens: 5 },
        latencyMs: expect.any(Number),
        ...(form.stream && { firstTokenMs: expect.any(Number) }),
      },
    })
    expect(sent?.path).toBe(form.api === 'responses' ? '/v1/responses' : '/v1/chat/completions')
    expect(sent?.body).toMatchObject({ stream: form.stream ?? false })
  })

  test('give calls of tools, with what is said beside them', async () => {
    const calls = [
      { name: 'look_up', arguments: '{"order": "A-1"}' },
      { name: 'now', arguments: '{}' },
    ]
    const { attempt } = await askedOf({ answer: () => ({ calls, text: 'One moment.' }) }, callIn(form))
    expect(attempt).toMatchObject({ answer: { text: 'One moment.', toolCalls: calls, finish: 'stop' } })
    const silent = await askedOf({ answer: () => ({ calls }) }, callIn(form))
    expect(silent.attempt).toMatchObject({ answer: { text: '', toolCalls: calls } })
    expect(silent.attempt.kind === 'answer' && 'firstTokenMs' in silent.attempt.answer).toBe(form.stream === true)
  })

  const ends: readonly [Fault, object][] = [
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
  ]
  test.each(ends)('say with %j how the answer ended', async (fault, answer) => {
    const { attempt } = await askedOf({ answer: () => 'Two days.', faults: [fault] }, callIn(form))
    expect(attempt).toMatchObject({ kind: 'answer', answer })
  })

  const failures: readonly [Fault, string, boolean][] = [
    [{ fault: 'status', status: 401 }, 'refused-by-provider', false],
    [{ fault: 'status', status: 429, retryAfter: { dateIn: 3 } }, 'rate-limited', true],
    [{ fault: 'quota' }, 'quota', false],
    [{ fault: 'status', status: 503 }, 'server-error', true],
    [{ fault: 'html-page', status: 200 }, 'malformed-reply', true],
    [{ fault: 'empty-body' }, 'malformed-reply', true],
    [{ fault: 'error-in-200' }, 'malformed-reply', true],
    [{ fault: 'malformed-json' }, 'malformed-reply', true],
    [{ fault: 'truncated-json' }, 'malformed-reply', true],
    [{ fault: 'no-choices' }, 'malformed-reply', true],
    [{ fault: 'reset-before-headers' }, 'connection', true],
    [{ fault: 'reset-mid-body' }, 'connection', true],
    [{ fault: 'hang' }, 'timeout', true],
    [{ fault: 'stall-mid-body' }, 'timeout', true],
    [{ fault: 'drip' }, 'timeout', true],
  ]
  test.each(failures)('never take half an answer for one: %j is %s', async (fault, reason, retry) => {
    const { attempt } = await askedOf({ answer: () => 'Two days, or three.', faults: [fault] }, callIn(form))
    expect(attempt).toMatchObject({ kind: 'failure', reason, retry })
    expect(JSON.stringify(attempt)).not.toContain(key)
  })

  test('end at 10 MB', async () => {
    await using server = await startModelServer({ faults: [{ fault: 'huge-body' }] })
    const attempt = await attemptAt(server, callIn(form), 20_000)
    expect(attempt).toMatchObject({ kind: 'failure', reason: 'malformed-reply', retry: false })
    expect(attempt.kind === 'failure' && opened(attempt.detail)).toBe('the reply is over 10 MB')
  })

  test('take the key nowhere else', async () => {
    await using elsewhere = await startModelServer()
    const { attempt } = await askedOf({ faults: [{ fault: 'redirect', toOrigin: elsewhere.origin }] }, callIn(form))
    expect(attempt).toMatchObject({ kind: 'failure', reason: 'redirected', retry: false })
    expect(elsewhere.requests).toEqual([])
  })
})

test('a first token comes before the last', async () => {
  await using server = await startModelServer({ answer: () => 'one two three four five six', chunkMs: 20 })
  for (const [, form] of forms.filter(([, { stream }]) => stream)) {
    const attempt = await attemptAt(server, callIn(form), 5_000)
    if (attempt.kind !== 'answer') throw new Error('there is no answer')
    const { firstTokenMs = Number.NaN, latencyMs = Number.NaN } = attempt.answer
    expect(firstTokenMs).toBeLessThan(latencyMs)
  }
})

test('streaming is no part of the key of a call, the API is', () => {
  const keys = forms.map(([, form]) => keyOf(callIn(form)))
  expect(keys[0]).toBe(keys[1])
  expect(keys[2]).toBe(keys[3])
  expect(keys[0]).not.toBe(keys[2])
})

const schema = { type: 'object', properties: { a: { type: 'string' } } }
const closed = { ...schema, required: ['a'], additionalProperties: false }
const picture = { type: 'image', url: 'data:image/png;base64,AAAA', digest: 'sha256:1' } as const
const paper = { type: 'file', url: 'data:application/pdf;base64,AAAA', digest: 'sha256:2' } as const
const conversation: readonly Message[] = [
  { role: 'system', content: 'Be brief.' },
  { role: 'user', content: [{ type: 'text', text: 'See:' }, picture, paper] },
  { role: 'assistant', content: 'Hm.', calls: [{ id: 'call00001', name: 'now', arguments: '{}' }] },
  { role: 'tool', id: 'call00001', content: 'noon' },
  { role: 'assistant', content: 'It is noon.' },
  { role: 'system', content: 'Be polite.' },
  { role: 'user', content: 'Thanks?' },
]

test('responses are asked for with everything that a request has, and nothing is kept there', async () => {
  const call = callIn(
    { api: 'responses' },
    {
      messages: conversation,
      parameters: { temperature: 0, topP: 0.9, maxTokens: 50, reasoningEffort: 'low' },
      output: schema,
      tools: [
        { name: 'now', parameters: closed },
        { name: 'look_up', description: 'Looks up.', parameters: schema },
      ],
    },
  )
  const { attempt, sent } = await askedOf({ answer: () => '{}' }, call)
  expect(attempt).toMatchObject({ kind: 'answer' })
  expect(sent?.body).toEqual({
    model: 'm',
    instructions: 'Be brief.',
    input: [
      {
        role: 'user',
        content: [
          { type: 'input_text', text: 'See:' },
          { type: 'input_image', image_url: picture.url, detail: 'auto' },
          { type: 'input_file', filename: 'document.pdf', file_data: paper.url },
        ],
      },
      { role: 'assistant', content: 'Hm.' },
      { type: 'function_call', call_id: 'call00001', name: 'now', arguments: '{}' },
      { type: 'function_call_output', call_id: 'call00001', output: 'noon' },
      { role: 'assistant', content: 'It is noon.' },
      { role: 'system', content: 'Be polite.' },
      { role: 'user', content: 'Thanks?' },
    ],
    store: false,
    stream: false,
    temperature: 0,
    top_p: 0.9,
    max_output_tokens: 50,
    reasoning: { effort: 'low' },
    text: { format: { type: 'json_schema', name: 'answer', schema, strict: false } },
    tools: [
      { type: 'function', name: 'now', parameters: closed, strict: true },
      { type: 'function', name: 'look_up', description: 'Looks up.', parameters: schema, strict: false },
    ],
  })
})
