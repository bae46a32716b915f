import OpenAI from 'openai'
import { expect, test } from 'vitest'
import { chat, chatBody, eventsIn, post, say } from './client.ts'
import { embed } from './embeddings.ts'
import { startModelServer } from './model-server.ts'

test('a completion has the shape of OpenAI’s', async () => {
  await using server = await startModelServer({ answer: { 'How long?': 'Fourteen days.' } })
  const response = await chat(server, 'How long?')
  expect(response.status).toBe(200)
  expect(response.headers.get('x-request-id')).toBe('req_1')
  expect(await response.json()).toEqual({
    id: 'chatcmpl-rig-1',
    object: 'chat.completion',
    created: expect.any(Number),
    model: 'tiny',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: 'Fourteen days.', refusal: null, annotations: [] },
        logprobs: null,
        finish_reason: 'stop',
      },
    ],
    usage: {
      prompt_tokens: 3,
      completion_tokens: 4,
      total_tokens: 7,
      prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
    },
    service_tier: 'default',
    system_fingerprint: 'fp_rig',
  })
})

test('a stream says the same piece by piece, and its usage where asked', async () => {
  await using server = await startModelServer({ answer: () => 'Größe: 100 % 🙂 fine' })
  const events = await eventsIn(await chat(server, 'x', { stream: true, stream_options: { include_usage: true } }))
  expect(events.at(-1)).toBe('[DONE]')
  const chunks = events.slice(0, -1).map((event) => JSON.parse(event))
  expect(chunks[0].choices[0].delta).toEqual({ role: 'assistant', content: '', refusal: null })
  expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe('Größe: 100 % 🙂 fine')
  expect(chunks.at(-2).choices[0]).toMatchObject({ delta: {}, finish_reason: 'stop' })
  expect(chunks.at(-2).usage).toBeNull()
  expect(chunks.at(-1)).toMatchObject({ object: 'chat.completion.chunk', choices: [], usage: { prompt_tokens: 1 } })
  const plain = await eventsIn(await chat(server, 'x', { stream: true }))
  expect(plain.some((event) => event.includes('usage'))).toBe(false)
})

test('the openai package is content with all of it', async () => {
  await using server = await startModelServer({ keys: ['sk-good'], skills: { tiny: 1 }, answer: () => 'hello there' })
  const client = new OpenAI({ apiKey: 'sk-good', baseURL: server.url, maxRetries: 0 })
  const request = { model: 'tiny', messages: [{ role: 'user' as const, content: 'hi' }] }
  expect((await client.chat.completions.create(request)).choices[0]?.message.content).toBe('hello there')
  let streamed = ''
  for await (const chunk of await client.chat.completions.create({ ...request, stream: true })) {
    streamed += chunk.choices[0]?.delta.content ?? ''
  }
  expect(streamed).toBe('hello there')
  expect((await client.models.list()).data.map(({ id }) => id)).toEqual(['tiny'])
  const embeddings = await client.embeddings.create({ model: 'e', input: ['refund policy', 'x'], dimensions: 8 })
  expect(embeddings.data[0]?.embedding).toEqual(embed('refund policy', 8))
  const stranger = new OpenAI({ apiKey: 'sk-bad', baseURL: server.url, maxRetries: 0 })
  await expect(stranger.chat.completions.create(request)).rejects.toMatchObject({
    status: 401,
    code: 'invalid_api_key',
  })
  const gone = client.chat.completions.create({ ...request, model: 'gone' })
  await expect(gone).rejects.toMatchObject({ status: 404, code: 'model_not_found' })
})

test('only expected keys are let in', async () => {
  await using server = await startModelServer({ keys: ['sk-one', 'sk-two'] })
  const statusWith = async (headers: Record<string, string>): Promise<number> =>
    (await post(server, '/chat/completions', chatBody('hi'), { headers })).status
  expect(await statusWith({})).toBe(401)
  expect(await statusWith({ authorization: 'sk-one' })).toBe(401)
  expect(await statusWith({ authorization: 'Bearer sk-three' })).toBe(401)
  expect(await statusWith({ authorization: 'Bearer sk-two' })).toBe(200)
})

const user = { role: 'user', content: 'hi' }
const call = { id: 'c1', type: 'function', function: { name: 'look', arguments: '{}' } }
const tools = [{ type: 'function', function: { name: 'look', parameters: { type: 'object' } } }]

