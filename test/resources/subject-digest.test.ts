import { describe, expect, it } from 'vitest'
import { digestOfJson } from '../../src/digest/digest.ts'
import type { Measure, Prompt } from '../../src/resources/project.ts'
import { measureDigest, subjectDigest, subjectMeaning } from '../../src/resources/subject-digest.ts'
import { projectOf } from './change-set-project.ts'
import type { PromptFields, SuiteFields, Tree } from './change-set-project.ts'

const answer: PromptFields = {
  model: 'mini',
  user: '{{question}} {{language}}',
  parameters: { maxTokens: 400, temperature: 0 },
  output: { type: 'object', required: ['a'] },
}

const quality: SuiteFields = {
  subject: 'answer',
  cases: [
    { id: 'a', input: { q: 1, r: 2 }, expected: { w: 'x' }, language: 'de' },
    { id: 'b', input: { q: 2 } },
  ],
  assert: [
    { type: 'icontains', metric: 'word', value: { a: 1, b: 2 }, gate: { min: 0.9 } },
    { type: 'is-json', metric: 'format' },
    { type: 'starts-with', metric: 'format', value: '{' },
  ],
}

const tree: Tree = {
  models: { mini: { id: 'openai/gpt-5-mini', parameters: { temperature: 1 } } },
  prompts: { answer },
  suites: { quality },
}

function promptIn(changed: Tree, name = 'answer'): Prompt {
  const prompt = projectOf({ ...tree, suites: {}, ...changed }).prompts.get(name)
  if (prompt === undefined) throw new Error(`no prompt ${name}`)
  return prompt
}

function measureWith(fields: Partial<SuiteFields>, changed: Tree = {}): Measure {
  const measure = projectOf({ ...tree, ...changed, suites: { quality: { ...quality, ...fields } } }).suites.get(
    'quality',
  )?.measure
  if (measure === undefined) throw new Error('no suite')
  return measure
}

describe('the digest of a subject', () => {
  it('is that of what it does', () => {
    expect(subjectMeaning(promptIn({}))).toEqual({
      format: 'llmops/subject/v1',
      kind: 'Prompt',
      model: { provider: 'openai', id: 'gpt-5-mini' },
      parameters: { maxTokens: 400, temperature: 0 },
      messages: [{ role: 'user', content: '{{question}} {{language}}' }],
      inputs: ['language', 'question'],
      output: { type: 'object', required: ['a'] },
    })
    expect(subjectDigest(promptIn({}))).toMatch(/^sha256:[0-9a-f]{64}$/)
  })

  it.each<[string, Tree, string?]>([
    ['its name', { prompts: { reply: { ...answer, formerly: 'answer' } } }, 'reply'],
    ['where its text is', { prompts: { answer: { ...answer, file: 'llmops/a.yaml', textFile: 'llmops/a.md' } } }],
    ['its description', { prompts: { answer: { ...answer, description: 'Answers.' } } }],
    [
      'the order of keys',
      {
        prompts: {
          answer: {
            ...answer,
            parameters: { temperature: 0, maxTokens: 400 },
            output: { required: ['a'], type: 'object' },
          },
        },
      },
    ],
    [
      'the name and price of its model',
      {
        models: { small: { id: 'openai/gpt-5-mini', parameters: { temperature: 1 }, price: { input: 1, output: 1 } } },
        prompts: { answer: { ...answer, model: 'small' } },
      },
    ],
    [
      'whether answers are streamed',
      { models: { mini: { id: 'openai/gpt-5-mini', stream: true, api: 'chat', parameters: { temperature: 1 } } } },
    ],
    [
      'a parameter of the model that the prompt overrides',
      { models: { mini: { id: 'openai/gpt-5-mini', parameters: { temperature: 2 } } } },
    ],
    [
      'other resources',
      {
        models: { mini: { id: 'openai/gpt-5-mini' }, other: { id: 'openai/other' } },
        prompts: { answer, other: { model: 'other', user: 'x' } },
      },
    ],
  ])('does not depend on %s', (_, changed, name) => {
    expect(subjectDigest(promptIn(changed, name))).toBe(subjectDigest(promptIn({})))
  })

  it.each<[string, Tree]>([
    ['the provider', { models: { mini: { id: 'azure/gpt-5-mini' } } }],
    ['the model', { models: { mini: { id: 'openai/gpt-5-nano' } } }],
    [
      'the API that the model is asked by',
      { models: { mini: { id: 'openai/gpt-5-mini', api: 'responses', parameters: { temperature: 1 } } } },
    ],
    ['a parameter of the model', { models: { mini: { id: 'openai/gpt-5-mini', parameters: { topP: 0.5 } } } }],
    [
      'a parameter of the prompt',
      { prompts: { answer: { ...answer, parameters: { maxTokens: 401, temperature: 0 } } } },
    ],
    ['a character of a message', { prompts: { answer: { ...answer, user: '{{question}} {{language}}\n' } } }],
    ['the schema of the answer', { prompts: { answer: { ...answer, output: { type: 'object' } } } }],
  ])('depends on %s', (_, changed) => {
    expect(subjectDigest(promptIn(changed))).not.toBe(subjectDigest(promptIn({})))
  })

  it('depends on declared inputs, not on their order', () => {
    const prompt = promptIn({})
    expect(subjectDigest({ ...prompt, inputs: ['question', 'language'].toReversed() })).toBe(subjectDigest(prompt))
    expect(subjectDigest({ ...prompt, inputs: ['question'] })).not.toBe(subjectDigest(prompt))
  })

  it('depends on the role and the order of messages', () => {
    const prompt = promptIn({})
    const [message] = prompt.messages
    if (message === undefined) throw new Error('no message')
    const other = { ...message, role: 'system' } as const
    const digests = [
      [message, other],
      [other, message],
      [message, message],
    ].map((messages) => subjectDigest({ ...prompt, messages }))
    expect(new Set(digests).size).toBe(3)
  })
})

