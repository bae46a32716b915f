import { describe, expect, test } from 'vitest'
import { expenseOf } from '../../src/verdict/expense.ts'
import type { LooseStep } from '../../src/resources/step-dependencies.ts'
import { lastUserText } from '../rig/chat-request.ts'
import { type ModelServerOptions, startModelServer } from '../rig/model-server.ts'
import type { Received } from '../rig/record.ts'
import {
  askerWith,
  assertionWith,
  caseWith,
  mapStore,
  measureWith,
  metricWith,
  openai,
  opened,
  policyWith,
  someModel,
} from './fixtures.ts'
import { asking, chainWith, endOf, evaluated, evaluationOf, firstTrial, knowledgeOf, saying, text } from './subjects.ts'

const row = caseWith('a', { question: 'How long do refunds take?', language: 'en' }, { word: 'days' })
const query = saying('rewrite', 'rewrite: {{question}}', ['question'])
const answer = saying('final', '{{#passages}}[{{id}}] {{text}}\n{{/passages}}{{question}} {{query}}', [
  'passages',
  'question',
  'query',
])
const help = knowledgeOf({ 'fees.md': 'A fee is due.', 'refunds.md': 'Refunds take two days.' })
const retrieval: LooseStep = { id: 'passages', does: 'retrieve', from: help, query: text('{{query}}'), top: 1 }
const support = chainWith([asking('query', query), retrieval, asking('answer', answer)])

const replies: Readonly<Record<string, string>> = { 'rewrite: How long do refunds take?': 'refunds take' }
const byText: ModelServerOptions = {
  answer: (request) => replies[lastUserText(request)] ?? `said: ${lastUserText(request)}`,
}

function said(received: Readonly<Received>): string {
  return received.chat === undefined ? '' : lastUserText(received.chat)
}

async function run(
  chain = support,
  options: ModelServerOptions = byText,
  metrics = [] as ReturnType<typeof metricWith>[],
) {
  await using server = await startModelServer(options)
  const ask = askerWith({ policy: policyWith([openai(server.url)]) })
  const result = await evaluated(evaluationOf(chain, measureWith([row], { metrics })), ask)
  return { result, trial: firstTrial(result), requests: [...server.requests], peak: server.peakConcurrency }
}