test.each<[string, object, string, string | null]>([
  ['no messages', { model: 'm' }, 'messages', 'missing_required_parameter'],
  ['no model', { messages: [user] }, 'model', 'missing_required_parameter'],
  ['a model that is no text', { model: 5, messages: [user] }, 'model', 'invalid_type'],
  ['empty messages', { model: 'm', messages: [] }, 'messages', 'empty_array'],
  ['messages that are a text', { model: 'm', messages: 'hi' }, 'messages', 'invalid_type'],
  ['an unknown role', { messages: [{ role: 'bot', content: '' }] }, 'messages[0].role', 'invalid_value'],
  ['no content', { messages: [user, { role: 'user' }] }, 'messages[1].content', 'missing_required_parameter'],
  ['null content', { messages: [{ role: 'user', content: null }] }, 'messages[0].content', 'invalid_type'],
  ['an empty assistant', { messages: [{ role: 'assistant' }] }, 'messages[0].content', 'missing_required_parameter'],
  ['an unknown message field', { messages: [{ ...user, id: 1 }] }, 'messages[0].id', 'unknown_parameter'],
  [
    'an image in the system message',
    imageFrom('system', 'https://a/b.png'),
    'messages[0].content[0].type',
    'invalid_value',
  ],
  ['an image by path', imageFrom('user', '/tmp/b.png'), 'messages[0].content[0].image_url.url', 'invalid_image_url'],
  ['no parts', { messages: [{ role: 'user', content: [] }] }, 'messages[0].content', 'empty_array'],
  [
    'a tool result without call',
    { messages: [{ role: 'tool', content: '', tool_call_id: 'c' }] },
    'messages[0].role',
    null,
  ],
  ['an unknown parameter', { maxTokens: 5 }, 'maxTokens', 'unknown_parameter'],
  ['a prototype name', { constructor: 5 }, 'constructor', 'unknown_parameter'],
  ['a hot temperature', { temperature: 2.1 }, 'temperature', 'decimal_above_max_value'],
  ['a text as temperature', { temperature: '1' }, 'temperature', 'invalid_type'],
  ['a negative top_p', { top_p: -0.1 }, 'top_p', 'decimal_below_min_value'],
  ['no tokens', { max_tokens: 0 }, 'max_tokens', 'integer_below_min_value'],
  ['half a token', { max_completion_tokens: 1.5 }, 'max_completion_tokens', 'invalid_type'],
  ['both limits', { max_tokens: 1, max_completion_tokens: 1 }, 'max_tokens', 'invalid_parameter_combination'],
  ['five stops', { stop: ['1', '2', '3', '4', '5'] }, 'stop', 'array_above_max_length'],
  ['stream options alone', { stream_options: {} }, 'stream_options', 'invalid_parameter_combination'],
  [
    'a tool without name',
    { tools: [{ type: 'function', function: {} }] },
    'tools[0].function.name',
    'missing_required_parameter',
  ],
  ['a choice without tools', { tool_choice: 'auto' }, 'tool_choice', 'invalid_parameter_combination'],
  ['a format unknown', { response_format: { type: 'xml' } }, 'response_format.type', 'invalid_value'],
  ['JSON mode unannounced', { response_format: { type: 'json_object' } }, 'messages', null],
])('%s is refused', async (_name, change, param, code) => {
  await using server = await startModelServer()
  const body = 'model' in change || 'messages' in change ? { model: 'm', ...change } : chatBody('hi', change)
  if (_name === 'no model') Reflect.deleteProperty(body, 'model')
  const response = await post(server, '/chat/completions', body)
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error', param, code } })
  expect(server.requests[0]?.chat).toBeUndefined()
})

function imageFrom(role: string, url: string): object {
  return { messages: [{ role, content: [{ type: 'image_url', image_url: { url } }] }] }
}

