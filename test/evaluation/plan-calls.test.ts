import { expect, test } from 'vitest'
import { openTransportWith } from '../../src/commands/open-transport.ts'
import { keyOf } from '../../src/evaluation/call.ts'
import type { Answer, CallStore } from '../../src/evaluation/call.ts'
import { evaluate } from '../../src/evaluation/evaluate.ts'
import { planCalls } from '../../src/evaluation/plan-calls.ts'
import type { PlannedEvaluation } from '../../src/evaluation/plan-calls.ts'
import type { CallSources } from '../../src/evaluation/recall.ts'
import { recordedLayer, recordedLine } from '../../src/evaluation/recorded.ts'
import { requestFor } from '../../src/evaluation/request-for.ts'
import type { Evaluation } from '../../src/evaluation/trial.ts'
import { startModelServer } from '../rig/model-server.ts'
import {
  askerWith,
  caseWith,
  evaluationWith,
  mapStore,
  measureWith,
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
const head = evaluationWith(
  measure,
  promptWith({ messages: [{ role: 'user', content: { text: '{{question}}1234', place } }] }),
)
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
  expect(await planCalls(both, sourcesWith(store))).toEqual([
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
      usd: (6 * price.input + 60 * price.output) / 1e6,
    },
  ])
})

test('without a stored answer, one is taken to have 300 tokens, or as many as it may', async () => {
  const limited = evaluationWith(measure, promptWith({ parameters: { maxTokens: 50 } }))
  const plan = await planCalls(
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
  const plan = await planCalls(twice, sourcesWith(storedAnswers(base, [10])))
  expect(plan.map(({ calls, fromStore, shared, newCalls }) => [calls, fromStore, shared, newCalls])).toEqual([
    [3, 1, 0, 2],
    [3, 1, 2, 0],
  ])
})

test('an unknown price is unknown, unless nothing is new', async () => {
  const unpriced = { ...someModel, price: undefined }
  const evaluation = evaluationWith(measure, promptWith({ model: unpriced }))
  const planned: readonly PlannedEvaluation[] = [{ evaluation, side: 'head', measure: 'head' }]
  expect((await planCalls(planned, sourcesWith(mapStore())))[0]?.usd).toBeUndefined()
  expect((await planCalls(planned, sourcesWith(storedAnswers(evaluation, [1, 1, 1]))))[0]?.usd).toBe(0)
  const basePrice = (): typeof price => price
  expect((await planCalls(planned, sourcesWith(mapStore(), { basePrice })))[0]?.usd).toBeGreaterThan(0)
})

test('only cases that are to be run are planned, each trial of them', async () => {
  const evaluation = evaluationWith({ ...measure, trials: 4 }, promptWith(), {
    inputOf: (id) => (id === 'bbbb' ? undefined : { question: id }),
  })
  const plan = await planCalls([{ evaluation, side: 'head', measure: 'head' }], sourcesWith(mapStore()))
  expect(plan[0]).toMatchObject({ calls: 8, newCalls: 8 })
})

test('what would be asked again is new: another origin, too old, fresh', async () => {
  const plan = async (store: CallStore, more: Partial<CallSources> = {}) =>
    (await planCalls([both[0] as PlannedEvaluation], sourcesWith(store, more)))[0]?.newCalls
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
    (await planCalls([both[0] as PlannedEvaluation], sourcesWith(mapStore(), { policy, recorded })))[0]
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
  const plan = await planCalls(both, sourcesWith(store, { policy }))
  await evaluate([base, head], askerWith({ policy, store }), { engine: noEngine, signal: new AbortController().signal })
  expect(server.requests.length).toBe(plan.reduce((sum, { newCalls }) => sum + newCalls, 0))
  expect((await planCalls(both, sourcesWith(store, { policy }))).map(({ newCalls }) => newCalls)).toEqual([0, 0])
})
