import { describe, expect, test } from 'vitest'
import { openTransportWith } from '../../src/commands/open-transport.ts'
import { keyOf } from '../../src/evaluation/call.ts'
import { spentOn } from '../../src/evaluation/expense.ts'
import { pairEvaluations } from '../../src/evaluation/pair-evaluations.ts'
import { planCalls } from '../../src/evaluation/plan-calls.ts'
import { recordedLayer, recordedLine } from '../../src/evaluation/recorded.ts'
import type { Application, EvalSuite } from '../../src/resources/project.ts'
import { expenseOf } from '../../src/verdict/expense.ts'
import { type JsonReply, startJsonServer } from '../rig/json-server.ts'
import { evaluateWhole } from './evaluate-whole.ts'
import {
  askerWith,
  assertionWith,
  caseWith,
  mapStore,
  measureWith,
  metricWith,
  noEngine,
  opened,
  place,
  policyWith,
  quickClock,
} from './fixtures.ts'
import { applicationWith, endOf, evaluated, evaluationOf, firstTrial, httpAddress } from './subjects.ts'

const row = caseWith('a', { question: 'How long?', limit: 3, tags: ['x'] }, { word: 'days' })
const metrics = [metricWith('word', [assertionWith('contains', '{{expected.word}}')])]
const measure = measureWith([row], { metrics })
const quiet = { engine: noEngine, signal: new AbortController().signal }

function suiteOf(subject: Application): EvalSuite {
  return { name: 'quality', formerly: undefined, place, subject, models: [], measure }
}

async function run(
  reply: JsonReply | ((ordinal: number) => JsonReply),
  more: Parameters<typeof applicationWith>[1] = {},
) {
  await using server = await startJsonServer(({ ordinal }) => (typeof reply === 'function' ? reply(ordinal) : reply))
  const policy = policyWith([httpAddress(server.origin)])
  const result = await evaluated(
    evaluationOf(applicationWith(`${server.origin}/answer`, more), measure),
    askerWith({ policy }),
  )
  return { trial: firstTrial(result), result, requests: [...server.requests] }
}

