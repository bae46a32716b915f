import { describe, expect, test } from 'vitest'
import { toolScore, type ToolCallAssertion } from '../../src/evaluation/assertions/tools/tool-score.ts'
import type { MadeToolCall } from '../../src/evaluation/trial.ts'
import type { Json } from '../../src/digest/digest.ts'
import { assertionWith, caseWith, producedWith } from './fixtures.ts'

function call(
  name: string,
  given: { readonly [name: string]: Json } = {},
  more: Partial<MadeToolCall> = {},
): MadeToolCall {
  return { name, written: JSON.stringify(given), arguments: given, isValid: true, result: 'ok', ...more }
}

const calls = [
  call('search', { query: 'refund', limit: 3 }),
  call('read', { id: 7, tags: ['a', 'b'] }),
  call('search', { query: 'fee' }),
]
const row = caseWith('c', { question: 'q' }, { tool: 'read', tools: ['search', 'read'], id: 7 })

function scoreOf(type: string, value: Json | undefined, made = calls, more: { readonly threshold?: number } = {}) {
  const assertion = assertionWith(type, value, more) as ToolCallAssertion
  const score = toolScore(assertion, row, producedWith('done', { toolCalls: made, answers: 3 }))
  if ('missing' in score) throw new Error('no judge is asked')
  return score
}

describe('an assertion about tool calls', () => {
  test.each<[type: string, value: Json | undefined, score: number]>([
    ['trajectory:tool-used', 'search', 1],
    ['trajectory:tool-used', 'SEARCH', 1],
    ['trajectory:tool-used', 's*', 1],
    ['trajectory:tool-used', 'sea', 0],
    ['trajectory:tool-used', '{{expected.tools}}', 1],
    ['trajectory:tool-used', ['search', 'write'], 0],
    ['not-trajectory:tool-used', ['write', 'delete'], 1],
    ['not-trajectory:tool-used', ['write', 'read'], 0],
    ['trajectory:tool-used', { name: 'search', min: 2 }, 1],
    ['trajectory:tool-used', { name: 'search', min: 3 }, 0],
    ['trajectory:tool-used', { name: 'search', max: 1 }, 0],
    ['trajectory:tool-used', { name: 'write', min: 0, max: 0 }, 1],
    ['trajectory:tool-sequence', ['search', 'search'], 1],
    ['trajectory:tool-sequence', ['read', 'search'], 1],
    ['trajectory:tool-sequence', ['read', 'read'], 0],
    ['trajectory:tool-sequence', { steps: ['search', 'read', 'search'], mode: 'exact' }, 1],
    ['trajectory:tool-sequence', { steps: ['search', 'read'], mode: 'exact' }, 0],
    ['not-trajectory:tool-sequence', ['read', 'read'], 1],
    ['trajectory:tool-args-match', { name: 'search', args: { query: 'refund' } }, 1],
    ['trajectory:tool-args-match', { name: 'search', args: { query: 'refund' }, mode: 'exact' }, 0],
    ['trajectory:tool-args-match', { name: 'search', args: { limit: 3, query: 'refund' }, mode: 'exact' }, 1],
    ['trajectory:tool-args-match', { name: '{{expected.tool}}', args: { id: '{{expected.id}}' } }, 1],
    ['trajectory:tool-args-match', { name: 'read', args: { tags: ['a'] } }, 0],
    ['trajectory:tool-args-match', { name: 'read', args: { constructor: {} } }, 0],
    ['not-trajectory:tool-args-match', { name: 'read', args: { id: 8 } }, 1],
    ['tool-call-f1', 'search, read', 1],
    ['tool-call-f1', ['search'], 2 / 3],
    ['not-tool-call-f1', ['search'], 1 / 3],
    ['tool-call-f1', ['write'], 0],
    ['trajectory:step-count', { max: 6 }, 1],
    ['trajectory:step-count', { max: 5 }, 0],
    ['trajectory:step-count', { type: 'tool', min: 3, max: 3 }, 1],
    ['trajectory:step-count', { type: 'message', max: 2 }, 0],
    ['trajectory:step-count', { name: 'search', min: 2, max: 2 }, 1],
    ['is-valid-openai-tools-call', undefined, 1],
    ['not-is-valid-openai-tools-call', undefined, 0],
  ])('%s with %j scores %d', (type, value, score) => {
    expect(scoreOf(type, value).score).toBeCloseTo(score, 12)
  })

  test('says why it fails, with what was called', () => {
    expect(scoreOf('trajectory:tool-used', ['search', 'write']).reason).toBe(
      'not called: write; called: search, read, search',
    )
    expect(scoreOf('trajectory:tool-used', 'write', []).reason).toBe('not called: write; no tool was called')
    expect(scoreOf('trajectory:tool-args-match', { name: 'read', args: { id: 8 } }).reason).toBe(
      'read was not called with "{"id":8}"; called with "{"id":7,"tags":["a","b"]}"',
    )
    expect(scoreOf('trajectory:tool-sequence', ['read', 'read']).reason).toMatch(
      /^not called in this order: read, read;/,
    )
    expect(scoreOf('trajectory:step-count', { max: 5 }).reason).toBe(
      '6 steps, not 0 to 5; called: search, read, search',
    )
  })

  test('that every call is valid fails on one that is not, and where nothing was called', () => {
    const wrong = call('delete', {}, { isValid: false, problem: 'there is no tool delete' })
    expect(scoreOf('is-valid-openai-tools-call', undefined, [...calls, wrong])).toEqual({
      score: 0,
      reason: 'delete: there is no tool delete',
    })
    expect(scoreOf('is-valid-openai-tools-call', undefined, [])).toEqual({ score: 0, reason: 'no tool was called' })
  })

  test('with a threshold holds from there on', () => {
    expect(scoreOf('tool-call-f1', ['search'], calls, { threshold: 0.6 })).toEqual({ score: 2 / 3, reason: undefined })
    expect(scoreOf('tool-call-f1', ['search'], calls, { threshold: 0.7 }).reason).toMatch(
      /^F1 is 0\.667; expected: search;/,
    )
  })

  test('whose value cannot be rendered fails', () => {
    expect(scoreOf('trajectory:tool-used', '{{expected.nothing}}').reason).toMatch(
      /cannot be rendered: expected\.nothing$/,
    )
  })
})