describe('a chain', () => {
  test('passes results on by name, and the last step is the output', async () => {
    const { trial, requests } = await run()
    expect(requests.map(said)).toEqual([
      'rewrite: How long do refunds take?',
      '[refunds.md#1] Refunds take two days.\nHow long do refunds take? refunds take',
    ])
    expect(endOf(trial)).toBe(
      'scored: said: [refunds.md#1] Refunds take two days.\nHow long do refunds take? refunds take',
    )
    expect(trial.trace.steps.map(({ id }) => id)).toEqual(['query', 'answer'])
    expect(trial.trace.values?.map(({ id }) => id)).toEqual(['query', 'passages', 'answer'])
    const [, passages] = trial.trace.values ?? []
    expect(JSON.parse(opened(passages?.output))).toMatchObject([
      { id: 'refunds.md#1', file: 'refunds.md', text: 'Refunds take two days.' },
    ])
  })

  test('has every step asserted, with what leads into its result', async () => {
    const metrics = [
      metricWith('found', [assertionWith('equals', 'refunds.md', { step: 'passages', at: '/0/file' })]),
      metricWith('query', [assertionWith('equals', 'refunds take', { step: 'query' })]),
      metricWith('answer', [assertionWith('contains', '{{expected.word}}')]),
      metricWith('gone', [assertionWith('contains', 'x', { step: 'no-such-step' })]),
    ]
    const { trial } = await run(support, byText, metrics)
    expect(trial.scores.map(({ metric, score }) => [metric, score])).toEqual([
      ['found', 1],
      ['query', 1],
      ['answer', 1],
      ['gone', 0],
    ])
    expect(opened(trial.scores[3]?.assertions[0]?.reason)).toBe('there is no step no-such-step')
  })

  test('asks at the same time what does not wait for each other', async () => {
    const sides = ['left', 'right', 'middle'].map((side) =>
      asking(side, saying(side, `${side}: {{question}}`, ['question'])),
    )
    const chain = chainWith([...sides, { id: 'both', does: 'text', text: text('{{left}} | {{right}} | {{middle}}') }])
    const { trial, peak } = await run(chain, { latencyMs: 60 })
    expect(peak).toBe(3)
    const all = ['left', 'right', 'middle'].map((side) => `${side}: How long do refunds take?`).join(' | ')
    expect(endOf(trial)).toBe(`scored: ${all}`)
    expect(trial.trace.steps.map(({ id }) => id)).toEqual(['left', 'right', 'middle'])
  })

  test('reads JSON of answers, and keeps what a schema makes of them', async () => {
    const schema = { type: 'object', required: ['title'], properties: { title: { type: 'string' } } }
    const structured = saying('plan', 'plan', [], { output: schema })
    const chain = chainWith([
      asking('plan', structured),
      asking('free', saying('free', 'free', [])),
      { id: 'sources', does: 'json', json: text('{{free}}'), at: '/sources' },
      { id: 'line', does: 'text', text: text('{{plan.title}}: {{#sources}}<{{.}}>{{/sources}}') },
    ])
    const json: ModelServerOptions = { answer: { plan: '{"title": "T", "n": 1}', free: '{"sources": ["a", "b"]}' } }
    expect(endOf((await run(chain, json)).trial)).toBe('scored: T: <a><b>')
    const without: ModelServerOptions = { answer: { plan: '{"title": "T"}', free: '{"other": 1}' } }
    expect(endOf((await run(chain, without)).trial)).toBe(
      'answer-failure: unparsable: step sources: there is no /sources',
    )
    const prose: ModelServerOptions = { answer: { plan: 'prose', free: '{"sources": []}' } }
    expect(endOf((await run(chain, prose)).trial)).toBe('answer-failure: unparsable: step plan: the answer is not JSON')
  })

  test('in which a template names what an answer does not have ends in an answer failure of that step', async () => {
    const loose = saying('plan', 'plan', [], { output: { type: 'object' } })
    const chain = chainWith([asking('plan', loose), { id: 'line', does: 'text', text: text('{{plan.title}}') }])
    const { trial } = await run(chain, { answer: () => '{}' })
    expect(endOf(trial)).toBe('answer-failure: unparsable: step line: the text uses plan.title')
    const inside = saying('inside', '{{plan.title}}', ['plan'])
    const further = await run(chainWith([asking('plan', loose), asking('inside', inside)]), { answer: () => '{}' })
    expect(endOf(further.trial)).toBe('answer-failure: unparsable: step inside: the user message uses plan.title')
  })

  test('whose inner step fails is an answer failure that names the step, and asks nothing that waits for it', async () => {
    const faults = [
      { fault: 'finish', reason: 'length', when: (one: Readonly<Received>) => said(one).startsWith('rewrite') },
    ] as const
    const { trial, requests } = await run(support, { ...byText, faults })
    expect(endOf(trial)).toBe('answer-failure: truncated: step query: the answer was cut at the token limit')
    expect(requests.length).toBe(1)
    expect(trial.trace.values).toEqual([])
  })

  test('whose inner step has no answer is missing, with the provider that should have answered', async () => {
    const { trial } = await run(support, { ...byText, faults: [{ fault: 'quota' }] })
    expect(trial.outcome).toMatchObject({ kind: 'missing', reason: 'quota', provider: 'rig' })
    expect(endOf(trial)).toMatch(/^missing: quota: step query: /)
  })

  test('makes the same calls whatever ends first: what does not wait for a failure goes on', async () => {
    const side = (name: string) => asking(name, saying(name, `${name}: {{question}}`, ['question']))
    const after: LooseStep = asking('after', saying('after', 'after {{right}}', ['right']))
    const chain = chainWith([
      side('left'),
      side('right'),
      after,
      { id: 'end', does: 'text', text: text('{{left}}{{after}}') },
    ])
    const fails = (name: string, ms: number): ModelServerOptions => ({
      faults: [{ fault: 'refusal', when: (one) => said(one).startsWith(name) }],
      latencyMs: (one) => (said(one).startsWith(name) ? ms : 20),
    })
    for (const ms of [0, 80]) {
      const { trial, requests } = await run(chain, fails('left', ms))
      expect(endOf(trial)).toMatch(/^answer-failure: refused: step left: /)
      expect(
        requests
          .map(said)
          .toSorted()
          .map((one) => one.split(/[ :]/)[0]),
      ).toEqual(['after', 'left', 'right'])
      expect(trial.trace.values?.map(({ id }) => id)).toEqual(['right', 'after'])
    }
  })

  test('with an answer failure and a missing step has failed: no answer could mend it', async () => {
    const side = (name: string) => asking(name, saying(name, `${name}: {{question}}`, ['question']))
    const chain = chainWith([side('left'), side('right'), { id: 'end', does: 'text', text: text('{{left}}{{right}}') }])
    const faults = [
      { fault: 'quota', when: (one: Readonly<Received>) => said(one).startsWith('left') },
      { fault: 'refusal', when: (one: Readonly<Received>) => said(one).startsWith('right') },
    ] as const
    expect(endOf((await run(chain, { faults })).trial)).toMatch(/^answer-failure: refused: step right: /)
  })

  test('costs what all calls cost, and takes as long as its longest path', async () => {
    const side = (name: string) => asking(name, saying(name, `${name}: {{question}}`, ['question']))
    const after: LooseStep = asking('after', saying('after', 'after {{right}}', ['right']))
    const chain = chainWith([
      side('left'),
      side('right'),
      after,
      { id: 'end', does: 'text', text: text('{{left}}{{after}}') },
    ])
    const { trial, result } = await run(chain, {})
    const answers = trial.trace.steps.map(({ id, result: one }) => {
      if (one.kind !== 'answered') throw new Error('all are answered')
      return { id, ms: one.call.answer.latencyMs ?? 0, cost: one.cost ?? 0 }
    })
    const ms = Object.fromEntries(answers.map((one) => [one.id, one.ms]))
    expect(trial.trace.latencyMs).toBe(Math.max(ms['left'] ?? 0, (ms['right'] ?? 0) + (ms['after'] ?? 0)))
    expect(expenseOf(result).p50Ms).toBe(trial.trace.latencyMs)
    const sum = answers.reduce((total, { cost }) => total + cost, 0)
    expect(sum).toBeGreaterThan(0)
    expect(expenseOf(result).usdPerCase).toBeCloseTo(sum, 15)
  })

  test('is shown with another model in all its prompts', async () => {
    await using server = await startModelServer(byText)
    const ask = askerWith({ policy: policyWith([openai(server.url)]) })
    await evaluated(evaluationOf(support, measureWith([row]), { model: { ...someModel, id: 'n' } }), ask)
    expect(server.requests.map(({ body }) => (body as { model: string }).model)).toEqual(['n', 'n'])
  })

  test('is answered from the store alone the second time', async () => {
    await using server = await startModelServer(byText)
    const store = mapStore()
    const policy = policyWith([openai(server.url)])
    const first = await evaluated(
      evaluationOf(support, measureWith([row], { trials: 2 })),
      askerWith({ policy, store }),
    )
    expect(server.requests.length).toBe(4)
    const again = await evaluated(
      evaluationOf(support, measureWith([row], { trials: 2 })),
      askerWith({ policy, store }),
    )
    expect(server.requests.length).toBe(4)
    expect(again.trials.map(({ outcome }) => outcome)).toEqual(first.trials.map(({ outcome }) => outcome))
  })
})

