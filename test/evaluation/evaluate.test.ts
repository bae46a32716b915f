import { describe, expect, test } from 'vitest'
import { digestOfJson } from '../../src/digest/digest.ts'
import { createBudget } from '../../src/evaluation/budget.ts'
import { evaluateWhole, type WholeResult } from './evaluate-whole.ts'
import { spentOn } from '../../src/evaluation/expense.ts'
import { UnrenderableCase } from '../../src/evaluation/request-for.ts'
import type { Trial } from '../../src/evaluation/trial.ts'
import { startModelServer } from '../rig/model-server.ts'
import {
  askerWith,
  assertionWith,
  caseWith,
  evaluationWith,
  mapStore,
  measureWith,
  metricWith,
  noEngine,
  noTransport,
  openai,
  place,
  policyWith,
  price,
  promptWith,
  someModel,
} from './fixtures.ts'

const never = new AbortController().signal
const cases = ['a', 'b', 'c'].map((id) => caseWith(id, { question: `question ${id}`, label: id }, { word: id }))
const metrics = [
  metricWith('word', [assertionWith('contains', 'question {{expected.word}}')]),
  metricWith('polite', [assertionWith('not-contains', 'question b')]),
]
const measure = measureWith(cases, { metrics })

/** The outcome and scores of each trial, in a line. */
function shown({ trials }: WholeResult): readonly string[] {
  return trials.map((trial) =>
    `${trial.caseId}${trial.trial} ${endOf(trial)} ${trial.scores.map(({ score }) => score).join(' ')}`.trim(),
  )
}

function endOf({ outcome }: Trial): string {
  return outcome.kind === 'scored' ? 'scored' : `${outcome.kind}: ${outcome.reason}`
}

describe('an evaluation', () => {
  test('scores every trial of every case, in their order, whatever ended first', async () => {
    await using server = await startModelServer({ latencyMs: ({ ordinal }) => (ordinal % 3) * 15 })
    const ask = askerWith({ policy: policyWith([openai(server.url)]) })
    const ended: string[] = []
    const [result] = await evaluateWhole([evaluationWith({ ...measure, trials: 2 })], ask, {
      engine: noEngine,
      signal: never,
      onTrial: (_, trial) => ended.push(`${trial.caseId}${trial.trial}`),
    })
    expect(result && shown(result)).toEqual([
      'a1 scored 1 1',
      'a2 scored 1 1',
      'b1 scored 1 0',
      'b2 scored 1 0',
      'c1 scored 1 1',
      'c2 scored 1 1',
    ])
    expect(ended.toSorted()).toEqual(['a1', 'a2', 'b1', 'b2', 'c1', 'c2'])
    expect(server.requests.length).toBe(6)
  })

  test('keeps a trace: the messages as sent, and the call', async () => {
    await using server = await startModelServer()
    const messages = [
      { role: 'system', content: { text: 'Be {{label}}.', place } },
      { role: 'user', content: { text: '{{question}}?', place } },
    ] as const
    const evaluation = evaluationWith(measureWith(cases.slice(0, 1)), promptWith({ messages, parameters: { seed: 1 } }))
    const [result] = await evaluateWhole([evaluation], askerWith({ policy: policyWith([openai(server.url)]) }), {
      engine: noEngine,
      signal: never,
    })
    const [step] = result?.trials[0]?.trace.steps ?? []
    expect(step).toMatchObject({
      id: 'answer',
      asked: {
        request: {
          messages: [
            { role: 'system', content: 'Be a.' },
            { role: 'user', content: 'question a?' },
          ],
        },
      },
      result: { kind: 'answered', from: 'model', cost: expect.any(Number) },
    })
    const sent = [
      { role: 'system', content: 'Be a.' },
      { role: 'user', content: 'question a?' },
    ]
    expect(step?.result.key).toBe(digestOfJson(['rig', 'm', { messages: sent, parameters: { seed: 1 } }, 1]))
    expect(result?.trials[0]?.outcome).toEqual({ kind: 'scored', output: 'question a?' })
  })

  test('never shows a prompt the label', async () => {
    const messages = [{ role: 'user', content: { text: '{{expected.word}}', place } }] as const
    const evaluation = evaluationWith(measure, promptWith({ messages }))
    const ask = askerWith({ policy: policyWith([]), openTransport: noTransport })
    const running = evaluateWhole([evaluation], ask, { engine: noEngine, signal: never })
    await expect(running).rejects.toThrow(UnrenderableCase)
    await expect(running).rejects.toThrow('answer, case a: the user message uses expected.word')
  })

  test('gives each trial the same answer in every run, without asking again', async () => {
    await using server = await startModelServer()
    const store = mapStore()
    const policy = policyWith([openai(server.url)])
    const first = await evaluateWhole([evaluationWith(measure)], askerWith({ policy, store }), {
      engine: noEngine,
      signal: never,
    })
    server.reset()
    const second = await evaluateWhole([evaluationWith(measure)], askerWith({ policy, store }), {
      engine: noEngine,
      signal: never,
    })
    expect(second.map(shown)).toEqual(first.map(shown))
    expect(server.requests).toEqual([])
    expect(spentOn(first)).toMatchObject({ newCalls: 3, fromStore: 0, recorded: 0, unpriced: 0 })
    expect(spentOn(second)).toEqual({ newCalls: 0, fromStore: 3, recorded: 0, usd: 0, unpriced: 0 })
  })
})