describe('the digest of a measure', () => {
  it('is that of what it decides', () => {
    const decided = {
      cases: [
        { id: 'a', input: { q: 1, r: 2 }, expected: { w: 'x' } },
        { id: 'b', input: { q: 2 }, expected: {} },
      ],
      metrics: [
        {
          name: 'format',
          scale: 'graded',
          assertions: [
            { type: 'is-json', negated: false, weight: 1 },
            { type: 'starts-with', negated: false, weight: 1, value: '{' },
          ],
          gate: { maxDrop: 0.05 },
        },
        {
          name: 'word',
          scale: 'binary',
          assertions: [{ type: 'icontains', negated: false, weight: 1, value: { a: 1, b: 2 } }],
          gate: { maxDrop: 0.05, min: 0.9 },
        },
      ],
      trials: 1,
      coverage: 0.95,
    }
    expect(measureDigest(measureWith({}))).toBe(digestOfJson(decided))
  })

  it.each<[string, Partial<SuiteFields>, Tree?]>([
    ['the order of cases', { cases: quality.cases?.toReversed() ?? [] }],
    ['the order of assertions', { assert: quality.assert.toReversed() }],
    [
      'the order of keys',
      {
        assert: [
          { value: { b: 2, a: 1 }, gate: { min: 0.9 }, metric: 'word', type: 'icontains' },
          ...quality.assert.slice(1),
        ],
      },
    ],
    ['columns', { cases: quality.cases?.map((one) => ({ ...(one as object), language: 'fr' })) ?? [] }],
    ['the file', { file: 'llmops/quality.yaml' }],
    ['the subject', {}, { prompts: { answer: { ...answer, user: 'x' } } }],
    [
      'cases being in a dataset',
      { dataset: 'cases', cases: [] },
      { datasets: { cases: { cases: quality.cases ?? [], dataFile: 'c.jsonl', slices: ['language'] } } },
    ],
  ])('does not depend on %s', (_, fields, changed) => {
    expect(measureDigest(measureWith(fields, changed))).toBe(measureDigest(measureWith({})))
  })

  it.each<[string, Partial<SuiteFields>]>([
    [
      'an input',
      {
        cases: [
          { id: 'a', input: { q: 1 }, expected: { w: 'x' } },
          { id: 'b', input: { q: 2 } },
        ],
      },
    ],
    [
      'an id',
      {
        cases: [
          { id: 'c', input: { q: 1, r: 2 }, expected: { w: 'x' } },
          { id: 'b', input: { q: 2 } },
        ],
      },
    ],
    [
      'what is expected',
      {
        cases: [
          { id: 'a', input: { q: 1, r: 2 } },
          { id: 'b', input: { q: 2 } },
        ],
      },
    ],
    ['a case', { cases: quality.cases?.slice(1) ?? [] }],
    ['an assertion', { assert: quality.assert.slice(0, 2) }],
    ['the metric of an assertion', { assert: quality.assert.map((one) => ({ ...one, metric: 'word' })) }],
    ['a negation', { assert: quality.assert.map((one) => ({ ...one, negated: true })) }],
    ['a weight', { assert: quality.assert.map((one) => ({ ...one, weight: 2 })) }],
    ['a pointer', { assert: quality.assert.map((one) => ({ ...one, at: '/a' })) }],
    ['a gate', { assert: quality.assert.map((one) => ({ ...one, gate: { maxDrop: 0.06, min: 0.9 } })) }],
    ['the trials', { trials: 2 }],
    ['the coverage', { coverage: 1 }],
  ])('depends on %s', (_, fields) => {
    expect(measureDigest(measureWith(fields))).not.toBe(measureDigest(measureWith({})))
  })
})
