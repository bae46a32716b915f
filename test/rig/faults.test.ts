import { expect, test } from 'vitest'
import { chat, chatBody, eventsIn, post, rawChat, say } from './client.ts'
import { everyFault, type Fault, type FaultScript } from './faults.ts'
import { type ModelServer, startModelServer } from './model-server.ts'

const question = 'What is the answer to this long question about refunds?'

function serverWith(...faults: FaultScript): Promise<ModelServer> {
  return startModelServer({ faults })
}

interface Said {
  readonly model: string
  readonly usage?: object
  readonly choices: readonly {
    readonly finish_reason: string
    readonly message: { readonly content: string | null; readonly refusal: string | null }
  }[]
}

async function saidUnder(fault: Fault): Promise<Said> {
  await using server = await serverWith(fault)
  return (await (await chat(server, question)).json()) as Said
}

test.each([
  [400, 'context_length_exceeded'],
  [401, 'invalid_api_key'],
  [403, 'unsupported_country_region_territory'],
  [404, 'model_not_found'],
  [429, 'rate_limit_exceeded'],
  [500, null],
  [503, null],
  [529, null],
])('status %i has an error body with code %s', async (status, code) => {
  await using server = await serverWith({ fault: 'status', status })
  const response = await chat(server, question)
  expect(response.status).toBe(status)
  expect(response.headers.get('retry-after')).toBeNull()
  const { error } = (await response.json()) as { error: Record<string, unknown> }
  expect(Object.keys(error)).toEqual(['message', 'type', 'param', 'code'])
  expect(error['code']).toBe(code)
})

test.each([1, 3600, 'soon'])('Retry-After: %s is sent as it is', async (retryAfter) => {
  await using server = await serverWith({
    fault: 'status',
    status: 429,
    retryAfter,
    headers: { 'x-should-retry': 'no' },
  })
  const { headers } = await chat(server, question)
  expect(headers.get('retry-after')).toBe(String(retryAfter))
  expect(headers.get('x-should-retry')).toBe('no')
})

test('Retry-After may be an HTTP date ahead', async () => {
  await using server = await serverWith({ fault: 'status', status: 429, retryAfter: { dateIn: 90 } })
  const { headers } = await chat(server, question)
  const ahead = Date.parse(headers.get('retry-after') ?? '') - Date.now()
  expect(headers.get('retry-after')).toMatch(/^\w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT$/)
  expect(ahead).toBeGreaterThan(85_000)
  expect(ahead).toBeLessThanOrEqual(90_000)
})

test('an exhausted quota is a 429 of another type', async () => {
  await using server = await serverWith({ fault: 'quota' })
  const response = await chat(server, question)
  expect(response.status).toBe(429)
  expect(await response.json()).toMatchObject({ error: { type: 'insufficient_quota', code: 'insufficient_quota' } })
})

test('200 may carry an error body, or break off a stream with one', async () => {
  await using server = await serverWith({ fault: 'error-in-200' })
  const plain = await chat(server, question)
  expect(plain.status).toBe(200)
  expect(await plain.json()).toMatchObject({ error: { type: 'server_error' } })
  const events = await eventsIn(await chat(server, question, { stream: true }))
  expect(events.length).toBeGreaterThan(2)
  expect(JSON.parse(events[0] ?? '')).toHaveProperty('choices')
  expect(JSON.parse(events.at(-1) ?? '')).toHaveProperty('error')
})

test.each([502, 200])('an HTML page with status %i', async (status) => {
  await using server = await serverWith({ fault: 'html-page', status })
  const response = await chat(server, question)
  expect(response.status).toBe(status)
  expect(response.headers.get('content-type')).toBe('text/html')
  expect(await response.text()).toMatch(/^<html>/)
})

test('an empty body', async () => {
  await using server = await serverWith({ fault: 'empty-body' })
  const response = await chat(server, question)
  expect([response.status, await response.text()]).toEqual([200, ''])
})

test.each([301, 302, 303, 307, 308] as const)('redirect %i leads to the same path elsewhere', async (status) => {
  await using elsewhere = await startModelServer()
  await using server = await serverWith({ fault: 'redirect', status, toOrigin: elsewhere.origin })
  const response = await post(server, '/chat/completions', chatBody(question), { redirect: 'manual' })
  expect(response.status).toBe(status)
  expect(response.headers.get('location')).toBe(`${elsewhere.url}/chat/completions`)
  expect(elsewhere.requests).toHaveLength(0)
  await (await chat(server, question)).text() // a client that follows does arrive
  expect(elsewhere.requests).toHaveLength(1)
})

