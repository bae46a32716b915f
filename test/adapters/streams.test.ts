import { describe, expect, test } from 'vitest'
import { openAITransport } from '../../src/adapters/openai/transport.ts'
import { chatAssembly } from '../../src/adapters/http/stream/chat-assembly.ts'
import { eventData } from '../../src/adapters/http/stream/events.ts'
import { linesOf } from '../../src/adapters/http/stream/lines.ts'
import { readStream } from '../../src/adapters/http/stream/read-stream.ts'
import { callOf } from '../evaluation/fixtures.ts'
import { startJsonServer } from '../rig/json-server.ts'

async function* pieces(...texts: readonly string[]): AsyncGenerator<string> {
  yield* texts
}

async function all(texts: AsyncIterable<string>): Promise<readonly string[]> {
  const found: string[] = []
  for await (const text of texts) found.push(text)
  return found
}

describe('lines', () => {
  test.each([
    [['a\nb\r\nc\rd'], ['a', 'b', 'c', 'd']],
    [
      ['a\r', '\nb'],
      ['a', 'b'],
    ],
    [
      ['a\r', 'b'],
      ['a', 'b'],
    ],
    [['a\r'], ['a']],
    [
      ['a', 'b', 'c\n', '', 'd'],
      ['abc', 'd'],
    ],
    [['\n\n'], ['', '']],
    [[''], []],
  ])('of %j are %j', async (texts, lines) => {
    expect(await all(linesOf(pieces(...texts)))).toEqual(lines)
  })
})

describe('server-sent events', () => {
  test.each([
    ['have data', ['data: a\n\ndata: b\n\n'], ['a', 'b']],
    ['may come without a space, and in any line ends', ['data:a\r\n\r\ndata: b\r\rdata:  c\n\n'], ['a', 'b', ' c']],
    ['may be cut anywhere', ['da', 'ta: a\r', '\n', '\r\nd', 'ata: b\n', '\n'], ['a', 'b']],
    ['may have several lines of data, and none', ['data: a\ndata: b\ndata\n\nevent: x\nid: 1\n\n'], ['a\nb\n']],
    ['are not comments, names or ids', [': ping\n\nevent: x\nid: 7\nretry: 3\ndata: a\n\n'], ['a']],
    ['may begin with a byte order mark', ['\uFEFFdata: a\n\n'], ['a']],
    ['are none where the end cuts them off', ['data: a\n\ndata: b\n'], ['a']],
    ['are not what only begins like data', ['database: a\n\n'], []],
  ])('%s', async (_, texts, data) => {
    expect(await all(eventData(pieces(...texts)))).toEqual(data)
  })
})

function streamOf(...events: readonly unknown[]): Response {
  const text = events.map((event) => `data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`).join('')
  return new Response(text, { headers: { 'content-type': 'text/event-stream' } })
}

const chunk = (delta: object, finish: string | null = null) => ({
  choices: [{ index: 0, delta, finish_reason: finish }],
})
const wholeOf = async (...events: readonly unknown[]) =>
  (await readStream(streamOf(...events), chatAssembly(), 'events', performance.now())).whole

describe('a streamed completion', () => {
  test('may have several choices, of which the first counts', async () => {
    const other = { choices: [{ index: 1, delta: { content: 'No' }, finish_reason: 'stop' }] }
    const whole = await wholeOf(chunk({ content: 'Yes' }), other, chunk({}, 'stop'), '[DONE]')
    expect(whole).toMatchObject({ choices: [{ message: { content: 'Yes' }, finish_reason: 'stop' }] })
  })

  test('writes calls of tools in turns, whole, or with arguments that are an object', async () => {
    const part = (index: number, written: object) => chunk({ tool_calls: [{ index, function: written }] })
    const whole = await wholeOf(
      part(0, { name: 'a', arguments: '' }),
      part(1, { name: 'b', arguments: '{"x"' }),
      part(0, { arguments: '{}' }),
      part(1, { arguments: ': 1}' }),
      part(2, { name: 'c', arguments: { y: 2 } }),
      chunk({}, 'tool_calls'),
    )
    const calls = [
      { name: 'a', arguments: '{}' },
      { name: 'b', arguments: '{"x": 1}' },
      { name: 'c', arguments: '{"y":2}' },
    ]
    expect(whole).toMatchObject({
      choices: [{ message: { content: null, tool_calls: calls.map((one) => ({ function: one })) } }],
    })
  })

  test('thinks in parts of a list, which is no answer', async () => {
    const thought = { content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] }] }
    const said = { content: [{ type: 'text', text: 'Two.' }] }
    expect(await wholeOf(chunk(thought), chunk(said), chunk({}, 'stop'))).toMatchObject({
      choices: [{ message: { content: 'Two.' } }],
    })
  })

  test('says nothing, and so has no time to its first token', async () => {
    const events = [chunk({ role: 'assistant', content: '' }), chunk({}, 'length')]
    const read = await readStream(streamOf(...events), chatAssembly(), 'events', performance.now())
    expect(read.firstTokenMs).toBeUndefined()
  })

  test.each([
    ['is not there', [], 'the stream ended before the answer did'],
    ['has no end', [chunk({ content: 'Two' }), '[DONE]'], 'the stream ended before the answer did'],
    ['is an error', [{ error: { message: 'overloaded' } }], 'the stream broke off: overloaded'],
    ['is an error in words', [{ error: 'overloaded' }], 'the stream broke off: overloaded'],
    ['is an event of that type', [{ type: 'error', message: 'gone' }], 'the stream broke off: gone'],
    ['is an error without words', [{ error: {} }], 'the stream broke off: it does not say why'],
    ['is no JSON', ['{"choices": ['], 'an event of the stream is not JSON'],
  ])('that %s is no answer', async (_, events, why) => {
    await expect(wholeOf(...events)).rejects.toThrow(why)
  })
})

test('a server that does not stream has answered all the same, without a time to the first token', async () => {
  const body = { model: 'm', choices: [{ finish_reason: 'stop', message: { content: 'Two days.' } }] }
  await using server = await startJsonServer(() => ({ body }))
  const transport = openAITransport({ url: server.origin, key: undefined, timeoutMs: 5_000 })
  const attempt = await transport.attempt(callOf('a', { stream: true }), AbortSignal.timeout(5_000))
  expect(attempt).toMatchObject({ kind: 'answer', answer: { text: 'Two days.' } })
  expect(attempt.kind === 'answer' && attempt.answer).not.toHaveProperty('firstTokenMs')
})

test('what the Responses API has no word for is refused before anything is sent', async () => {
  await using server = await startJsonServer(() => ({ body: {} }))
  const transport = openAITransport({ url: server.origin, key: undefined, timeoutMs: 5_000 })
  const url = 'data:audio/wav;base64,AAAA'
  const sound = [{ role: 'user', content: [{ type: 'audio', url, digest: 'sha256:1' }] }] as const
  const requests = [{ parameters: { seed: 1 } }, { parameters: { stop: ['.'] } }, { parameters: {}, messages: sound }]
  for (const request of requests) {
    const call = callOf('a')
    const asked = { ...call, request: { ...call.request, ...request, api: 'responses' } as const }
    const attempt = await transport.attempt(asked, AbortSignal.timeout(5_000))
    expect(attempt).toMatchObject({ kind: 'failure', reason: 'not-available', ofRequest: true })
  }
  expect(server.requests).toEqual([])
})
