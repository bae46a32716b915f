import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chooseShards, matrixOf } from '../../src/evaluation/shard/choose-shards.ts'
import { dealCases } from '../../src/evaluation/shard/deal-cases.ts'
import { partOfEvaluation } from '../../src/evaluation/shard/part-of-evaluation.ts'
import { partOfSources } from '../../src/evaluation/shard/part-of.ts'
import { formatShard, parseShard } from '../../src/evaluation/shard/shard.ts'
import type { Evaluation } from '../../src/evaluation/trial.ts'
import { caseWith, evaluationWith, measureWith, openai, policyWith } from './fixtures.ts'

function suite(name: string, questions: readonly string[]): Evaluation {
  const cases = questions.map((question, at) => caseWith(`${name}-${at}`, { question }))
  return { ...evaluationWith(measureWith(cases)), suite: name }
}

/** How many cases of an evaluation each shard has. */
async function sizes(evaluations: readonly Evaluation[], of: number): Promise<readonly (readonly number[])[]> {
  const deal = await dealCases(evaluations, of)
  const shards = Array.from({ length: of }, (_, at) => ({ index: at + 1, of }))
  return evaluations.map((one) => shards.map((shard) => partOfEvaluation(one, deal, shard).measure.cases.length))
}

describe('a shard', () => {
  test.each(['1/1', '2/8', '256/256'])('%s is one', (text) => {
    const shard = parseShard(text)
    expect(shard && formatShard(shard)).toBe(text)
  })

  test.each(['', '0/3', '4/3', '1/0', 'a/b', '1/257', '1', '1/2/3', '01/2', '-1/2', '1.5/2', ' 1/2', '1/2\n'])(
    '%j is none',
    (text) => expect(parseShard(text)).toBeUndefined(),
  )
})

describe('dealing cases', () => {
  test('gives every shard its part of every suite', async () => {
    const own = Array.from({ length: 40 }, (_, at) => `Question ${at}?`)
    const other = Array.from({ length: 8 }, (_, at) => `Something else ${at}?`)
    const [large, small] = await sizes([suite('large', own), suite('small', other)], 4)
    expect([large, small]).toEqual([
      [10, 10, 10, 10],
      [2, 2, 2, 2],
    ])
  })

  test('balances what is expected to take long, and is the same whoever computes it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 1, max: 4000 }), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 2, max: 9 }),
        async (lengths, of) => {
          const questions = lengths.map((length, at) => `${at} ${'x'.repeat(length)}`)
          const evaluation = suite('quality', questions)
          const deal = await dealCases([evaluation], of)
          const again = await dealCases([suite('quality', questions)], of)
          const load = Array.from({ length: of }, () => 0)
          for (const [at, { id }] of evaluation.measure.cases.entries()) {
            const shard = deal('quality', id)
            expect(again('quality', id)).toBe(shard)
            load[shard - 1] = (load[shard - 1] ?? 0) + (lengths[at] ?? 0)
          }
          const longest = Math.max(...lengths)
          // Of what a case takes, most is the same for all: in characters, some thousands.
          expect(Math.max(...load) - Math.min(...load)).toBeLessThanOrEqual(2 * longest + 4_000)
        },
      ),
      { numRuns: 40 },
    )
  })

  test('keeps together what asks the same: both sides of a case, and twins in other suites', async () => {
    const questions = ['One?', 'Two?', 'Three?', 'Four?', 'Five?', 'Six?']
    const [base, head] = [suite('quality', questions), suite('quality', questions)]
    const twin = suite('tone', questions)
    const deal = await dealCases([{ ...base, side: 'base' }, head, twin], 3)
    for (const [at, _] of questions.entries()) expect(deal('tone', `tone-${at}`)).toBe(deal('quality', `quality-${at}`))
    expect(new Set(questions.map((_, at) => deal('quality', `quality-${at}`)))).toEqual(new Set([1, 2, 3]))
  })

  test('leaves shards empty where there are more of them than cases', async () => {
    const [only] = await sizes([suite('quality', ['One?', 'Two?'])], 5)
    expect((only ?? []).toSorted((a, b) => a - b)).toEqual([0, 0, 0, 1, 1])
  })
})

describe('the part of a shard', () => {
  test('of calls, money, rate and requests at once adds up to the whole', () => {
    const policy = policyWith([openai('http://127.0.0.1/v1', { concurrency: 10 })])
    const whole = { ...policy, budget: { ...policy.budget, usd: 2, calls: 11 } }
    const sources = { policy: whole, rateLimit: () => ({ requests: 60, tokens: 900 }) } as unknown as Parameters<
      typeof partOfSources
    >[0]
    const parts = [1, 2, 3, 4].map((index) => partOfSources(sources, { index, of: 4 }))
    const sum = (of: (one: (typeof parts)[number]) => number) => parts.reduce((total, one) => total + of(one), 0)
    expect(sum(({ policy: { budget } }) => budget.usd)).toBeCloseTo(2, 12)
    expect(sum(({ policy: { budget } }) => budget.calls ?? 0)).toBe(11)
    expect(sum(({ rateLimit }) => rateLimit?.('openai', 'x')?.requests ?? 0)).toBe(60)
    const atOnce = (one: (typeof parts)[number]) =>
      [...one.policy.providers.values()].reduce(
        (total, binding) => total + ('concurrency' in binding ? binding.concurrency : 0),
        0,
      )
    expect(parts.map(atOnce)).toEqual([2, 3, 2, 3])
    const many = partOfSources(sources, { index: 1, of: 40 })
    expect(atOnce(many)).toBe(1) // else it could ask nothing
  })
})

describe('choosing how many shards', () => {
  const run = { trials: 500, minutes: 22, atOnce: 16 }

  test.each([
    ['a shard for every five minutes', run, undefined, 5],
    ['one for what is soon done', { ...run, minutes: 4 }, undefined, 1],
    ['one for what is remembered', { ...run, minutes: 0 }, undefined, 1],
    ['none for nothing', { ...run, trials: 0, minutes: 0 }, undefined, 0],
    ['none for nothing, whatever is wanted', { ...run, trials: 0, minutes: 0 }, 8, 0],
    ['no more than requests at once', { ...run, minutes: 900 }, undefined, 16],
    ['no more than trials', { ...run, trials: 3 }, undefined, 3],
    ['no more than a matrix has', { trials: 5_000, minutes: 9_000, atOnce: 1_000 }, undefined, 256],
    ['as many as are wanted', run, 40, 40],
  ])('%s', (_, expected, wanted, of) => {
    expect(chooseShards(expected, wanted).of).toBe(of)
  })

  test('says how long each takes: all together ask no more at once than one', () => {
    expect(chooseShards(run, 4).minutes).toBe(22)
    expect(chooseShards(run, 16).minutes).toBe(22)
    expect(chooseShards(run, 32).minutes).toBe(11) // each has one request under way
  })

  test('is written as GitHub Actions reads it', () => {
    expect(JSON.parse(matrixOf(3))).toEqual({ shard: ['1/3', '2/3', '3/3'] })
    expect(JSON.parse(matrixOf(0))).toEqual({ shard: [] })
  })
})