test('a reset before the head leaves no byte', async () => {
  await using server = await serverWith({ fault: 'reset-before-headers' })
  expect(await rawChat(server, 5000)).toEqual({ received: '', ending: 'ECONNRESET' })
  await expect(chat(server, question)).rejects.toThrow('fetch failed')
  expect(server.requests.map(({ end }) => end)).toEqual(['cut', 'cut'])
})

test('a reset in the body leaves less than the head promised', async () => {
  await using server = await serverWith({ fault: 'reset-mid-body' })
  const { received, ending } = await rawChat(server, 5000)
  expect(ending).toBe('ECONNRESET')
  const [head = '', body = ''] = received.split('\r\n\r\n')
  expect(head).toMatch(/^HTTP\/1.1 200 OK/)
  expect(body.length).toBeGreaterThan(50)
  expect(body.length).toBeLessThan(Number(/content-length: (\d+)/i.exec(head)?.[1]))
  const response = await chat(server, question)
  await expect(response.text()).rejects.toThrow()
})

test('a hanging server sends nothing and sees the client leave', async () => {
  await using server = await serverWith({ fault: 'hang' })
  expect(await rawChat(server, 150)).toEqual({ received: '', ending: 'silence' })
  const signal = AbortSignal.timeout(100)
  await expect(post(server, '/chat/completions', chatBody(question), { signal })).rejects.toThrow('timeout')
  await expect.poll(() => server.requests.map(({ end }) => end)).toEqual(['cut', 'cut'])
})

test('a stalled body sends its first half and then nothing', async () => {
  await using server = await serverWith({ fault: 'stall-mid-body' })
  const { received, ending } = await rawChat(server, 500)
  expect(ending).toBe('silence')
  expect(received).toContain('"id":"chatcmpl-')
})

test('a dripping body is always moving, and right in the end', async () => {
  await using server = await serverWith({ fault: 'drip', bytes: 40, everyMs: 10 })
  const startedAt = performance.now()
  expect(await say(server, question)).toBe(question)
  expect(performance.now() - startedAt).toBeGreaterThan(80)
  server.setFaults([{ fault: 'drip' }])
  const { received, ending } = await rawChat(server, 350)
  expect(ending).toBe('silence')
  expect((received.split('\r\n\r\n')[1] ?? '').length).toBeLessThan(6)
})

test.each(['malformed-json', 'truncated-json'] as const)(
  '%s is a complete body that no parser takes',
  async (fault) => {
    await using server = await serverWith({ fault })
    const response = await chat(server, question)
    expect(response.headers.get('content-type')).toBe('application/json')
    const text = await response.text()
    expect(() => JSON.parse(text)).toThrow(SyntaxError)
    const events = await (await chat(server, question, { stream: true })).text()
    expect(() => events.split('\n\n').map((event) => JSON.parse(event.slice(6) || '{}'))).toThrow(SyntaxError)
  },
)

test('a wrong content type on a right body', async () => {
  await using server = await serverWith({ fault: 'wrong-content-type' })
  const response = await chat(server, question)
  expect(response.headers.get('content-type')).toBe('text/plain')
  expect(await response.json()).toHaveProperty('choices')
})

test('a huge body is valid and over 10 MB', async () => {
  await using server = await serverWith({ fault: 'huge-body' })
  expect((await say(server, question)).length).toBeGreaterThan(10_000_000)
})

test('a huge body may come in a small parcel', async () => {
  await using server = await serverWith({ fault: 'huge-body', gzip: true })
  const response = await chat(server, question)
  expect(Number(response.headers.get('content-length'))).toBeLessThan(50_000)
  expect((await response.text()).length).toBeGreaterThan(10_000_000)
})

test('a client that leaves a huge body does no harm', async () => {
  await using server = await serverWith({ fault: 'huge-body', bytes: 50_000_000, times: 1 })
  const response = await chat(server, question)
  await response.body?.cancel()
  await expect.poll(() => server.requests[0]?.end).toBe('cut')
  expect(await say(server, question)).toBe(question)
})

test('the answer itself may be missing, cut, filtered or refused', async () => {
  expect((await saidUnder({ fault: 'no-choices' })).choices).toEqual([])
  expect((await saidUnder({ fault: 'null-content' })).choices[0]).toMatchObject({
    finish_reason: 'stop',
    message: { content: null, refusal: null },
  })
  for (const reason of ['length', 'content_filter'] as const) {
    const [choice] = (await saidUnder({ fault: 'finish', reason })).choices
    expect(choice).toMatchObject({ finish_reason: reason, message: { content: question.slice(0, 27) } })
  }
  const [refused] = (await saidUnder({ fault: 'refusal' })).choices
  expect(refused?.message).toMatchObject({ content: null, refusal: expect.stringContaining("can't") })
})

test('usage may be missing and the model another', async () => {
  expect(await saidUnder({ fault: 'missing-usage' })).not.toHaveProperty('usage')
  expect((await saidUnder({ fault: 'served-model', model: 'smaller' })).model).toBe('smaller')
})

