import { afterAll, describe, expect, test } from 'vitest'
import { createAssertionEngine } from '../../src/adapters/promptfoo/assertion-engine.ts'
import { findWith } from '../../src/adapters/promptfoo/find.ts'
import { places, startWorker } from '../../src/adapters/promptfoo/load.ts'
import type { EngineQuestion } from '../../src/evaluation/assertion-engine.ts'
import type { AskJudge, Judgement, JudgeQuestion } from '../../src/evaluation/judge/judge-question.ts'
import { missing } from '../../src/evaluation/missing.ts'
import { assertionTypes } from '../../src/resources/assertion-types.ts'
import { ofPromptfoo } from './promptfoo-supported.ts'

const engine = createAssertionEngine()
afterAll(() => engine[Symbol.asyncDispose]())

function questionWith(type: string, text: string, more: Partial<EngineQuestion> = {}): EngineQuestion {
  const nothing = { value: undefined, threshold: undefined, latencyMs: undefined, cost: undefined }
  return { type, text, prompt: 'What is asked?', finish: 'stop', ...nothing, ...more }
}

const noJudge: AskJudge = () => Promise.reject(new Error('nobody should be asked'))

type Row = readonly [type: string, more: Partial<EngineQuestion>, holds: string, fails: string]

const deterministic: readonly Row[] = [
  ['contains-any', { value: ['days', 'weeks'] }, 'in two weeks', 'soon'],
  ['contains-all', { value: 'two, weeks' }, 'in two weeks', 'in weeks'],
  ['icontains-any', { value: ['DAYS'] }, 'two days', 'soon'],
  ['icontains-all', { value: ['TWO', 'DAYS'] }, 'two days', 'two'],
  ['contains-json', {}, 'Here: {"a": 1}', 'none'],
  ['is-xml', { value: ['a.b'] }, '<a><b>1</b></a>', '<a><c>1</c></a>'],
  ['contains-xml', {}, 'see <a>1</a>', 'none'],
  ['is-html', {}, '<p>Hello</p>', 'Hello'],
  ['contains-html', {}, 'see <p class="a">Hello</p><br/>', 'Hello'],
  ['is-sql', { value: { databaseType: 'PostgreSQL' } }, 'SELECT a FROM b', 'give me a'],
  ['contains-sql', {}, 'So:\n```sql\nSELECT a FROM b\n```', 'So:\n```sql\ngive me a\n```'],
  ['word-count', { value: { min: 2, max: 3 } }, 'one two', 'one'],
  ['levenshtein', { value: 'refund', threshold: 1 }, 'refunds', 'reward'],
  ['is-refusal', {}, "I'm sorry, I can't help with that.", 'Two days.'],
  ['finish-reason', { value: 'stop', finish: 'stop' }, 'any', ''],
]

describe('each type means what promptfoo means by it', () => {
  test.each(deterministic.filter(([, , , fails]) => fails !== ''))('%s %j', async (type, more, holds, fails) => {
    expect(await engine.find(questionWith(type, holds, more), noJudge)).toMatchObject({ holds: true, score: 1 })
    expect(await engine.find(questionWith(type, fails, more), noJudge)).toMatchObject({ holds: false, score: 0 })
  })

  test.each<readonly [type: string, more: Partial<EngineQuestion>, less: Partial<EngineQuestion>]>([
    ['latency', { threshold: 100, latencyMs: 100 }, { threshold: 100, latencyMs: 101 }],
    ['cost', { threshold: 0.01, cost: 0.01 }, { threshold: 0.01, cost: 0.02 }],
    ['finish-reason', { value: 'stop' }, { value: 'length' }],
  ])('%s %j and not %j', async (type, holds, fails) => {
    expect(await engine.find(questionWith(type, 'x', holds), noJudge)).toMatchObject({ holds: true, score: 1 })
    expect(await engine.find(questionWith(type, 'x', fails), noJudge)).toMatchObject({ holds: false, score: 0 })
  })

  test.each<readonly [type: string, score: number]>([
    ['rouge-n', 2 / 3],
    ['gleu', 0.5],
    ['bleu', 0],
  ])('%s scores between 0 and 1, and holds from its threshold on', async (type, score) => {
    const question = questionWith(type, 'refunds take days', { value: 'refunds take weeks' })
    const finding = await engine.find({ ...question, threshold: 0.99 }, noJudge)
    if (finding.kind !== 'decided') throw new Error('it is decided')
    expect(finding.holds).toBe(false)
    expect(finding.score).toBeCloseTo(score, 1)
    expect(await engine.find({ ...question, threshold: 0 }, noJudge)).toMatchObject({
      holds: true,
      score: finding.score,
    })
  })

  test('every type that is not judged has a line above', () => {
    const unjudged = ofPromptfoo.filter((type) => !('judge' in assertionTypes[type]))
    const tested = [...deterministic.map(([type]) => type), 'latency', 'cost', 'rouge-n', 'gleu', 'bleu']
    expect(tested.toSorted()).toEqual(unjudged.toSorted())
  })
})