describe('the steps of a chain', () => {
  const tools = [{ name: 'look', description: undefined, parameters: { type: 'object' } }]
  const agent = saying('agent', 'look: {{question}}', ['question'], { tools, stepLimit: 8 })
  const chain = (stepLimit: number) =>
    chainWith([asking('agent', agent), asking('end', saying('end', 'end: {{agent}}', ['agent']))], { stepLimit })
  const withCalls = (rounds: number): ModelServerOptions => ({
    answer: (request) => {
      const done = request.messages.filter(({ role }) => role === 'tool').length
      return lastUserText(request).startsWith('look') && done < rounds
        ? { calls: [{ name: 'look', arguments: '{}' }] }
        : 'seen'
    },
  })

  test('are counted with each round of tool calls, up to the limit', async () => {
    const { trial } = await run(chain(4), withCalls(2))
    expect(endOf(trial)).toBe('scored: seen')
    expect(trial.trace.steps.map(({ id }) => id)).toEqual(['agent', 'agent', 'agent', 'end'])
  })

  test('beyond the limit are an answer failure', async () => {
    const { trial, requests } = await run(chain(3), withCalls(2))
    expect(endOf(trial)).toBe(
      'answer-failure: step-limit: step agent: the model was asked 2 times and still called look',
    )
    expect(requests.length).toBe(2)
    const twice = chainWith(
      [asking('left', agent), asking('right', agent), { id: 'end', does: 'text', text: text('{{left}}{{right}}') }],
      { stepLimit: 4 },
    )
    expect(endOf((await run(twice, withCalls(1))).trial)).toBe(
      'answer-failure: step-limit: it took 5 steps, of at most 4',
    )
  })
})