test('what the answer lacks is lacking in a stream, too', async () => {
  await using server = await serverWith({ fault: 'refusal', nth: 1 }, { fault: 'missing-usage', nth: 2 })
  const more = { stream: true, stream_options: { include_usage: true } }
  const refused = (await eventsIn(await chat(server, question, more))).slice(0, -1).map((event) => JSON.parse(event))
  expect(refused.map((chunk) => chunk.choices[0]?.delta.refusal ?? '').join('')).toContain("can't help")
  expect(refused.at(-1)).toHaveProperty('usage.total_tokens')
  const uncounted = (await eventsIn(await chat(server, question, more))).slice(0, -1).map((event) => JSON.parse(event))
  expect(uncounted.every((chunk) => chunk.usage === null && chunk.choices.length === 1)).toBe(true)
})

test('faults strike by number, predicate and count', async () => {
  await using server = await serverWith(
    { fault: 'status', status: 503, nth: [1, 3] },
    { fault: 'status', status: 500, when: ({ chat: request }) => request?.model === 'bad', times: 2 },
  )
  const statuses: number[] = []
  for (const model of ['tiny', 'tiny', 'tiny', 'bad', 'tiny', 'bad', 'bad']) {
    statuses.push((await chat(server, question, { model })).status)
  }
  expect(statuses).toEqual([503, 200, 503, 500, 200, 500, 200])
  expect(server.requests.map(({ fault }) => fault?.fault ?? '-').join(' ')).toBe('status - status status - status -')
})

test('nth counts what the predicate holds for, and a refused request is not counted', async () => {
  await using server = await serverWith({
    fault: 'status',
    status: 503,
    nth: 2,
    when: ({ text }) => text.includes('refunds'),
  })
  expect((await chat(server, question)).status).toBe(200)
  expect((await chat(server, question, { temperature: 7 })).status).toBe(400)
  expect((await chat(server, 'another')).status).toBe(200)
  expect((await chat(server, question)).status).toBe(503)
})

test('a fraction is seeded, independent of order, and new for a repetition', async () => {
  const struck = async (order: readonly number[]): Promise<Map<number, number>> => {
    await using server = await startModelServer({
      seed: 'fraction',
      faults: [{ fault: 'status', status: 500, fraction: 0.3 }],
    })
    const entries = order.map(async (index) => [index, (await chat(server, `case ${index}`)).status] as const)
    return new Map(await Promise.all(entries))
  }
  const order = Array.from({ length: 400 }, (_, index) => index)
  const forth = await struck(order)
  expect(await struck(order.toReversed())).toEqual(forth)
  const failures = [...forth.values()].filter((status) => status === 500).length
  expect(failures / 400).toBeGreaterThan(0.22)
  expect(failures / 400).toBeLessThan(0.38)
  await using server = await startModelServer({ faults: [{ fault: 'status', status: 500, fraction: 0.5 }] })
  const repeated = await Promise.all(order.slice(0, 40).map(async () => (await chat(server, 'same')).status))
  expect(new Set(repeated)).toEqual(new Set([200, 500]))
})

test('a faulty request takes no draw from the one that is answered', async () => {
  const answer = () => ({ right: 'yes', wrong: 'no', caseKey: 'a', skill: 0.5 })
  await using calm = await startModelServer({ answer })
  await using rough = await startModelServer({ answer, faults: [{ fault: 'status', status: 503, nth: [1, 3, 4] }] })
  const answers = async (server: ModelServer): Promise<string[]> => {
    const said: string[] = []
    while (said.length < 12) {
      const text = await say(server, question)
      if (text !== '') said.push(text)
    }
    return said
  }
  expect(await answers(rough)).toEqual(await answers(calm))
})

test('every fault can be listed, sent and disposed of', async () => {
  await using elsewhere = await startModelServer()
  for (const fault of everyFault(elsewhere.origin)) {
    await using server = await serverWith(fault)
    await rawChat(server, 60)
    await expect.poll(() => server.requests[0]?.fault, { message: fault.fault }).toEqual(fault)
  }
})

test('disposing ends a hanging connection', async () => {
  const server = await serverWith({ fault: 'hang' })
  const waiting = chat(server, question).catch((error: Error) => error.message)
  await expect.poll(() => server.requests.length).toBe(1)
  await server[Symbol.asyncDispose]()
  expect(await waiting).toBe('fetch failed')
})

test('embeddings and models fail by the same script', async () => {
  await using server = await serverWith({ fault: 'status', status: 429, retryAfter: 2 })
  expect((await post(server, '/embeddings', { model: 'e', input: 'a' })).status).toBe(429)
  expect((await fetch(`${server.url}/models`)).status).toBe(429)
})
