import { describe, expect, test } from 'vitest'
import type { Prompt } from '../../src/resources/project.ts'
import { type ChatRequest, textOf } from '../rig/chat-request.ts'
import { startModelServer } from '../rig/model-server.ts'
import {
  askerWith,
  assertionWith,
  caseWith,
  mapStore,
  measureWith,
  metricWith,
  openai,
  policyWith,
  price,
} from './fixtures.ts'
import { endOf, evaluated, evaluationOf, firstTrial, saying } from './subjects.ts'

const order = {
  type: 'object',
  properties: { order: { type: 'string' } },
  required: ['order'],
  additionalProperties: false,
}
const tools: Prompt['tools'] = [
  { name: 'order_status', description: 'Status of an order.', parameters: order },
  {
    name: 'refund',
    description: undefined,
    parameters: { type: 'object', properties: { order: { type: 'string', pattern: '^A' } } },
  },
]
const prompt = saying('answer', '{{question}}', ['question'], { tools, stepLimit: 3 })
const row = {
  ...caseWith('a', { question: 'Where is A-17?' }),
  toolResults: [
    { call: 'order_status', arguments: { order: 'A-17' }, result: { status: 'shipped' } },
    { call: 'order_status', result: 'unknown order' },
  ],
}

type Call = { readonly name: string; readonly arguments: string }

/** Calls in the first round, and in each that follows; then says what the tools said. */
function rounds(...calls: readonly (readonly Call[])[]) {
  return (request: ChatRequest) => {
    const answers = request.messages.filter(({ role }) => role === 'assistant').length
    const next = calls[answers]
    return next === undefined ? textOf(request, 'tool').replaceAll('\n', ' ') : { calls: next }
  }
}

const ask17 = { name: 'order_status', arguments: '{"order": "A-17"}' }

async function run(
  answer: ReturnType<typeof rounds>,
  subject = prompt,
  one = row,
  metrics = [] as ReturnType<typeof metricWith>[],
) {
  await using server = await startModelServer({ answer })
  const ask = askerWith({ policy: policyWith([openai(server.url)]) })
  const result = await evaluated(evaluationOf(subject, measureWith([one], { metrics })), ask)
  return { trial: firstTrial(result), requests: [...server.requests] }
}

describe('tools', () => {
  test('are declared in the request, strict where that mode takes the schema', async () => {
    const { requests } = await run(() => 'It is shipped.' as never)
    expect(requests[0]?.chat?.['tools']).toEqual([
      {
        type: 'function',
        function: { name: 'order_status', description: 'Status of an order.', parameters: order, strict: true },
      },
      { type: 'function', function: { name: 'refund', parameters: tools[1]?.parameters } },
    ])
  })

  test('that are called answer as the case says, until the model calls none', async () => {
    const { trial, requests } = await run(rounds([ask17, { name: 'order_status', arguments: '{"order":"B"}' }]))
    expect(endOf(trial)).toBe('scored: {"status":"shipped"} unknown order')
    expect(trial.trace.steps.length).toBe(2)
    expect(trial.trace.steps[0]?.toolCalls).toEqual([
      {
        name: 'order_status',
        written: '{"order": "A-17"}',
        arguments: { order: 'A-17' },
        isValid: true,
        result: '{"status":"shipped"}',
      },
      {
        name: 'order_status',
        written: '{"order":"B"}',
        arguments: { order: 'B' },
        isValid: true,
        result: 'unknown order',
      },
    ])
    expect(requests[1]?.chat?.messages.slice(1)).toEqual([
      {
        role: 'assistant',
        content: null,
        tool_calls: [
          { id: 'call00001', type: 'function', function: ask17 },
          { id: 'call00002', type: 'function', function: { name: 'order_status', arguments: '{"order":"B"}' } },
        ],
      },
      { role: 'tool', tool_call_id: 'call00001', content: '{"status":"shipped"}' },
      { role: 'tool', tool_call_id: 'call00002', content: 'unknown order' },
    ])
  })

  test('have keys that do not depend on the ids that a provider makes up', async () => {
    const [first, second] = [await run(rounds([ask17])), await run(rounds([ask17]))]
    expect(first.trial.trace.steps.map(({ result }) => result.key)).toEqual(
      second.trial.trace.steps.map(({ result }) => result.key),
    )
    expect(first.trial.trace.steps[0]?.result.key).not.toBe(first.trial.trace.steps[1]?.result.key)
  })

  test.each([
    ['is not declared', { name: 'delete_all', arguments: '{}' }, 'there is no tool delete_all', undefined],
    [
      'lacks an argument',
      { name: 'order_status', arguments: '{}' },
      "the arguments must have required property 'order'",
      {},
    ],
    ['is no JSON', { name: 'order_status', arguments: '{"order": ' }, 'the arguments are no JSON object', undefined],
    ['is a list', { name: 'order_status', arguments: '["A-17"]' }, 'the arguments are no JSON object', undefined],
    [
      'breaks a pattern',
      { name: 'refund', arguments: '{"order":"B"}' },
      '/order must match pattern "^A"',
      { order: 'B' },
    ],
  ])('whose call %s say so to the model, which may do better', async (_, call, problem, given) => {
    const { trial } = await run(rounds([call as Call], [ask17]))
    expect(endOf(trial)).toBe(`scored: ${JSON.stringify({ error: problem })} {"status":"shipped"}`)
    const [made] = trial.trace.steps[0]?.toolCalls ?? []
    expect(made).toMatchObject({ isValid: false, problem })
    if (given !== undefined) expect(made?.arguments).toEqual(given)
  })

  test('whose call the case has no result for are told so, and the call is valid', async () => {
    const { trial } = await run(rounds([{ name: 'refund', arguments: '' }]))
    expect(trial.trace.steps[0]?.toolCalls).toEqual([
      {
        name: 'refund',
        written: '',
        arguments: {},
        isValid: true,
        problem: 'the case has no result for this call',
        result: '{"error":"the case has no result for this call"}',
      },
    ])
  })

  test('end at the limit of steps in an answer failure', async () => {
    const { trial, requests } = await run(() => ({ calls: [ask17] }) as never)
    expect(endOf(trial)).toBe('answer-failure: step-limit: the model was asked 3 times and still called order_status')
    expect(requests.length).toBe(3)
    expect(trial.trace.steps.length).toBe(3)
  })

  test('that nobody declared are an answer failure, too', async () => {
    const { trial } = await run(rounds([ask17]), saying('answer', '{{question}}', ['question']))
    expect(endOf(trial)).toBe('answer-failure: tool-call: the model called a tool, and none is declared')
  })

  test('are asked again from the store alone, and cost what every step costs', async () => {
    await using server = await startModelServer({ answer: rounds([ask17]) })
    const store = mapStore()
    const evaluation = evaluationOf(
      prompt,
      measureWith([row], { metrics: [metricWith('cheap', [assertionWith('contains', 'shipped')])] }),
    )
    const ask = askerWith({ policy: policyWith([openai(server.url)]), store })
    const first = firstTrial(await evaluated(evaluation, ask))
    const again = firstTrial(
      await evaluated(evaluation, askerWith({ policy: policyWith([openai(server.url)]), store })),
    )
    expect(server.requests.length).toBe(2)
    expect(again.outcome).toEqual(first.outcome)
    expect(again.trace.steps.map(({ result }) => result.kind === 'answered' && result.from)).toEqual(['store', 'store'])
    expect(price.output).toBe(10)
  })
})