describe('an application', () => {
  test('is posted its request with types kept, and its answer is taken from where it says', async () => {
    const request = { q: 'Q: {{question}}', limit: '{{limit}}', deep: [{ tags: '{{tags}}' }], fixed: true }
    const { trial, requests } = await run(
      { body: { answer: 'two days', more: 1 } },
      { request, headers: { 'x-tenant': 'test' } },
    )
    expect(endOf(trial)).toBe('scored: two days')
    expect(trial.scores[0]?.score).toBe(1)
    const [received] = requests
    expect([received?.method, received?.path]).toEqual(['POST', '/answer'])
    expect(received?.body).toEqual({ q: 'Q: How long?', limit: 3, deep: [{ tags: ['x'] }], fixed: true })
    expect(received?.headers).toMatchObject({ 'x-tenant': 'test', 'content-type': 'application/json' })
    expect(received?.headers.authorization).toBeUndefined()
  })

  test('gets the key that the Project binds, in a header and nowhere else', async () => {
    await using server = await startJsonServer(() => ({ body: { answer: 'ok' } }))
    const policy = policyWith([httpAddress(server.origin, { key: 'APP_KEY' })])
    const store = mapStore()
    const evaluation = evaluationOf(applicationWith(`${server.origin}/answer`), measure)
    await evaluated(evaluation, askerWith({ policy, store, env: { APP_KEY: 'sk-own' } }))
    expect(server.requests[0]?.headers.authorization).toBe('Bearer sk-own')
    expect(JSON.stringify([...store.calls.values()])).not.toContain('sk-own')
    const locked = firstTrial(await evaluated(evaluation, askerWith({ policy })))
    expect(locked.outcome).toEqual({ kind: 'missing', reason: 'no-key', detail: 'APP_KEY', provider: 'own' })
  })

  test.each([
    ['the whole reply as text', '', 'two days', 'scored: two days'],
    ['the whole reply as it is', '', { a: 1 }, 'scored: {"a":1}'],
    ['what is no text as JSON', '/answer', { answer: { days: 2 } }, 'scored: {"days":2}'],
    [
      'nothing, where there is none',
      '/answer',
      { other: 1 },
      'answer-failure: unparsable: there is no /answer in the reply',
    ],
    ['nothing, where the reply is no JSON', '/answer', 'two days', 'answer-failure: unparsable: the reply is not JSON'],
  ])('gives %s', async (_, at, body, end) => {
    expect(endOf((await run({ body }, { at })).trial)).toBe(end)
  })

  test.each([
    ['400', { status: 400, body: 'bad' }, 'refused-by-provider', 1],
    ['401', { status: 401, body: 'key' }, 'refused-by-provider', 1],
    ['a redirect', { status: 307, headers: { location: 'http://127.0.0.1:1/' }, body: '' }, 'redirected', 1],
    ['429', { status: 429, body: 'slow down' }, 'rate-limited', 4],
    ['503', { status: 503, body: 'down' }, 'server-error', 4],
    ['more than 1 MB', { body: 'x'.repeat(1_000_001) }, 'malformed-reply', 1],
    ['more than 10 MB', { body: 'x'.repeat(11_000_000) }, 'malformed-reply', 1],
  ])('that replies %s is missing, retried where that may help', async (_, reply, reason, times) => {
    const { trial, requests } = await run(reply)
    expect(trial.outcome).toMatchObject({ kind: 'missing', reason, provider: 'own' })
    expect(requests.length).toBe(times)
  })

  test('that recovers is answered', async () => {
    const { trial, requests } = await run((ordinal) =>
      ordinal < 3 ? { status: 503, body: '' } : { body: { answer: 'days' } },
    )
    expect([endOf(trial), requests.length]).toEqual(['scored: days', 3])
  })

  test('that keeps silent is missing after its deadline, once more tried', async () => {
    await using server = await startJsonServer(() => ({ body: '', latencyMs: 60_000 }))
    const policy = policyWith([httpAddress(server.origin, { timeoutMs: 2_000 })])
    const ask = askerWith({ policy, clock: quickClock(50) })
    const trial = firstTrial(await evaluated(evaluationOf(applicationWith(`${server.origin}/answer`), measure), ask))
    expect(endOf(trial)).toBe('missing: timeout: no answer within 2 s')
    expect(server.requests.length).toBe(2)
  })

  test('at an address that base does not bind is not asked', async () => {
    await using server = await startJsonServer(() => ({ body: { answer: 'x' } }))
    const bound = httpAddress(`${server.origin}/api/`)
    for (const path of ['/answer', '/apian', '/api/../answer']) {
      const evaluation = evaluationOf(applicationWith(`${server.origin}${path}`), measure)
      const trial = firstTrial(await evaluated(evaluation, askerWith({ policy: policyWith([bound]) })))
      expect(trial.outcome).toMatchObject({ kind: 'missing', reason: 'unknown-provider' })
    }
    expect(server.requests).toEqual([])
  })

  test('is remembered: by address, headers, body and trial, from the bound origin only', async () => {
    await using server = await startJsonServer(({ ordinal }) => ({ body: { answer: `days ${ordinal}` } }))
    const url = `${server.origin}/answer`
    const policy = policyWith([httpAddress(server.origin)])
    const store = mapStore()
    const twice = evaluationOf(applicationWith(url, { version: 'r1' }), { ...measure, trials: 2 })
    await evaluated(twice, askerWith({ policy, store }))
    const again = await evaluated(twice, askerWith({ policy, store }))
    expect(server.requests.length).toBe(2)
    expect(spentOn([again])).toMatchObject({ newCalls: 0, fromStore: 2 })
    expect([...store.calls.values()][0]).toMatchObject({ provider: 'own', model: '/answer', origin: server.origin })
    const deployment = { state: 'named', version: 'r1' } as const
    const call = { url, request: { headers: {}, body: { question: 'How long?' } }, trial: 1, deployment }
    expect([...store.calls.keys()]).toContain(keyOf(call))
    expect(keyOf({ ...call, url: `${url}?v=2` })).not.toBe(keyOf(call))
    expect(keyOf({ ...call, deployment: { ...deployment, version: 'r2' } })).not.toBe(keyOf(call))
    // another provider's binding of the same address: the answer counts; another origin's does not
    const elsewhere = policyWith([httpAddress('http://127.0.0.1:9')])
    expect(firstTrial(await evaluated(twice, askerWith({ policy: elsewhere, store }))).outcome.kind).toBe('missing')
  })

  test('that says which version answers is asked anew once another one does', async () => {
    await using server = await startJsonServer(({ ordinal }) => ({ body: { answer: `days ${ordinal}` } }))
    const parts = { policy: policyWith([httpAddress(server.origin)]), store: mapStore() }
    const answerOf = async (version: string) => {
      const application = applicationWith(`${server.origin}/answer`, { version })
      return endOf(firstTrial(await evaluated(evaluationOf(application, measure), askerWith(parts))))
    }
    expect([await answerOf('r1'), await answerOf('r2')]).toEqual(['scored: days 1', 'scored: days 2'])
    expect([await answerOf('r1'), await answerOf('r2')]).toEqual(['scored: days 1', 'scored: days 2'])
    expect(server.requests.length).toBe(2)
  })

  test('that does not is asked anew in each run, once, and the plan says so', async () => {
    await using server = await startJsonServer(({ ordinal }) => ({ body: { answer: `days ${ordinal}` } }))
    const parts = { policy: policyWith([httpAddress(server.origin)]), store: mapStore() }
    const evaluation = evaluationOf(applicationWith(`${server.origin}/answer`), measure)
    const run = () => evaluateWhole([evaluation, { ...evaluation }], askerWith(parts), quiet)
    for (const expected of ['scored: days 1', 'scored: days 2']) {
      expect((await run()).map((result) => endOf(firstTrial(result)))).toEqual([expected, expected])
    }
    expect(server.requests.length).toBe(2)
    const openTransport = openTransportWith({})
    const sources = { ...parts, recorded: recordedLayer([]), notBefore: undefined, openTransport }
    const plan = await planCalls([{ evaluation, side: 'head', measure: 'head' }], sources)
    expect(plan.calls).toMatchObject([{ newCalls: 1, fromStore: 0 }])
    const asked = firstTrial(await evaluated(evaluation, askerWith(parts))).trace.steps[0]?.asked
    if (asked === undefined) throw new Error('it was asked')
    const recorded = recordedLayer([...parts.store.calls.values()].map((one) => recordedLine(asked, one)))
    const accepting = policyWith([httpAddress(server.origin)], { recorded: 'accept' })
    const [kept] = await evaluateWhole([evaluation], askerWith({ ...parts, policy: accepting, recorded }), quiet)
    expect(kept && endOf(firstTrial(kept))).toBe('scored: days 3')
    expect(server.requests.length).toBe(3)
  })

  test('of which another version answers by now is not asked for the earlier one', async () => {
    await using server = await startJsonServer(({ ordinal }) => ({ body: { answer: `days ${ordinal}` } }))
    const parts = { policy: policyWith([httpAddress(server.origin)]), store: mapStore() }
    const [first, second] = ['r1', 'r2'].map((version) => applicationWith(`${server.origin}/answer`, { version }))
    if (first === undefined || second === undefined) throw new Error('there are two versions')
    const [pair] = pairEvaluations({ head: suiteOf(second), base: undefined, baseSubject: first }, false)
    if (pair?.base === undefined) throw new Error('base has the application, too')
    const ends = async () => {
      const results = await evaluateWhole([pair.base ?? pair.head, pair.head], askerWith(parts), quiet)
      return results.map((result) => endOf(firstTrial(result)))
    }
    expect(await ends()).toEqual([expect.stringMatching(/^missing: replaced-deployment: /), 'scored: days 1'])
    await evaluated(evaluationOf(first, measure), askerWith(parts))
    expect(await ends()).toEqual(['scored: days 2', 'scored: days 1'])
    // However old: it cannot be asked again.
    const later = { ...parts, base: { notBefore: Date.now() + 1e6, fresh: false } }
    const results = await evaluateWhole([pair.base, pair.head], askerWith(later), quiet)
    expect(results.map((result) => endOf(firstTrial(result)))).toEqual(['scored: days 2', 'scored: days 1'])
    expect(server.requests.length).toBe(2)
    // At another address it still answers.
    const moved = { ...second, url: `${server.origin}/v2` }
    const [apart] = pairEvaluations({ head: suiteOf(moved), base: undefined, baseSubject: first }, false)
    expect(apart?.base?.subject).toBe(first)
  })

  test('has latency and no price: what it spends itself is its own affair', async () => {
    const { result } = await run({ body: { answer: 'days' } })
    expect(expenseOf(result).p50Ms).toBeGreaterThanOrEqual(0)
    expect(expenseOf(result).usdPerCase).toBeUndefined()
    expect(spentOn([result])).toMatchObject({ newCalls: 1, usd: 0, unpriced: 1 })
  })

  test('that quotes its key does not show it', async () => {
    await using server = await startJsonServer(() => ({ status: 403, body: 'not with sk-own' }))
    const policy = policyWith([httpAddress(server.origin, { key: 'APP_KEY' })])
    const ask = askerWith({ policy, env: { APP_KEY: 'sk-own' } })
    const { outcome } = firstTrial(
      await evaluated(evaluationOf(applicationWith(`${server.origin}/answer`), measure), ask),
    )
    expect(opened('detail' in outcome ? outcome.detail : undefined)).toBe('403 not with ***')
  })
})
