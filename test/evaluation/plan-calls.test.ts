import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openTransportWith } from '../../src/commands/open-transport.ts'
import { keyOf } from '../../src/evaluation/call.ts'
import type { Answer, CallStore } from '../../src/evaluation/call.ts'
import { evaluateWhole } from './evaluate-whole.ts'
import { planCalls } from '../../src/evaluation/plan-calls.ts'
import type { PlannedEvaluation } from '../../src/evaluation/plan-calls.ts'
import type { CallSources } from '../../src/evaluation/recall.ts'
import { recordedLayer, recordedLine } from '../../src/evaluation/recorded.ts'
import { requestFor } from '../../src/evaluation/request-for.ts'
import type { Evaluation } from '../../src/evaluation/trial.ts'
import { startModelServer } from '../rig/model-server.ts'
import { runNode } from '../rig/run.ts'
import {
  askerWith,
  assertionWith,
  caseWith,
  evaluationWith,
  mapStore,
  measureWith,
  metricWith,
  noEngine,
  openai,
  place,
  policyWith,
  price,
  promptWith,
  someModel,
} from './fixtures.ts'

const cases = ['aaaa', 'bbbb', 'cccc'].map((id) => caseWith(id, { question: id }))
const measure = measureWith(cases)
const base = evaluationWith(measure)
const longer = promptWith({ messages: [{ role: 'user', content: { text: '{{question}}1234', place } }] })
const head = evaluationWith(measure, longer)
const bound = policyWith([openai('http://rig/v1')])

function sourcesWith(store: CallStore, more: Partial<CallSources> = {}): CallSources {
  const openTransport = openTransportWith({})
  return { policy: bound, store, recorded: recordedLayer([]), notBefore: undefined, openTransport, ...more }
}

function storedAnswers(
  evaluation: Evaluation,
  outputTokens: readonly number[],
  origin = 'http://rig',
): ReturnType<typeof mapStore> {
  const store = mapStore()
  for (const [index, tokens] of outputTokens.entries()) {
    const row = cases[index]
    if (row === undefined) throw new Error('there are three cases')
    const call = requestFor(evaluation, row, 1)
    const usage = { inputTokens: 1, outputTokens: tokens }
    const answer: Answer = { text: 'x', finish: 'stop', servedModel: undefined, usage, latencyMs: 1 }
    store.put({ version: 1, key: keyOf(call), provider: 'rig', model: 'm', origin, answer, at: 1_000 })
  }
  return store
}

const both: readonly PlannedEvaluation[] = [
  { evaluation: base, side: 'base', measure: 'head' },
  { evaluation: head, side: 'head', measure: 'head' },
]

test('a plan says what is stored, what is new, and what the new will cost at about the length of the stored answers', async () => {
  const store = storedAnswers(base, [10, 30, 20])
  expect((await planCalls(both, sourcesWith(store))).calls).toEqual([
    {
      suite: 'quality',
      subject: 'answer',
      side: 'base',
      measure: 'head',
      calls: 3,
      fromStore: 3,
      recorded: 0,
      shared: 0,
      newCalls: 0,
      inputTokens: 0,
      outputTokens: 0,
      usd: 0,
    },
    {
      suite: 'quality',
      subject: 'answer',
      side: 'head',
      measure: 'head',
      calls: 3,
      fromStore: 0,
      recorded: 0,
      shared: 0,
      newCalls: 3,
      inputTokens: 6,
      outputTokens: 60,
      usd: expect.closeTo((6 * price.input + 60 * price.output) / 1e6, 12),
      usdBetween: { lower: expect.closeTo(0.000292, 6), upper: expect.closeTo(0.00092, 6) },
    },
  ])
})

test('without a stored answer, one is taken to have 300 tokens, or as many as it may', async () => {
  const limited = evaluationWith(measure, promptWith({ parameters: { maxTokens: 50 } }))
  const { calls: plan } = await planCalls(
    [both[0] as PlannedEvaluation, { evaluation: limited, side: 'head', measure: 'head' }],
    sourcesWith(mapStore()),
  )
  expect(plan.map(({ outputTokens }) => outputTokens)).toEqual([900, 150])
})

test('what both sides ask is new once', async () => {
  const twice: readonly PlannedEvaluation[] = [
    { evaluation: base, side: 'base', measure: 'head' },
    { evaluation: base, side: 'head', measure: 'head' },
  ]
  const { calls: plan } = await planCalls(twice, sourcesWith(storedAnswers(base, [10])))
  expect(plan.map(({ calls, fromStore, shared, newCalls }) => [calls, fromStore, shared, newCalls])).toEqual([
    [3, 1, 0, 2],
    [3, 1, 2, 0],
  ])
})

