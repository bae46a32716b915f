import { describe, expect, test } from 'vitest'
import { openTransportWith } from '../../src/commands/open-transport.ts'
import type { CallStore } from '../../src/evaluation/call.ts'
import { evaluateWhole, type WholeResult } from './evaluate-whole.ts'
import { planCalls, type PlannedCalls } from '../../src/evaluation/plan-calls.ts'
import { formatRecorded, recordedLayer, recordedLine } from '../../src/evaluation/recorded.ts'
import { parseRecorded } from '../../src/evaluation/parse-recorded.ts'
import type { Evaluation } from '../../src/evaluation/trial.ts'
import type { Policy } from '../../src/resources/policy.ts'
import { type ChatRequest, lastUserText } from '../rig/chat-request.ts'
import { startJsonServer } from '../rig/json-server.ts'
import { startModelServer } from '../rig/model-server.ts'
import {
  askerWith,
  assertionWith,
  caseWith,
  mapStore,
  measureWith,
  metricWith,
  noEngine,
  noTransport,
  openai,
  policyWith,
  someModel,
} from './fixtures.ts'
import {
  applicationWith,
  asking,
  chainWith,
  endOf,
  evaluationOf,
  httpAddress,
  knowledgeOf,
  retrieverAt,
  saying,
  text,
} from './subjects.ts'

const embed = { ...someModel, id: 'embed', price: { input: 1, output: 0 } }
const help = { 'a.md': 'A refund takes two days.', 'b.md': 'A fee is due.' }
const tools = [{ name: 'look', description: undefined, parameters: { type: 'object' } }]
const rewrite = saying('rewrite', 'rewrite: {{question}}', ['question'])
const final = saying('final', '{{#passages}}{{text}} {{/passages}}{{question}}', ['passages', 'question'])
const cases = ['one', 'two'].map((question) => ({
  ...caseWith(question, {}),
  input: { question },
  toolResults: [{ call: 'look', result: 'seen' }],
}))
const measure = measureWith(cases, { metrics: [metricWith('said', [assertionWith('regex', '.')])] })
const never = new AbortController().signal

/** Every kind of subject, and how many calls it makes in all for the two cases. */
function subjectsAt(own: string): readonly (readonly [what: string, evaluation: Evaluation, calls: number])[] {
  const ids = { id: 'ids', does: 'text', text: text('{{#passages}}{{id}}{{/passages}}') } as const
  const over = (from: Parameters<typeof knowledgeOf>[1] | string) => {
    const base = typeof from === 'string' ? retrieverAt(from) : knowledgeOf(help, from)
    return { id: 'passages', does: 'retrieve', from: base, query: text('{{query}}'), top: 1 } as const
  }
  const agent = saying('agent', '{{question}}', ['question'], { tools, stepLimit: 4 })
  const talk = cases.map((row) => ({ ...row, turns: ['and then?', 'and then?'] }))
  return [
    ['a prompt with tools', evaluationOf(agent, measure), 4],
    ['a conversation', evaluationOf(saying('talk', '{{question}}', ['question']), measureWith(talk)), 6],
    [
      'a chain over words',
      evaluationOf(chainWith([asking('query', rewrite), over({}), asking('final', final)]), measure),
      4,
    ],
    [
      'a chain over embeddings',
      evaluationOf(chainWith([asking('query', rewrite), over({ embed }), asking('final', final)]), measure),
      2 + 2 + 2 + 2,
    ],
    ['a chain over HTTP', evaluationOf(chainWith([asking('query', rewrite), over(`${own}/search`), ids]), measure), 4],
    ['an application', evaluationOf(applicationWith(`${own}/answer`, { version: 'r1' }), measure), 2],
  ]
}

function answer(request: ChatRequest) {
  const calls = (request['tools'] as unknown) !== undefined && request.messages.at(-1)?.role === 'user'
  return calls ? { calls: [{ name: 'look', arguments: '{}' }] } : `said: ${lastUserText(request)}`
}

async function servers() {
  const model = await startModelServer({ answer })
  const own = await startJsonServer(({ path }) => ({
    body: path === '/search' ? [{ id: 'x', text: 'X' }] : { answer: 'A' },
  }))
  return {
    model,
    own,
    policy: policyWith([openai(model.url), httpAddress(own.origin)]),
    asked: () => model.requests.length + own.requests.length,
    async [Symbol.asyncDispose]() {
      await model[Symbol.asyncDispose]()
      await own[Symbol.asyncDispose]()
    },
  }
}

async function planOf(evaluation: Evaluation, policy: Policy, store: CallStore, more = {}): Promise<PlannedCalls> {
  const sources = {
    policy,
    store,
    recorded: recordedLayer([]),
    notBefore: undefined,
    openTransport: openTransportWith({}),
    ...more,
  }
  const [plan] = (await planCalls([{ evaluation, side: 'head', measure: 'head' }], sources)).calls
  if (plan === undefined) throw new Error('one evaluation has one plan')
  return plan
}

