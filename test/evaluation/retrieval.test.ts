import { describe, expect, test } from 'vitest'
import type { Ask } from '../../src/evaluation/ask-model.ts'
import { createBudget } from '../../src/evaluation/budget.ts'
import { keyOf } from '../../src/evaluation/call.ts'
import { spentOn } from '../../src/evaluation/expense.ts'
import { searchWords } from '../../src/evaluation/retrieval/bm25.ts'
import { createLibrary } from '../../src/evaluation/retrieval/library.ts'
import { textOfVector, vectorOf } from '../../src/evaluation/vector.ts'
import type { KnowledgeBase, Model, Passage } from '../../src/resources/project.ts'
import type { LooseStep } from '../../src/resources/step-dependencies.ts'
import { type JsonReply, startJsonServer } from '../rig/json-server.ts'
import { startModelServer } from '../rig/model-server.ts'
import { askerWith, caseWith, mapStore, measureWith, openai, policyWith, someModel } from './fixtures.ts'
import {
  chainWith,
  endOf,
  evaluated,
  evaluationOf,
  firstTrial,
  httpAddress,
  knowledgeOf,
  retrieverAt,
  text,
} from './subjects.ts'

const help = {
  'fees.md': 'Fees: a fee of two euros is due.',
  'hours.md': 'Opening hours: we are open on all days.',
  'refunds.md': 'Refunds: a refund takes two days.\n\nA refund of a fee takes longer.',
}

function idsOf(passages: readonly Passage[]): readonly string[] {
  return passages.map(({ id }) => id)
}

describe('a search by words', () => {
  const base = knowledgeOf(help, { chunk: { size: 50 } })

  test('finds the passages that say them, the rarer the better, and no others', () => {
    expect(idsOf(searchWords(base, 'refund', 5))).toEqual(['refunds.md#1', 'refunds.md#2'])
    expect(idsOf(searchWords(base, 'Open HOURS?', 5))).toEqual(['hours.md#1'])
    expect(idsOf(searchWords(base, 'a fee of a refund', 2))).toEqual(['refunds.md#2', 'fees.md#1'])
    expect(searchWords(base, 'nothing of it', 5).every(({ score }) => score > 0)).toBe(true)
    expect(searchWords(base, 'quantum', 5)).toEqual([])
    expect(searchWords(base, '… !', 5)).toEqual([])
  })

  test('gives the same scores and order each time, equal ones in the order of the texts', () => {
    const twins = knowledgeOf({ 'b.md': 'same words', 'a.md': 'same words', 'c.md': 'same words' })
    const [first, ...others] = searchWords(twins, 'same', 3)
    expect(idsOf(searchWords(twins, 'same', 3))).toEqual(['b.md#1', 'a.md#1', 'c.md#1'])
    expect(others.every(({ score }) => score === first?.score)).toBe(true)
    expect(searchWords(knowledgeOf(help), 'refund', 5)).toEqual(searchWords(knowledgeOf(help), 'refund', 5))
  })

  test('survives words that are names of something in JavaScript', () => {
    const odd = knowledgeOf({ 'a.md': '__proto__ constructor toString', 'b.md': 'hasOwnProperty' })
    expect(idsOf(searchWords(odd, 'constructor __proto__', 5))).toEqual(['a.md#1'])
    expect(idsOf(searchWords(odd, 'hasOwnProperty', 5))).toEqual(['b.md#1'])
  })
})

const embedding: Model = { ...someModel, name: 'embed', id: 'embed', price: { input: 1, output: 0 } }

function searching(base: KnowledgeBase, top = 2): LooseStep {
  return { id: 'passages', does: 'retrieve', from: base, query: text('{{question}}'), top }
}

function chainOver(base: KnowledgeBase, top?: number) {
  return chainWith([searching(base, top), { id: 'ids', does: 'text', text: text('{{#passages}}{{id}} {{/passages}}') }])
}

const cases = ['A refund, in how many days?', 'When are you open?'].map((question, n) =>
  caseWith(`c${n}`, { question }),
)
const measure = measureWith(cases)