test('an unknown price is unknown, unless nothing is new', async () => {
  const unpriced = { ...someModel, price: undefined }
  const evaluation = evaluationWith(measure, promptWith({ model: unpriced }))
  const planned: readonly PlannedEvaluation[] = [{ evaluation, side: 'head', measure: 'head' }]
  expect((await planCalls(planned, sourcesWith(mapStore()))).calls[0]?.usd).toBeUndefined()
  expect((await planCalls(planned, sourcesWith(storedAnswers(evaluation, [1, 1, 1])))).calls[0]?.usd).toBe(0)
  const basePrice = (): typeof price => price
  expect((await planCalls(planned, sourcesWith(mapStore(), { basePrice }))).calls[0]?.usd).toBeGreaterThan(0)
})

test('only cases that are to be run are planned, each trial of them', async () => {
  const evaluation = evaluationWith({ ...measure, trials: 4 }, promptWith(), {
    inputOf: (id) => (id === 'bbbb' ? undefined : { question: id }),
  })
  const { calls: plan } = await planCalls([{ evaluation, side: 'head', measure: 'head' }], sourcesWith(mapStore()))
  expect(plan[0]).toMatchObject({ calls: 8, newCalls: 8 })
})

test('what would be asked again is new: another origin, too old, fresh', async () => {
  const plan = async (store: CallStore, more: Partial<CallSources> = {}) =>
    (await planCalls([both[0] as PlannedEvaluation], sourcesWith(store, more))).calls[0]?.newCalls
  expect(await plan(storedAnswers(base, [1, 1], 'http://elsewhere'))).toBe(3)
  expect(await plan(storedAnswers(base, [1, 1]), { notBefore: 1_001 })).toBe(3)
  expect(await plan(storedAnswers(base, [1, 1]), { fresh: true })).toBe(3)
  expect(await plan(storedAnswers(base, [1, 1]), { notBefore: 1_000 })).toBe(1)
})

test('recorded answers count as they would when asked', async () => {
  const call = requestFor(base, cases[0] as (typeof cases)[number], 1)
  const stored = storedAnswers(base, [5]).get(keyOf(call))
  if (stored === undefined) throw new Error('there is an answer')
  const recorded = recordedLayer([recordedLine(call, stored)])
  const plan = async (policy: CallSources['policy']) =>
    (await planCalls([both[0] as PlannedEvaluation], sourcesWith(mapStore(), { policy, recorded }))).calls[0]
  expect(await plan(policyWith([openai('http://rig/v1')], { recorded: 'accept' }))).toMatchObject({
    recorded: 1,
    newCalls: 2,
  })
  expect(await plan(bound)).toMatchObject({ recorded: 0, newCalls: 3 })
  expect(await plan(policyWith([openai('http://rig/v1', { key: 'RIG_KEY' })]))).toMatchObject({
    recorded: 1,
    newCalls: 2,
  })
  expect(await plan(policyWith([{ type: 'replay', name: 'rig' }]))).toMatchObject({ recorded: 1, newCalls: 2 })
})

test('what is planned is what is then asked', async () => {
  await using server = await startModelServer()
  const policy = policyWith([openai(server.url)])
  const store = storedAnswers(base, [10, 10], server.origin)
  const { calls: plan } = await planCalls(both, sourcesWith(store, { policy }))
  await evaluateWhole([base, head], askerWith({ policy, store }), {
    engine: noEngine,
    signal: new AbortController().signal,
  })
  expect(server.requests.length).toBe(plan.reduce((sum, { newCalls }) => sum + newCalls, 0))
  expect((await planCalls(both, sourcesWith(store, { policy }))).calls.map(({ newCalls }) => newCalls)).toEqual([0, 0])
})

