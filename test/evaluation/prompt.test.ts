import { describe, expect, test } from 'vitest'
import { digestOf } from '../../src/digest/digest.ts'
import { createBudget } from '../../src/evaluation/budget.ts'
import { keyOf } from '../../src/evaluation/call.ts'
import { requestFor } from '../../src/evaluation/request-for.ts'
import { startModelServer } from '../rig/model-server.ts'
import { askerWith, caseWith, mapStore, measureWith, openai, policyWith, promptWith, someModel } from './fixtures.ts'
import { endOf, evaluated, evaluationOf, firstTrial, saying, text } from './subjects.ts'

const png = 'data:image/png;base64,iVBORw0KGgo='
const wav = 'data:audio/wav;base64,UklGRg=='
const pdf = 'data:application/pdf;base64,JVBERi0='
const one = caseWith('a', { question: 'What is wrong?', photo: png })

describe('parts of a message', () => {
  const prompt = promptWith({
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: text('{{question}}') },
          { type: 'image', source: text('{{photo}}') },
          { type: 'audio', source: text(wav) },
          { type: 'file', source: text(pdf) },
        ],
      },
    ],
    inputs: ['question', 'photo'],
  })

  test("are sent in OpenAI's words, media as data", async () => {
    await using server = await startModelServer({ answer: () => 'The hinge.' })
    const result = await evaluated(
      evaluationOf(prompt, measureWith([one])),
      askerWith({ policy: policyWith([openai(server.url)]) }),
    )
    expect(endOf(firstTrial(result))).toBe('scored: The hinge.')
    expect(server.requests[0]?.chat?.messages).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is wrong?' },
          { type: 'image_url', image_url: { url: png } },
          { type: 'input_audio', input_audio: { data: 'UklGRg==', format: 'wav' } },
          { type: 'file', file: { filename: 'document.pdf', file_data: pdf } },
        ],
      },
    ])
  })

  test('are known in the key by their digests: the same picture has the same key, another one another', () => {
    const callWith = (photo: string) =>
      requestFor(evaluationOf(prompt, measureWith([])), caseWith('a', { question: 'q', photo }), 1)
    const other = 'data:image/png;base64,iVBORw0KGgp='
    expect(keyOf(callWith(png))).toBe(keyOf(callWith(png)))
    expect(keyOf(callWith(png))).not.toBe(keyOf(callWith(other)))
    const [message] = callWith(png).request.messages
    expect(message?.content[1]).toEqual({ type: 'image', url: png, digest: digestOf(png) })
  })

  test.each(['no picture', wav, 'https://example.org/a.png', '', 7])('refuse %j where a picture is wanted', (photo) => {
    const row = caseWith('a', { question: 'q', photo })
    expect(() => requestFor(evaluationOf(prompt, measureWith([])), row, 1)).toThrow(
      'answer, case a: the user message has a part that is no image',
    )
  })
})

describe('few-shot examples', () => {
  const prompt = promptWith({
    messages: [
      { role: 'system', content: text('Be brief.') },
      { role: 'user', content: text('Q: {{question}}') },
    ],
    examples: [
      { input: { question: 'one' }, answer: '1 {{question}}' },
      { input: { question: 'two' }, answer: '2' },
    ],
  })

  test('stand before the last user message, each as that message with its input and its answer as it is', async () => {
    await using server = await startModelServer()
    const asked = caseWith('a', { question: 'three' })
    await evaluated(evaluationOf(prompt, measureWith([asked])), askerWith({ policy: policyWith([openai(server.url)]) }))
    expect(server.requests[0]?.chat?.messages).toEqual([
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Q: one' },
      { role: 'assistant', content: '1 {{question}}' },
      { role: 'user', content: 'Q: two' },
      { role: 'assistant', content: '2' },
      { role: 'user', content: 'Q: three' },
    ])
  })
})