describe('an answer failure', () => {
  const schema = { type: 'object', required: ['queue'] }
  const failures = [
    [{ fault: 'finish', reason: 'length' }, undefined, 'answer-failure: truncated'],
    [{ fault: 'finish', reason: 'content_filter' }, undefined, 'answer-failure: filtered'],
    [{ fault: 'refusal' }, undefined, 'answer-failure: refused'],
    [{ fault: 'served-model', model: 'm' }, schema, 'answer-failure: unparsable'],
  ] as const
  test.each(failures)('of %j scores 0 on every metric', async (fault, output, end) => {
    await using server = await startModelServer({ faults: [fault] })
    const evaluation = evaluationWith(measure, promptWith({ output }))
    const [result] = await evaluateWhole([evaluation], askerWith({ policy: policyWith([openai(server.url)]) }), {
      engine: noEngine,
      signal: never,
    })
    expect(result && shown(result)).toEqual([`a1 ${end} 0 0`, `b1 ${end} 0 0`, `c1 ${end} 0 0`])
  })

  test('of a declared output says what is wrong, and is none where the answer satisfies it', async () => {
    await using server = await startModelServer({
      answer: { 'question a': '{"queue": 1}', 'question b': '{}', 'question c': 'prose' },
    })
    const evaluation = evaluationWith(measure, promptWith({ output: schema }))
    const [result] = await evaluateWhole([evaluation], askerWith({ policy: policyWith([openai(server.url)]) }), {
      engine: noEngine,
      signal: never,
    })
    expect(result?.trials.map(({ outcome }) => outcome)).toEqual([
      { kind: 'scored', output: '{"queue": 1}' },
      {
        kind: 'answer-failure',
        reason: 'unparsable',
        output: '{}',
        detail: "the answer must have required property 'queue'",
      },
      { kind: 'answer-failure', reason: 'unparsable', output: 'prose', detail: 'the answer is not JSON' },
    ])
  })
})

describe('a trial without an answer', () => {
  test('is missing, with the reason and no score', async () => {
    await using server = await startModelServer({
      faults: [{ fault: 'status', status: 404, when: ({ text }) => text.includes('question b') }],
    })
    const ask = askerWith({ policy: policyWith([openai(server.url)]) })
    const [result] = await evaluateWhole([evaluationWith(measure)], ask, { engine: noEngine, signal: never })
    expect(result && shown(result)).toEqual(['a1 scored 1 1', 'b1 missing: refused-by-provider', 'c1 scored 1 1'])
  })

  test('after an interruption is missing as interrupted, and what was done is kept', async () => {
    await using server = await startModelServer()
    const run = new AbortController()
    const ask = askerWith({ policy: policyWith([openai(server.url, { concurrency: 1 })]), signal: run.signal })
    const [result] = await evaluateWhole([evaluationWith(measure)], ask, {
      engine: noEngine,
      signal: run.signal,
      onTrial: () => run.abort(),
    })
    expect(result && shown(result)).toEqual(['a1 scored 1 1', 'b1 missing: interrupted', 'c1 missing: interrupted'])
    const nothing = await evaluateWhole([evaluationWith(measure)], ask, { engine: noEngine, signal: run.signal })
    expect(nothing.map(shown)).toEqual([
      ['a1 missing: interrupted', 'b1 missing: interrupted', 'c1 missing: interrupted'],
    ])
  })
})