describe('what a plan expects', () => {
  const planOf = (planned: readonly PlannedEvaluation[], store: CallStore, more: Partial<CallSources> = {}) =>
    planCalls(planned, sourcesWith(store, more))

  test('is spread as a sum of so many answers of so many lengths, and less where more is known', async () => {
    const { total } = await planOf(both, storedAnswers(base, [10, 30, 20]))
    // Three answers of variance 100, and the mean of three: 90th percentile of the sum, at $10 a million.
    const spread = (1.2815515655446004 * Math.sqrt(3 * 100 + (3 * Math.sqrt(100 / 3)) ** 2) * 10) / 1e6
    const { lower = 0, upper = 0 } = total.usdBetween ?? {}
    expect([upper - (total.usd ?? 0), (total.usd ?? 0) - lower]).toEqual([
      expect.closeTo(spread, 12),
      expect.closeTo(spread, 12),
    ])
    const alike = (await planOf(both, storedAnswers(base, [20, 20, 20]))).total
    expect(alike.usdBetween).toEqual({ lower: alike.usd, upper: alike.usd })
  })

  test('names what it assumes of models of which nothing is remembered', async () => {
    const { total, assumptions } = await planOf([both[1] as PlannedEvaluation], mapStore())
    expect(assumptions).toEqual([{ model: 'rig/m', about: ['length', 'latency'] }])
    const [input, output] = [6 * price.input, 3 * price.output].map((tokens) => tokens / 1e6)
    expect(total.usdBetween?.lower).toBeCloseTo((input ?? 0) + 100 * (output ?? 0), 12)
    expect(total.usdBetween?.upper).toBeCloseTo((input ?? 0) + 1_000 * (output ?? 0), 12)
    expect((await planOf(both, storedAnswers(base, [10]))).assumptions).toEqual([])
  })

  test('is what remembered answers took, so many at once as policy says', async () => {
    const slow = storedAnswers(base, [10, 10, 10])
    for (const call of slow.calls.values()) slow.put({ ...call, answer: { ...call.answer, latencyMs: 30_000 } })
    const policy = policyWith([openai('http://rig/v1', { concurrency: 2 })])
    expect((await planOf(both, slow, { policy })).total.minutes).toEqual({ expected: 0.75, lower: 0.75, upper: 0.75 })
  })

  test('is told apart by what it is for', async () => {
    const judged = measureWith(cases, {
      metrics: [
        metricWith('tone', [assertionWith('llm-rubric', 'polite', { judge: { ...someModel, name: 'judge' } })]),
      ],
    })
    const planned = [
      { evaluation: evaluationWith(judged), side: 'base', measure: 'head' },
      { evaluation: evaluationWith(judged, longer), side: 'head', measure: 'head' },
      { evaluation: evaluationWith({ ...judged, trials: 2 }), side: 'head', measure: 'base' },
    ] as const
    const { purposes, total } = await planOf(planned, mapStore())
    expect(purposes.map(({ purpose, newCalls }) => [purpose, newCalls])).toEqual([
      ['base', 3],
      ['head', 3],
      ['judges', 6],
      ['measure', 6],
    ])
    expect(purposes.reduce((sum, { usd = 0 }) => sum + usd, 0)).toBeCloseTo(total.usd ?? 0, 12)
  })

  test('is asked again by a merge: what only head asks, whether or not the pull request has the answers', async () => {
    const store = storedAnswers(base, [10, 20, 30])
    for (const call of storedAnswers(head, [10, 20, 30]).calls.values()) store.put(call)
    const alike = { ...both[0], side: 'head', again: true } as PlannedEvaluation
    const again = { ...both[1], again: true } as PlannedEvaluation
    const { total, merge } = await planOf([both[0] as PlannedEvaluation, alike, again], store)
    expect(total.newCalls).toBe(0)
    expect(merge).toMatchObject({ newCalls: 3, usd: expect.closeTo((6 + 60 * price.output) / 1e6, 12) })
    expect((await planOf(both, store)).merge).toBeUndefined()
  })

  test('says why base is asked though it was asked before', async () => {
    const why = async (store: CallStore, more: Partial<CallSources>) =>
      (await planOf([both[0] as PlannedEvaluation], store, more)).calls[0]?.askedAgain
    const stored = storedAnswers(base, [10, 10])
    expect(await why(stored, { base: { notBefore: 1_001, fresh: false } })).toEqual({ old: 2 })
    expect(await why(stored, { base: { notBefore: undefined, fresh: true } })).toEqual({ fresh: 2 })
    expect(await why(storedAnswers(base, [10], 'http://elsewhere'), {})).toEqual({ origin: 1 })
    expect(await why(stored, {})).toBeUndefined()
    const [first, second] = [...stored.calls.values()]
    if (first === undefined || second === undefined) throw new Error('there are two answers')
    stored.put({ ...first, answer: { ...first.answer, servedModel: 'm-1' } })
    stored.put({ ...second, at: 2_000, answer: { ...second.answer, servedModel: 'm-2' } })
    expect(await why(stored, {})).toEqual({ replaced: 1 })
  })
})

test('100,000 cases are planned without keeping an entry for each call', async () => {
  const { stdout } = await runNode(join(import.meta.dirname, 'plan-in-child.ts'), [], { timeoutMs: 60_000 })
  const { newCalls, megabytes } = JSON.parse(stdout) as { readonly newCalls: number; readonly megabytes: number }
  expect(newCalls).toBe(100_000)
  expect(megabytes).toBeLessThan(400)
}, 60_000)