test('everything that OpenAI takes is taken', async () => {
  await using server = await startModelServer()
  const picture = { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA', detail: 'low' } }
  const messages = [
    { role: 'developer', content: 'Reply in JSON.' },
    { role: 'user', name: 'ann', content: [{ type: 'text', text: 'see' }, picture] },
    { role: 'assistant', content: null, tool_calls: [call] },
    { role: 'tool', content: [{ type: 'text', text: 'found' }], tool_call_id: 'c1' },
    user,
  ]
  const jsonSchema = { type: 'json_schema', json_schema: { name: 'reply', strict: true, schema: { type: 'object' } } }
  const settings = {
    temperature: 0,
    top_p: 1,
    seed: 7,
    stop: ['x'],
    user: 'u',
    max_completion_tokens: 5,
    logit_bias: null,
  }
  const requests = [
    { model: 'm', messages, tools, tool_choice: 'auto', response_format: { type: 'json_object' } },
    { model: 'm', messages, ...settings, response_format: jsonSchema, reasoning_effort: 'low' },
  ]
  for (const request of requests) expect((await post(server, '/chat/completions', request)).status).toBe(200)
})

test('what is no JSON, no POST or no known path is refused as such', async () => {
  await using server = await startModelServer()
  expect((await post(server, '/chat/completions', '{"model":')).status).toBe(400)
  expect((await post(server, '/chat/completions', '[]')).status).toBe(400)
  const asText = await post(server, '/chat/completions', chatBody('hi'), { headers: { 'content-type': 'text/plain' } })
  expect(await asText.json()).toMatchObject({ error: { code: 'unsupported_content_type' } })
  expect((await fetch(`${server.url}/chat/completions`)).status).toBe(405)
  expect((await post(server, '/completions', {})).status).toBe(404)
})

test('a limit of tokens cuts the answer as a model would', async () => {
  await using server = await startModelServer({ answer: () => 'abcdefghij' })
  const reply = await (await chat(server, 'hi', { max_tokens: 2 })).json()
  expect(reply).toMatchObject({ choices: [{ finish_reason: 'length', message: { content: 'abcdefgh' } }] })
  expect(reply).toMatchObject({ usage: { completion_tokens: 2 } })
})

test('embeddings are deterministic, of length one, and near where words are shared', async () => {
  const [a, near, far] = ['refunds take ten days', 'refunds take three days', 'wer reitet so spät'].map((text) =>
    embed(text),
  )
  const dot = (x: readonly number[] = [], y: readonly number[] = []) =>
    x.reduce((sum, value, i) => sum + value * (y[i] ?? 0), 0)
  expect(dot(a, a)).toBeCloseTo(1, 6)
  expect(dot(a, near)).toBeGreaterThan(dot(a, far) + 0.3)
  await using server = await startModelServer()
  const reply = await (await post(server, '/embeddings', { model: 'e', input: ['a', 'b'] })).json()
  expect(reply).toMatchObject({ object: 'list', model: 'e', data: [{ index: 0, embedding: embed('a') }, { index: 1 }] })
  for (const input of [undefined, '', [], [''], 5]) {
    expect((await post(server, '/embeddings', { model: 'e', input })).status).toBe(400)
  }
  expect((await post(server, '/embeddings', { model: 'e', input: [1, 2], topK: 1 })).status).toBe(400)
})

test('everything received is on record', async () => {
  await using server = await startModelServer({ keys: ['sk-one'] })
  await post(server, '/chat/completions?x=1', chatBody('hi'), { headers: { authorization: 'Bearer sk-one' } })
  await (await fetch(`${server.url}/models`)).text()
  const [first, second] = server.requests
  expect(first).toMatchObject({
    ordinal: 1,
    method: 'POST',
    path: '/v1/chat/completions?x=1',
    headers: { authorization: 'Bearer sk-one' },
    body: chatBody('hi'),
    chat: { model: 'tiny' },
  })
  await expect
    .poll(() => [first?.end, first?.status, second?.end, second?.status])
    .toEqual(['answered', 200, 'answered', 401])
  expect(second?.receivedMs).toBeGreaterThanOrEqual(first?.endedMs ?? 0)
  server.reset()
  expect(server.requests).toEqual([])
})

test('latency holds requests open, and the peak of those is known', async () => {
  await using server = await startModelServer({ latencyMs: ({ text }) => (text.includes('slow') ? 200 : 0) })
  const startedAt = performance.now()
  expect(await say(server, 'quick')).toBe('quick')
  expect(server.peakConcurrency).toBe(1)
  await Promise.all(Array.from({ length: 7 }, () => say(server, 'slow')))
  expect(performance.now() - startedAt).toBeGreaterThan(195)
  await say(server, 'quick')
  expect(server.peakConcurrency).toBe(7)
  await expect.poll(() => server.requests.every(({ end }) => end === 'answered')).toBe(true)
  server.reset()
  expect(server.peakConcurrency).toBe(0)
})

test('a stream may take its time between events', async () => {
  await using server = await startModelServer({ answer: () => 'x'.repeat(40), chunkMs: 20 })
  const startedAt = performance.now()
  const response = await chat(server, 'x', { stream: true })
  const headAfter = performance.now() - startedAt
  await response.text()
  expect(performance.now() - startedAt).toBeGreaterThan(headAfter + 150)
})

test('a question the test did not foresee is refused in words', async () => {
  await using server = await startModelServer({ answer: { known: 'yes' } })
  const response = await chat(server, 'unknown')
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({
    error: { code: 'rig_error', message: expect.stringContaining('"unknown"') },
  })
})