describe('a search by embeddings', () => {
  const base = knowledgeOf(help, { embed: embedding, chunk: { size: 50 } })

  test('finds what is closest, with one request for many texts, and asks for none twice', async () => {
    await using server = await startModelServer()
    const store = mapStore()
    const policy = policyWith([openai(server.url)])
    const evaluation = evaluationOf(chainOver(base), measure)
    const result = await evaluated(evaluation, askerWith({ policy, store }))
    expect(result.trials.map(endOf)).toEqual(['scored: refunds.md#1 hours.md#1 ', 'scored: hours.md#1 fees.md#1 '])
    expect(server.requests.map(({ path, body }) => [path, (body as { input: string[] }).input.length])).toEqual([
      ['/v1/embeddings', 6],
    ])
    expect(result.shared?.length).toBe(4)
    expect(store.calls.size).toBe(6)
    expect(spentOn([result])).toMatchObject({ newCalls: 6, unpriced: 0 })
    const again = await evaluated(evaluation, askerWith({ policy, store }))
    expect(again.trials.map(endOf)).toEqual(result.trials.map(endOf))
    expect(server.requests.length).toBe(1)
    expect(spentOn([again])).toMatchObject({ newCalls: 0, fromStore: 6 })
  })

  test('keys each text by itself, whatever was asked with it, and whatever the trial', async () => {
    await using server = await startModelServer()
    const store = mapStore()
    const ask = askerWith({ policy: policyWith([openai(server.url)]), store })
    const one = { provider: 'rig', model: 'embed', request: { embed: 'one' }, trial: 1 } as const
    await Promise.all(['one', 'two', 'one'].map((embed) => ask({ ...one, request: { embed } }, embedding.price)))
    expect(server.requests[0]?.body).toMatchObject({ input: ['one', 'two'] })
    const stored = store.get(keyOf(one))
    const alone = await askerWith({ policy: policyWith([openai(server.url)]) })(one, embedding.price)
    expect(alone.kind === 'answered' && alone.call.answer.text).toBe(stored?.answer.text)
    expect(vectorOf(stored?.answer.text ?? '')?.length).toBe(256)
    const repeated = evaluationOf(chainOver(base), { ...measure, trials: 3 })
    server.reset()
    const result = await evaluated(repeated, askerWith({ policy: policyWith([openai(server.url)]) }))
    expect(spentOn([result])).toMatchObject({ newCalls: 6 })
    expect(server.requests.length).toBe(1)
  })

  test('sends many texts in few requests, and shares what they cost to the token', async () => {
    await using server = await startModelServer()
    const many = knowledgeOf(
      Object.fromEntries(Array.from({ length: 150 }, (_, n) => [`t${n}.md`, `text number ${n} ${'x'.repeat(n % 7)}`])),
      {
        embed: embedding,
      },
    )
    const result = await evaluated(
      evaluationOf(chainOver(many), measureWith(cases.slice(0, 1))),
      askerWith({ policy: policyWith([openai(server.url)]) }),
    )
    const sizes = server.requests.map(({ body }) => (body as { input: string[] }).input.length)
    expect(sizes.toSorted((a, b) => b - a)).toEqual([64, 64, 23])
    const tokens = (result.shared ?? []).map(({ result: one }) =>
      one.kind === 'answered' ? (one.call.answer.usage?.inputTokens ?? 0) : 0,
    )
    const texts = server.requests.flatMap(({ body }) => (body as { input: string[] }).input)
    const used = texts.reduce((sum, one) => sum + Math.ceil(one.length / 4), 0)
    const query = firstTrial(result).trace.steps[0]?.result
    const own = query?.kind === 'answered' ? (query.call.answer.usage?.inputTokens ?? 0) : 0
    expect(tokens.reduce((sum, one) => sum + one, 0) + own).toBe(used)
  })

  test('is missing where an embedding is, before the budget is exceeded', async () => {
    await using server = await startModelServer()
    const ask = askerWith({
      policy: policyWith([openai(server.url)]),
      budget: createBudget({ usd: 1e-6, calls: undefined }),
    })
    const result = await evaluated(evaluationOf(chainOver(base), measure), ask)
    expect(result.trials.map(endOf)[0]).toMatch(/^missing: budget: step passages: /)
    expect(server.requests).toEqual([])
  })

  test.each([
    ['missing: server-error', { fault: 'status', status: 500 }],
    ['missing: malformed-reply', { fault: 'malformed-json' }],
    ['missing: quota', { fault: 'quota' }],
  ] as const)('ends as %s after that fault', async (end, fault) => {
    await using server = await startModelServer({ faults: [fault] })
    const result = await evaluated(
      evaluationOf(chainOver(base), measure),
      askerWith({ policy: policyWith([openai(server.url)]) }),
    )
    expect(result.trials.map((trial) => endOf(trial).startsWith(end))).toEqual([true, true])
    expect(result.trials[0]?.outcome).toMatchObject({ provider: 'rig' })
  })

  test('is asked once for two subjects that use the same knowledge', async () => {
    await using server = await startModelServer()
    const asked: string[] = []
    const asker = askerWith({ policy: policyWith([openai(server.url)]) })
    const counting: Ask = (call, price) => {
      asked.push(keyOf(call))
      return asker(call, price)
    }
    const library = createLibrary(counting)
    const same = { ...knowledgeOf(help, { embed: embedding, chunk: { size: 50 } }), name: 'other' }
    await library.search(base, { text: 'refund', top: 1, trial: 1 })
    await library.search(same, { text: 'refund', top: 1, trial: 1 })
    expect(asked.length).toBe(4 + 2)
    const [first, second] = [library.claim(chainOver(base)), library.claim(chainOver(same))]
    expect(first.map(({ result }) => result.kind === 'answered' && result.from)).toEqual(Array(4).fill('model'))
    expect(second.map(({ result }) => result.kind === 'answered' && result.from)).toEqual(Array(4).fill('store'))
  })

  test('asks nothing for an empty query', async () => {
    await using server = await startModelServer()
    const library = createLibrary(askerWith({ policy: policyWith([openai(server.url)]) }))
    const { found, asked } = await library.search(base, { text: ' \n', top: 3, trial: 1 })
    expect([found, asked]).toEqual([[], []])
  })

  test('at a provider that cannot embed is not available', async () => {
    await using server = await startModelServer()
    const policy = policyWith([{ ...openai(server.url), type: 'anthropic' } as ReturnType<typeof openai>])
    const result = await evaluated(evaluationOf(chainOver(base), measure), askerWith({ policy }))
    expect(result.trials.map(endOf)[0]).toBe(
      'missing: not-available: step passages: rig cannot be asked for embeddings',
    )
    expect(server.requests).toEqual([])
  })
})