describe('several evaluations', () => {
  const other = evaluationWith(measure, promptWith({ name: 'other' }), { model: { ...someModel, id: 'n' } })

  test('take turns, so that a budget that runs out leaves whole pairs', async () => {
    await using server = await startModelServer()
    const policy = policyWith([openai(server.url, { concurrency: 1 })])
    const ask = askerWith({ policy, budget: createBudget({ usd: 1, calls: 4 }) })
    const results = await evaluateWhole([evaluationWith(measure), other], ask, { engine: noEngine, signal: never })
    const done = ['a1 scored 1 1', 'b1 scored 1 0', 'c1 missing: budget-calls']
    expect(results.map(shown)).toEqual([done, done])
    expect(results.map(({ evaluation }) => evaluation.label)).toEqual(['answer', 'other'])
  })

  test('that ask the same pay once', async () => {
    await using server = await startModelServer()
    const ask = askerWith({ policy: policyWith([openai(server.url)]) })
    const results = await evaluateWhole([evaluationWith(measure), evaluationWith(measure)], ask, {
      engine: noEngine,
      signal: never,
    })
    expect(server.requests.length).toBe(3)
    expect(spentOn(results)).toMatchObject({ newCalls: 3, fromStore: 3 })
    expect(spentOn(results).usd).toBeCloseTo((3 * 3 * price.input + 3 * 3 * price.output) / 1e6, 12)
  })

  test('of ten thousand trials end, with hundreds at once', async () => {
    await using server = await startModelServer()
    const store = mapStore()
    const policy = policyWith([openai(server.url, { concurrency: 256 })])
    const many = measureWith(Array.from({ length: 500 }, (_, n) => caseWith(`${n}`, { question: `q${n}` })))
    await evaluateWhole([evaluationWith(many)], askerWith({ policy, store }), { engine: noEngine, signal: never })
    expect(server.requests.length).toBe(500)
    const results = await evaluateWhole(
      Array.from({ length: 20 }, () => evaluationWith(many)),
      askerWith({ policy, store, openTransport: noTransport }),
      { engine: noEngine, signal: never },
    )
    expect(results.flatMap(({ trials }) => trials).length).toBe(10_000)
  })

  test('end when one of them fails by a defect, and ask no more', async () => {
    await using server = await startModelServer({ latencyMs: 20 })
    const broken = evaluationWith(measureWith([caseWith('x', {})]))
    const ask = askerWith({ policy: policyWith([openai(server.url, { concurrency: 1 })]) })
    await expect(
      evaluateWhole([broken, evaluationWith(measure)], ask, { engine: noEngine, signal: never }),
    ).rejects.toThrow('uses question')
    expect(server.requests.length).toBeLessThanOrEqual(3)
  })
})

describe('the input of a case', () => {
  test('is the one that the evaluation says, and a case that it says is not to be run has no trial', async () => {
    await using server = await startModelServer()
    const inputs: Record<string, { question: string }> = { a: { question: 'question a, as base has it' } }
    const evaluation = evaluationWith(measure, promptWith(), { inputOf: (id) => inputs[id] })
    const [result] = await evaluateWhole([evaluation], askerWith({ policy: policyWith([openai(server.url)]) }), {
      engine: noEngine,
      signal: never,
    })
    expect(result && shown(result)).toEqual(['a1 scored 1 1'])
    expect(server.requests[0]?.text).toContain('question a, as base has it')
  })
})

describe('a subject that is shown with another model', () => {
  const subject = promptWith({
    model: { ...someModel, parameters: { seed: 1, reasoningEffort: 'low' } },
    parameters: { temperature: 0 },
  })

  test('keeps its own parameters and takes the other ones from that model', async () => {
    await using server = await startModelServer()
    const model = { ...someModel, id: 'n', parameters: { topP: 0.5 } }
    const evaluation = evaluationWith(measureWith(cases.slice(0, 1)), subject, { model })
    await evaluateWhole([evaluation], askerWith({ policy: policyWith([openai(server.url)]) }), {
      engine: noEngine,
      signal: never,
    })
    const messages = [{ role: 'user', content: 'question a' }]
    expect(server.requests[0]?.body).toEqual({ model: 'n', messages, stream: false, top_p: 0.5, temperature: 0 })
  })
})
