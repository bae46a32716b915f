import { describe, expect, test } from 'vitest'
import { keyOf, type StoredCall } from '../../src/evaluation/call.ts'
import { keysOfReplaced } from '../../src/evaluation/replaced-models.ts'
import { callOf } from './fixtures.ts'

function answerOf(text: string, servedModel: string | undefined, at: number | undefined, model = 'm'): StoredCall {
  const answer = { text, finish: 'stop', servedModel, usage: undefined, latencyMs: 1 } as const
  return { version: 1, key: keyOf(callOf(text)), provider: 'rig', model, origin: 'http://rig', answer, at }
}

function replaced(...answers: readonly StoredCall[]): readonly string[] {
  const keys = keysOfReplaced(answers)
  return answers.filter(({ key }) => keys.has(key)).map(({ answer }) => answer.text)
}

describe('an answer is of a replaced model', () => {
  test('where another one has served since, and it never again', () => {
    const old = [answerOf('a', 'm-may', 1), answerOf('b', 'm-may', 2)]
    expect(replaced(...old, answerOf('c', 'm-june', 3))).toEqual(['a', 'b'])
    expect(replaced(answerOf('0', 'm-april', 0), ...old, answerOf('c', 'm-june', 3))).toEqual(['0', 'a', 'b'])
  })

  test('not where the provider serves both in turns', () => {
    expect(replaced(answerOf('a', 'm-may', 1), answerOf('b', 'm-june', 2), answerOf('c', 'm-may', 3))).toEqual([])
    expect(replaced(answerOf('a', 'm-may', 1), answerOf('b', 'm-june', 1))).toEqual([])
  })

  test('not by what serves another model', () => {
    expect(replaced(answerOf('a', 'm-may', 1), answerOf('b', 'n-june', 2, 'n'))).toEqual([])
  })

  test('not where either does not say when, or what served it', () => {
    expect(replaced(answerOf('a', undefined, 1), answerOf('b', 'm-june', 2))).toEqual([])
    expect(replaced(answerOf('a', 'm-may', undefined), answerOf('b', 'm-june', 2))).toEqual([])
    expect(replaced(answerOf('a', 'm-may', 1), answerOf('b', undefined, 2))).toEqual([])
    expect(replaced()).toEqual([])
  })
})