describe('turns', () => {
  const talk = { ...caseWith('a', { question: 'one' }), turns: ['two', 'three'] }
  const plain = saying('answer', '{{question}}', ['question'])

  test('follow each answer, and the last answer is judged', async () => {
    const metrics = [metricWith('last', [assertionWith('equals', 'said 3')])]
    const counting = (request: ChatRequest) => `said ${request.messages.filter(({ role }) => role === 'user').length}`
    const { trial, requests } = await run(counting as never, plain, talk as never, metrics)
    expect(endOf(trial)).toBe('scored: said 3')
    expect(trial.scores[0]?.score).toBe(1)
    expect(trial.trace.steps.map(({ turn }) => turn)).toEqual([1, 2, 3])
    expect(requests.at(-1)?.chat?.messages).toEqual([
      { role: 'user', content: 'one' },
      { role: 'assistant', content: 'said 1' },
      { role: 'user', content: 'two' },
      { role: 'assistant', content: 'said 2' },
      { role: 'user', content: 'three' },
    ])
  })

  test('end at the first answer failure, which says in which turn', async () => {
    await using server = await startModelServer({ faults: [{ fault: 'finish', reason: 'content_filter', nth: 2 }] })
    const ask = askerWith({ policy: policyWith([openai(server.url)]) })
    const trial = firstTrial(await evaluated(evaluationOf(plain, measureWith([talk])), ask))
    expect(endOf(trial)).toBe('answer-failure: filtered: turn 2: the provider withheld the answer')
    expect(server.requests.length).toBe(2)
  })

  test('have each their own limit of steps, and ids that go on', async () => {
    const answer = (request: ChatRequest) => {
      const last = request.messages.at(-1)
      return last?.role === 'user'
        ? { calls: [ask17] }
        : `told ${textOf({ ...request, messages: request.messages.slice(-1) }, 'tool')}`
    }
    const limited = saying('answer', '{{question}}', ['question'], { tools, stepLimit: 2 })
    const { trial, requests } = await run(answer as never, limited, { ...row, turns: ['And again?'] } as never)
    expect(endOf(trial)).toBe('scored: told {"status":"shipped"}')
    expect(trial.trace.steps.map(({ turn }) => turn)).toEqual([1, 1, 2, 2])
    const ids = requests
      .at(-1)
      ?.chat?.messages.flatMap((message) => (message as { tool_call_id?: string }).tool_call_id ?? [])
    expect(ids).toEqual(['call00001', 'call00002'])
  })
})
