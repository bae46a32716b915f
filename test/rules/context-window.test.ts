import { describe, expect, test } from 'vitest'
import { isO200k, loadTokenCounter } from '../../src/rules/o200k.ts'
import { loadProject } from '../../src/rules/load-project.ts'
import { memorySnapshot } from '../behaviour/memory-snapshot.ts'

const project =
  'apiVersion: llmops/v1\nkind: Project\nname: support\nrules: {suite-too-small: off, unused-resource: off}\n'

async function tokensOf(prompt: object, window: number, cases?: readonly object[]): Promise<number | undefined> {
  const documents = [
    { kind: 'Model', name: 'm', id: 'openai/gpt-4.1', contextWindow: window },
    { kind: 'Prompt', name: 'answer', model: 'm', ...prompt },
    ...(cases === undefined
      ? []
      : [{ kind: 'EvalSuite', name: 's', subject: 'answer', cases, assert: [{ type: 'icontains', value: 'x' }] }]),
  ]
  const yaml = [project, ...documents.map((one) => JSON.stringify(one))].join('\n---\n')
  const { diagnostics } = await loadProject(memorySnapshot({ 'llmops.yaml': yaml }), '')
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  const [found] = diagnostics.flatMap(({ problem }) => (problem.code === 'context-window' ? problem.tokens : []))
  return found
}

const words = (count: number): string => Array<string>(count).fill('refund').join(' ')

describe('a prompt with its longest case', () => {
  test('fits exactly, or is one token too long', async () => {
    const cases = [3, 50, 7].map((count) => ({ id: `c${count}`, input: { question: words(count) } }))
    const prompt = { user: '{{question}}' }
    expect(await tokensOf(prompt, 54, cases)).toBeUndefined()
    expect(await tokensOf(prompt, 53, cases)).toBe(54)
  })

  test.each([
    ['maxTokens', { user: words(40), parameters: { maxTokens: 20 } }],
    ['the system message', { system: words(20), user: words(40) }],
    ['the output schema', { user: words(40), output: { type: 'object', description: words(20) } }],
    ['the tools', { user: words(40), tools: [{ name: 'look', description: words(20) }] }],
    ['a message of parts', { messages: [{ role: 'user', content: [{ text: words(40) }, { text: words(20) }] }] }],
  ])('counts %s', async (_, prompt) => {
    expect(await tokensOf(prompt, 60)).toBeGreaterThanOrEqual(44)
    expect(await tokensOf(prompt, 120)).toBeUndefined()
  })

  test('counts what the user says in turns', async () => {
    const one = { id: 'a', input: { question: 'x' }, turns: [words(30), words(30)] }
    expect(await tokensOf({ user: '{{question}}' }, 60, [one])).toBeGreaterThan(60)
  })

  test('counts what a section repeats', async () => {
    const input = { passages: Array.from({ length: 30 }, () => ({ text: 'refund refund' })) }
    const user = '{{#passages}}{{text}} {{/passages}}'
    expect(await tokensOf({ user }, 60, [{ id: 'a', input }])).toBeGreaterThan(60)
    expect(await tokensOf({ user }, 200, [{ id: 'a', input }])).toBeUndefined()
  })
})

describe('the tokenizer', () => {
  test('knows its models, and those tuned from them', () => {
    const own = ['gpt-4o-mini', 'gpt-4.1', 'gpt-5', 'gpt-5.4-mini', 'o3', 'o4-mini-2025-04-16', 'ft:gpt-4o:acme::x']
    expect(own.filter((id) => !isO200k(id))).toEqual([])
    expect(['openai/gpt-5'].filter((id) => !isO200k(id))).toEqual([])
    expect(['gpt-4', 'gpt-3.5-turbo', 'claude-opus-4-5', 'llama-o3x', 'gpt-50'].filter(isO200k)).toEqual([])
  })

  test('takes what looks like a control token for text, and a long word apart', async () => {
    const count = await loadTokenCounter()
    expect(count('hello world')).toBe(2)
    expect(count('<|endoftext|>')).toBeGreaterThan(1)
    expect(count('')).toBe(0)
    const word = 'a'.repeat(100_000)
    expect(count(word)).toBeGreaterThan(10_000)
    expect(count(`${word.slice(0, 128)} ${word.slice(0, 127)}`)).toBe(
      count(word.slice(0, 128)) + count(` ${word.slice(0, 127)}`),
    )
  })
})