const kinds = subjectsAt('http://own').map(([what], index) => [what, index] as const)

describe.each(kinds)('%s', (_, index) => {
  test('is planned before it is asked, and plans nothing new once all is remembered', async () => {
    await using rig = await servers()
    const [, evaluation, calls] = subjectsAt(rig.own.origin)[index] ?? []
    if (evaluation === undefined) throw new Error('there is one of each kind')
    const store = mapStore()
    const before = await planOf(evaluation, rig.policy, store)
    expect(before.newCalls).toBe(calls)
    expect(before.calls).toBe(calls)
    expect(rig.asked()).toBe(0)
    const ask = askerWith({ policy: rig.policy, store })
    const [result] = await evaluateWhole([evaluation], ask, { engine: noEngine, signal: never })
    expect(result?.trials.map((trial) => endOf(trial).split(':')[0])).toEqual(['scored', 'scored'])
    expect(store.calls.size).toBe(calls)
    const after = await planOf(evaluation, rig.policy, store)
    expect(after).toMatchObject({
      calls,
      newCalls: 0,
      fromStore: calls,
      shared: 0,
      inputTokens: 0,
      outputTokens: 0,
      usd: 0,
    })
    expect(after.estimated).toBeUndefined()
    expect((await planOf(evaluation, rig.policy, store, { fresh: true })).newCalls).toBe(calls)
  })

  test('is recorded and replayed without a provider', async () => {
    await using rig = await servers()
    const [, evaluation] = subjectsAt(rig.own.origin)[index] ?? []
    if (evaluation === undefined) throw new Error('there is one of each kind')
    const run = async (parts: Parameters<typeof askerWith>[0]): Promise<WholeResult> => {
      const [result] = await evaluateWhole([evaluation], askerWith(parts), { engine: noEngine, signal: never })
      if (result === undefined) throw new Error('one evaluation has one result')
      return result
    }
    const first = await run({ policy: rig.policy })
    const steps = [...(first.shared ?? []), ...first.trials.flatMap(({ trace }) => trace.steps)]
    const lines = steps.flatMap(({ asked, result }) =>
      result.kind === 'answered' ? [recordedLine(asked, result.call)] : [],
    )
    const cassette = formatRecorded([...new Map(lines.map((line) => [line.key, line])).values()])
    const parsed = parseRecorded(cassette, 'llmops/recorded/quality.jsonl')
    expect(parsed.diagnostics).toEqual([])
    expect(formatRecorded(parsed.lines)).toBe(cassette)
    const accepting = policyWith([...rig.policy.providers.values()], { recorded: 'accept' })
    const asked = rig.asked()
    const replayed = await run({ policy: accepting, recorded: recordedLayer(parsed.lines), openTransport: noTransport })
    expect(rig.asked()).toBe(asked)
    expect(replayed.trials.map(({ outcome, scores }) => [outcome, scores])).toEqual(
      first.trials.map(({ outcome, scores }) => [outcome, scores]),
    )
    const keys = (of: WholeResult) => of.trials.map(({ trace }) => trace.steps.map(({ result }) => result.key))
    expect(keys(replayed)).toEqual(keys(first))
    const plan = await planOf(evaluation, accepting, mapStore(), { recorded: recordedLayer(parsed.lines) })
    expect(plan).toMatchObject({ newCalls: 0, recorded: plan.calls })
  })
})