describe('a judge', () => {
  const judgements: { readonly [type: string]: readonly [good: Judgement, bad: Judgement, goodScore: number] } = {
    'llm-rubric': [{ reason: 'r', pass: true, score: 0.75 }, { reason: 'r', pass: false, score: 0.25 }, 0.75],
    factuality: [{ reason: 'r', category: 'B' }, { reason: 'r', category: 'D' }, 1],
    'model-graded-factuality': [{ reason: 'r', category: 'E' }, { reason: 'r', category: 'D' }, 1],
    'model-graded-closedqa': [{ reason: 'r', meets: true }, { reason: 'ends in Y', meets: false }, 1],
    'g-eval': [{ reason: 'r', score: 8, steps: ['s'] }, { reason: 'r', score: 2, steps: ['s'] }, 0.8],
  }

  test.each(Object.entries(judgements))('decides %s', async (type, [good, bad, goodScore]) => {
    const question = questionWith(type, 'Two days.', { value: 'It is short.' })
    expect(await engine.find(question, async () => good)).toMatchObject({ holds: true, score: goodScore })
    expect(await engine.find(question, async () => bad)).toMatchObject({ holds: false })
    expect(judgements).toHaveProperty(type)
  })

  test('has a test for every judged type', () => {
    const judged = ofPromptfoo.filter((type) => 'judge' in assertionTypes[type])
    expect(Object.keys(judgements).toSorted()).toEqual(judged.toSorted())
  })

  test('is asked what to hold the answer against, and by g-eval twice for each criterion', async () => {
    const asked: JudgeQuestion[] = []
    const judge: AskJudge = async (question) => {
      asked.push(question)
      return { reason: 'r', score: 10, steps: ['Read it.', 'Grade it.'] }
    }
    await engine.find(questionWith('g-eval', 'Two days.', { value: ['It is short.', 'It is right.'] }), judge)
    const steps = 'Read it.\n- Grade it.'
    expect(asked).toEqual([
      { step: 'g-eval-steps', criteria: 'It is short.' },
      { step: 'g-eval', criteria: 'It is short.', steps },
      { step: 'g-eval-steps', criteria: 'It is right.' },
      { step: 'g-eval', criteria: 'It is right.', steps },
    ])
  })

  test('without a judgement leaves nothing decided: no low score', async () => {
    const gone = missing('timeout', 'no answer')
    for (const type of Object.keys(judgements)) {
      expect(await engine.find(questionWith(type, 'x', { value: 'short' }), async () => gone)).toBe(gone)
    }
  })
})

describe('what cannot be decided', () => {
  test('is said in words of promptfoo: a value that does not fit', async () => {
    const finding = await engine.find(questionWith('word-count', 'x', { value: 'many' }), noJudge)
    expect(finding).toMatchObject({ kind: 'undecided', reason: expect.stringContaining('must be a number') })
  })

  test('for the time it takes is missing, not failed; what else was asked is asked again, and answered', async () => {
    await using hasty = createAssertionEngine({ deadlineMs: 300 })
    const long = (seed: number) =>
      Array.from({ length: 400_000 }, (_, n) => String.fromCodePoint(97 + ((n * seed) % 23))).join('')
    const question = questionWith('levenshtein', long(7), { value: long(13) })
    const quick = questionWith('contains-any', 'two days', { value: ['days'] })
    const judged = questionWith('llm-rubric', 'two days', { value: 'short' })
    let asked = 0
    const slow: AskJudge = async () => {
      asked += 1
      await new Promise((resolve) => setTimeout(resolve, 200))
      return { reason: 'r', pass: true, score: 1 }
    }
    const found = await Promise.all([
      hasty.find(judged, slow),
      hasty.find(question, noJudge),
      hasty.find(quick, noJudge),
    ])
    expect(found[1]).toEqual({ kind: 'missing', reason: 'timeout', detail: 'it took too long to look at the answer' })
    expect([found[0], found[2]]).toMatchObject([{ holds: true }, { holds: true }])
    expect(asked).toBe(2)
  })
})

test('a promptfoo that cannot be loaded is a defect, told to everyone who asks', async () => {
  const promptfoo = `${places.promptfoo}.nowhere`
  await using broken = createAssertionEngine({ start: () => startWorker({ ...places, promptfoo }) })
  const question = questionWith('contains-any', 'x', { value: ['x'] })
  await expect(broken.find(question, noJudge)).rejects.toThrow('promptfoo cannot be used')
  await expect(broken.find(question, noJudge)).rejects.toThrow('promptfoo cannot be used')
})

test('a type that is refused or ours is not applied, whoever asks', async () => {
  const assertions = { runAssertion: () => Promise.reject(new Error('it was applied')) }
  for (const type of ['javascript', 'webhook', 'regex', 'similar', 'constructor']) {
    const asking = findWith({ assertions }, questionWith(type, 'x', { value: 'true' }), async () => undefined)
    await expect(asking).rejects.toThrow(`${type} is not for promptfoo`)
  }
})