describe('a fallback model', () => {
  const second = { ...someModel, name: 'second', id: 'n', parameters: { topP: 0.5 }, price: { input: 2, output: 20 } }
  const third = { ...someModel, name: 'third', id: 'o' }
  const prompt = saying('answer', '{{question}}', ['question'], {
    model: { ...someModel, fallbacks: [second, third] },
    parameters: { temperature: 0 },
  })
  const evaluation = evaluationOf(prompt, measureWith([one]))
  const ofModel = (model: string) => (received: { readonly body: unknown }) =>
    (received.body as { readonly model?: string }).model === model

  test.each([
    ['server-error', { fault: 'status', status: 503 }],
    ['rate-limited', { fault: 'status', status: 429 }],
    ['quota', { fault: 'status', status: 402 }],
    ['connection', { fault: 'reset-before-headers' }],
    ['malformed-reply', { fault: 'no-choices' }],
  ] as const)('answers where the first has %s, with its own price, parameters and key', async (reason, fault) => {
    await using server = await startModelServer({ faults: [{ ...fault, when: ofModel('m') }] })
    const store = mapStore()
    const ask = askerWith({ policy: policyWith([openai(server.url)]), store })
    const trial = firstTrial(await evaluated(evaluation, ask))
    expect(endOf(trial)).toBe('scored: What is wrong?')
    const [step, ...others] = trial.trace.steps
    expect(others).toEqual([])
    expect(step?.instead).toMatchObject([{ kind: 'missing', reason, provider: 'rig' }])
    expect(step?.result).toMatchObject({ kind: 'answered', call: { model: 'n' }, cost: (4 * 2 + 4 * 20) / 1e6 })
    expect(server.requests.at(-1)?.body).toMatchObject({ model: 'n', top_p: 0.5, temperature: 0 })
    expect([...store.calls.values()].map(({ model }) => model)).toEqual(['n'])
  })

  test('is asked in its order, and all that failed are told', async () => {
    await using server = await startModelServer({
      faults: [
        { fault: 'status', status: 503, when: ofModel('m') },
        { fault: 'status', status: 402, when: ofModel('n') },
      ],
    })
    const trial = firstTrial(await evaluated(evaluation, askerWith({ policy: policyWith([openai(server.url)]) })))
    expect(trial.trace.steps[0]?.instead?.map(({ reason }) => reason)).toEqual(['server-error', 'quota'])
    expect(trial.trace.steps[0]?.result).toMatchObject({ call: { model: 'o' } })
  })

  test.each([
    ['an answer failure', [{ fault: 'finish', reason: 'length' }], /^answer-failure: truncated/],
    ['a refusal', [{ fault: 'refusal' }], /^answer-failure: refused/],
    ['a refused request', [{ fault: 'status', status: 400 }], /^missing: refused-by-provider/],
  ] as const)('is not asked after %s', async (_, faults, end) => {
    await using server = await startModelServer({ faults })
    const trial = firstTrial(await evaluated(evaluation, askerWith({ policy: policyWith([openai(server.url)]) })))
    expect(endOf(trial)).toMatch(end)
    expect(server.requests.map(({ body }) => (body as { model: string }).model)).toEqual(['m'])
  })

  test('is not asked for lack of a key, and names whose key is missing', async () => {
    await using server = await startModelServer()
    const own = { ...someModel, provider: 'locked', fallbacks: [second] }
    const locked = evaluationOf(saying('answer', '{{question}}', ['question'], { model: own }), measureWith([one]))
    const policy = policyWith([openai(server.url), openai(server.url, { name: 'locked', key: 'LOCKED_KEY' })])
    const { outcome } = firstTrial(await evaluated(locked, askerWith({ policy })))
    expect(outcome).toEqual({ kind: 'missing', reason: 'no-key', detail: 'LOCKED_KEY', provider: 'locked' })
    expect(server.requests).toEqual([])
  })

  test('does not let the budget be exceeded', async () => {
    await using server = await startModelServer({ faults: [{ fault: 'status', status: 402, when: ofModel('m') }] })
    const ask = askerWith({ policy: policyWith([openai(server.url)]), budget: createBudget({ usd: 1, calls: 1 }) })
    const { outcome } = firstTrial(await evaluated(evaluation, ask))
    expect(outcome).toMatchObject({ kind: 'missing', reason: 'budget-calls' })
    expect(server.requests.length).toBe(1)
  })

  test('is last, and then what it failed with is what is missing', async () => {
    await using server = await startModelServer({ faults: [{ fault: 'status', status: 402 }] })
    const { outcome } = firstTrial(await evaluated(evaluation, askerWith({ policy: policyWith([openai(server.url)]) })))
    expect(outcome).toMatchObject({ kind: 'missing', reason: 'quota', provider: 'rig' })
  })
})