describe('an estimate', () => {
  test('marks what depends on an answer that is not there, and prices it', async () => {
    await using rig = await servers()
    const chain = chainWith([
      asking('query', rewrite),
      asking('free', saying('free', 'free: {{question}}', ['question'])),
      asking('final', saying('final', '{{query}} {{free}}', ['query', 'free'])),
    ])
    const plan = await planOf(evaluationOf(chain, measure), rig.policy, mapStore())
    expect(plan).toMatchObject({ calls: 6, newCalls: 6, estimated: 2 })
    expect(plan.usd).toBeGreaterThan(0)
    expect(plan.inputTokens).toBeGreaterThan(2 * (1_200 / 4))
  })

  test('of one that both sides will make counts once, of another one twice', async () => {
    await using rig = await servers()
    const chain = (last: string) =>
      chainWith([asking('query', rewrite), asking('final', saying('final', last, ['query']))])
    const plans = async (base: string, head: string) => {
      const sides = [
        { evaluation: evaluationOf(chain(base), measure), side: 'base', measure: 'head' },
        { evaluation: evaluationOf(chain(head), measure), side: 'head', measure: 'head' },
      ] as const
      const sources = {
        policy: rig.policy,
        store: mapStore(),
        recorded: recordedLayer([]),
        notBefore: undefined,
        openTransport: openTransportWith({}),
      }
      return (await planCalls(sides, sources)).calls.map(({ newCalls, shared }) => [newCalls, shared])
    }
    expect(await plans('{{query}}', '{{query}}')).toEqual([
      [4, 0],
      [0, 4],
    ])
    expect(await plans('{{query}}', '{{query}}!')).toEqual([
      [4, 0],
      [2, 2],
    ])
  })

  test('is none where a known answer is an answer failure: nothing follows', async () => {
    await using model = await startModelServer({ faults: [{ fault: 'refusal' }] })
    const policy = policyWith([openai(model.url)])
    const chain = chainWith([asking('query', rewrite), asking('final', saying('final', '{{query}}', ['query']))])
    const store = mapStore()
    await evaluateWhole([evaluationOf(chain, measure)], askerWith({ policy, store }), {
      engine: noEngine,
      signal: never,
    })
    expect(await planOf(evaluationOf(chain, measure), policy, store)).toMatchObject({ calls: 2, newCalls: 0 })
  })

  test('is made for judges of an answer that is not there yet', async () => {
    await using rig = await servers()
    const judge = { ...someModel, name: 'judge', id: 'judge' }
    const metrics = [metricWith('good', [assertionWith('llm-rubric', 'good', { judge })])]
    const chain = chainWith([asking('query', rewrite), asking('final', saying('final', '{{query}}', ['query']))])
    const plan = await planOf(evaluationOf(chain, measureWith(cases, { metrics })), rig.policy, mapStore())
    expect(plan).toMatchObject({ calls: 6, newCalls: 6, estimated: 4 })
  })

  test('survives templates that name what nobody knows yet', async () => {
    await using rig = await servers()
    const structured = saying('plan', 'plan {{question}}', ['question'], { output: { type: 'object' } })
    const chain = chainWith([asking('plan', structured), asking('final', saying('final', '{{plan.title}}', ['plan']))])
    expect(await planOf(evaluationOf(chain, measure), rig.policy, mapStore())).toMatchObject({
      newCalls: 4,
      estimated: 2,
    })
  })
})

describe('fallback models', () => {
  const model = { ...someModel, fallbacks: [{ ...someModel, name: 'second', id: 'n' }] }
  const evaluation = evaluationOf(saying('answer', '{{question}}', ['question'], { model }), measure)

  test('are told, and not counted', async () => {
    await using rig = await servers()
    expect(await planOf(evaluation, rig.policy, mapStore())).toMatchObject({ newCalls: 2, fallbacks: true })
  })

  test('that answered are asked for no more than the first, which would be asked again', async () => {
    await using down = await startModelServer({
      faults: [{ fault: 'quota', when: ({ body }) => (body as { model: string }).model === 'm' }],
    })
    const policy = policyWith([openai(down.url)])
    const store = mapStore()
    await evaluateWhole([evaluation], askerWith({ policy, store }), { engine: noEngine, signal: never })
    expect(await planOf(evaluation, policy, store)).toMatchObject({ calls: 2, newCalls: 2 })
  })

  test('replay what they answered where the first only replays', async () => {
    await using rig = await servers()
    const taped = { ...model, provider: 'tape', fallbacks: [{ ...someModel, provider: 'tape', id: 'n' }] }
    const onTape = evaluationOf(saying('answer', '{{question}}', ['question'], { model: taped }), measure)
    const policy = policyWith([{ type: 'replay', name: 'tape' }], { recorded: 'accept' })
    const lines = cases.map(({ id, input }) => {
      const messages = [{ role: 'user', content: input.question } as const]
      const call = { provider: 'tape', model: 'n', request: { messages, parameters: {} }, trial: 1 }
      const stored = { text: id, finish: 'stop', servedModel: undefined, usage: undefined, latencyMs: 1 } as const
      return { call, stored }
    })
    const { keyOf } = await import('../../src/evaluation/call.ts')
    const recorded = recordedLayer(
      lines.map(({ call, stored }) =>
        recordedLine(call, {
          version: 1,
          key: keyOf(call),
          provider: 'tape',
          model: 'n',
          origin: 'recorded',
          answer: stored,
          at: 1,
        }),
      ),
    )
    const [result] = await evaluateWhole([onTape], askerWith({ policy, recorded }), { engine: noEngine, signal: never })
    expect(result?.trials.map(endOf)).toEqual(['scored: one', 'scored: two'])
    expect(await planOf(onTape, policy, mapStore(), { recorded })).toMatchObject({ calls: 2, newCalls: 0, recorded: 2 })
    expect(rig.asked()).toBe(0)
  })
})