describe('a vector', () => {
  test('comes back as it went, number by number', () => {
    const vector = Float32Array.from([0, -0.5, 1e-30, 3.4e38, Math.PI])
    expect(vectorOf(textOfVector(vector))).toEqual(vector)
  })

  test.each(['', 'abc', '!!!!', textOfVector(Float32Array.from([Number.NaN])), 'AAAAAAA='])(
    'is not in %j',
    (written) => {
      expect(vectorOf(written)).toBeUndefined()
    },
  )
})

describe('a search over HTTP', () => {
  async function run(reply: JsonReply, more: Parameters<typeof retrieverAt>[1] = {}, top = 2) {
    await using server = await startJsonServer(() => reply)
    const policy = policyWith([httpAddress(server.origin)])
    const chain = chainOver(retrieverAt(`${server.origin}/search`, more), top)
    const result = await evaluated(
      evaluationOf(chain, measureWith(cases.slice(0, 1), { trials: 2 })),
      askerWith({ policy }),
    )
    return { trial: firstTrial(result), result, requests: [...server.requests] }
  }
  const hits = [
    { id: 'a', text: 'A', score: 0.9 },
    { id: 7, text: 'B' },
    { id: 'c', text: 'C' },
  ]

  test('is asked with query and top, types kept, and gives at most so many passages', async () => {
    const { trial, requests, result } = await run({ body: hits })
    expect(requests[0]?.body).toEqual({ query: 'A refund, in how many days?', top: 2 })
    expect(endOf(trial)).toBe('scored: a 7 ')
    expect(requests.length).toBe(2) // a search may change from trial to trial
    expect(spentOn([result])).toMatchObject({ newCalls: 2, usd: 0, unpriced: 0 })
    expect(trial.trace.steps[0]).toMatchObject({
      id: 'passages',
      result: { call: { provider: 'own', model: '/search' } },
    })
  })

  test('has its passages where it says', async () => {
    const body = { hits: [{ doc: { key: 'x' }, body: 'X' }] }
    const more = { at: '/hits', id: '/doc/key', text: '/body', request: { q: '<{{query}}>', n: '{{top}}' } }
    const { trial, requests } = await run({ body }, more)
    expect(endOf(trial)).toBe('scored: x ')
    expect(requests[0]?.body).toEqual({ q: '<A refund, in how many days?>', n: 2 })
  })

  test.each([
    ['there is no list at /hits of the reply', { items: [] }, { at: '/hits' }],
    ['there is no list at the top of the reply', { items: [] }, {}],
    ['a passage has no id at /id', [{ text: 'x' }], {}],
    ['a passage has no text at /text', [{ id: 'x', text: 1 }], {}],
    ['the reply is not JSON', 'oops', {}],
  ])('that replies otherwise is an answer failure: %s', async (why, body, more) => {
    expect(endOf((await run({ body }, more)).trial)).toBe(`answer-failure: unparsable: step passages: ${why}`)
  })

  test('that fails is missing, and follows no redirect', async () => {
    const down = await run({ status: 500, body: '' })
    expect(down.trial.outcome).toMatchObject({ kind: 'missing', reason: 'server-error', provider: 'own' })
    const away = await run({ status: 308, headers: { location: 'http://127.0.0.1:1/' }, body: '' })
    expect(away.trial.outcome).toMatchObject({ kind: 'missing', reason: 'redirected' })
  })
})
