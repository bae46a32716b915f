import { expect, test } from 'vitest'
import { openAITransport } from '../../src/adapters/openai/transport.ts'
import { isStrict } from '../../src/adapters/http/strict-schema.ts'
import type { Json } from '../../src/digest/digest.ts'
import type { ModelCall } from '../../src/evaluation/call.ts'
import { startJsonServer } from '../rig/json-server.ts'

const never = new AbortController().signal
const call: ModelCall = {
  provider: 'rig',
  model: 'm',
  request: { messages: [{ role: 'user', content: 'q' }], parameters: {} },
  trial: 1,
}

async function saidTo(message: object, finish = 'stop') {
  await using server = await startJsonServer(() => ({
    body: { model: 'm', choices: [{ message, finish_reason: finish }] },
  }))
  return await openAITransport({ url: `${server.origin}/v1`, key: undefined, timeoutMs: 10_000 }).attempt(call, never)
}

function toolCall(called: unknown) {
  return { content: null, tool_calls: [{ id: 'x', type: 'function', function: called }] }
}

test('calls of tools are read beside what is said', async () => {
  const called = { name: 'look', arguments: '{"a": 1}' }
  expect(await saidTo(toolCall(called), 'tool_calls')).toMatchObject({
    kind: 'answer',
    answer: { text: '', toolCalls: [called], finish: 'stop' },
  })
  expect(await saidTo({ ...toolCall(called), content: 'Let me see.' })).toMatchObject({
    answer: { text: 'Let me see.', toolCalls: [called] },
  })
  const plain = await saidTo({ content: 'hi', tool_calls: [] })
  expect(plain.kind === 'answer' && 'toolCalls' in plain.answer).toBe(false)
})

test.each([
  ['no list', { content: null, tool_calls: {} }, 'the calls of tools are no list'],
  ['no function', { content: null, tool_calls: [{ id: 'x' }] }, 'a call of a tool has no name and arguments'],
  ['no arguments', toolCall({ name: 'look' }), 'a call of a tool has no name and arguments'],
  [
    'arguments that are no text',
    toolCall({ name: 'look', arguments: {} }),
    'a call of a tool has no name and arguments',
  ],
])('calls of tools with %s are a malformed reply', async (_, message, detail) => {
  expect(await saidTo(message)).toMatchObject({ kind: 'failure', reason: 'malformed-reply', detail, retry: true })
})

async function embedded(body: unknown) {
  await using server = await startJsonServer(() => ({ body }))
  const { embedding } = openAITransport({ url: `${server.origin}/v1`, key: 'sk-1', timeoutMs: 10_000 })
  const attempt = await embedding.attempt('e', ['one', 'two'], never)
  return { attempt, request: server.requests[0] }
}

const two = [
  { index: 1, embedding: [0, 1] },
  { index: 0, embedding: [1, 0.5] },
]

test('embeddings come back in the order of the texts, whatever that of the reply', async () => {
  const { attempt, request } = await embedded({ data: two, model: 'e-1', usage: { prompt_tokens: 2, total_tokens: 2 } })
  expect(attempt).toMatchObject({
    kind: 'answer',
    answer: {
      vectors: [Float32Array.from([1, 0.5]), Float32Array.from([0, 1])],
      servedModel: 'e-1',
      usage: { inputTokens: 2, outputTokens: 0 },
    },
  })
  expect(request?.path).toBe('/v1/embeddings')
  expect(request?.body).toEqual({ model: 'e', input: ['one', 'two'], encoding_format: 'float' })
  expect(request?.headers.authorization).toBe('Bearer sk-1')
})

test.each([
  ['fewer embeddings than texts', { data: two.slice(1) }, 'the reply has not one embedding for each text'],
  ['no data', { object: 'list' }, 'the reply has not one embedding for each text'],
  [
    'an embedding of texts',
    { data: [two[0], { index: 0, embedding: ['x'] }] },
    'the reply has an embedding that is no list of numbers',
  ],
  [
    'an empty embedding',
    { data: [two[0], { index: 0, embedding: [] }] },
    'the reply has an embedding that is no list of numbers',
  ],
])('%s are a malformed reply', async (_, body, detail) => {
  expect((await embedded(body)).attempt).toMatchObject({ kind: 'failure', reason: 'malformed-reply', detail })
})

test('embeddings without a usage cost nobody knows what', async () => {
  const { attempt } = await embedded({ data: two })
  expect(attempt.kind === 'answer' && attempt.answer.usage).toBeUndefined()
})

const closed = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'], additionalProperties: false }

test.each<[what: string, schema: Json, strict: boolean]>([
  ['closed with all required', closed, true],
  ['closed and nested', { ...closed, properties: { a: { type: 'array', items: closed } } }, true],
  ['with definitions', { ...closed, properties: { a: { $ref: '#/$defs/x' } }, $defs: { x: closed } }, true],
  ['open', { type: 'object', properties: {}, required: [] }, false],
  ['with an optional property', { ...closed, required: [] }, false],
  [
    'with a keyword that strict mode does not know',
    { ...closed, properties: { a: { type: 'string', pattern: 'x' } } },
    false,
  ],
  ['open inside', { ...closed, properties: { a: { anyOf: [{ type: 'null' }, { type: 'object' }] } } }, false],
  ['no object', true, false],
])('a schema that is %s: strict is %s', (_, schema, strict) => {
  expect(isStrict(schema)).toBe(strict)
})
