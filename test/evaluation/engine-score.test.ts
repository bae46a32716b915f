import { afterAll, describe, expect, test } from 'vitest'
import { createAssertionEngine } from '../../src/adapters/promptfoo/assertion-engine.ts'
import { engineScore } from '../../src/evaluation/assertions/engine-score.ts'
import type { Json } from '../../src/digest/digest.ts'
import type { Assertion } from '../../src/resources/project.ts'
import { askerWith, assertionWith, caseWith, policyWith, producedWith } from './fixtures.ts'

const engine = createAssertionEngine()
afterAll(() => engine[Symbol.asyncDispose]())
const row = caseWith('c', { question: 'q' }, { words: ['two', 'days'], none: '', most: 3 })

function scoreOf(
  type: string,
  value: Json | undefined,
  text: string,
  more: Partial<Assertion> = {},
  latencyMs?: number,
) {
  const answered = { ...producedWith(text, { latencyMs }), row, trial: 1 }
  return engineScore(assertionWith(type, value, more), answered, { engine, ask: askerWith({ policy: policyWith([]) }) })
}

describe('an assertion of promptfoo', () => {
  test('compares with a value that is rendered by us, and keeps its type', async () => {
    expect(await scoreOf('contains-all', '{{expected.words}}', 'in two days')).toMatchObject({ score: 1 })
    expect(await scoreOf('contains-all', ['{{input.question}}', 'z'], 'q')).toMatchObject({ score: 0 })
    expect(await scoreOf('word-count', { max: '{{expected.most}}' }, 'a b c')).toMatchObject({ score: 1 })
  })

  test('sees what `at` leads to', async () => {
    const answer = '{"a": {"text": "in two days"}}'
    expect(await scoreOf('word-count', 3, answer, { at: '/a/text' })).toMatchObject({ score: 1, reason: undefined })
    const nowhere = await scoreOf('word-count', 3, answer, { at: '/b' })
    expect(nowhere).toEqual({ score: 0, reason: expect.stringMatching(/^there is no \/b in/) })
  })

  test('is turned around by not-, its score, too, where that is graded', async () => {
    expect(await scoreOf('not-contains-any', ['two'], 'two')).toMatchObject({
      score: 0,
      reason: 'expected not contains-any, but it holds',
    })
    expect(await scoreOf('not-contains-any', ['two'], 'three')).toMatchObject({ score: 1, reason: undefined })
    const [graded, rest] = [await scoreOf('gleu', 'a b c', 'a b d'), await scoreOf('not-gleu', 'a b c', 'a b d')]
    if ('missing' in graded || 'missing' in rest) throw new Error('both are decided')
    expect(graded.score).toBeGreaterThan(0)
    expect(graded.score + rest.score).toBeCloseTo(1, 12)
  })

  test.each<[what: string, type: string, value: Json, answer: string, reason: RegExp]>([
    ['an empty text among its values', 'contains-any', ['x', '{{expected.none}}'], 'y', /^an expected text is empty$/],
    ['an empty text between commas', 'not-contains-any', 'x,,y', 'z', /^an expected text is empty$/],
    [
      'a name that the case does not have',
      'bleu',
      '{{expected.nothing}}',
      'y',
      /cannot be rendered: expected\.nothing$/,
    ],
    ['a value of another type than it needs', 'word-count', '{{input.question}}', 'y', /must be a number/],
    ['an answer that is too long to look at', 'levenshtein', 'x', 'x'.repeat(100_001), /over 100000 characters$/],
  ])('with %s fails, negated or not, and says why', async (_what, type, value, answer, reason) => {
    for (const name of [type, `not-${type.replace(/^not-/, '')}`]) {
      expect(await scoreOf(name, value, answer)).toMatchObject({ score: 0, reason: expect.stringMatching(reason) })
    }
  })

  test('of what was not measured is missing, never a low score', async () => {
    const limit = { threshold: 100 }
    expect(await scoreOf('latency', undefined, 'x', limit)).toMatchObject({ missing: { reason: 'not-recorded' } })
    expect(await scoreOf('cost', undefined, 'x', limit)).toMatchObject({ missing: { reason: 'not-recorded' } })
    expect(await scoreOf('latency', undefined, 'x', limit, 99)).toMatchObject({ score: 1 })
  })
})
