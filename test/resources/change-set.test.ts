import { describe, expect, it } from 'vitest'
import { answer, diff, quality, reversed, rows, summary, tree } from './change-set-example.ts'
import type { SuiteFields, Tree } from './change-set-project.ts'

describe('projects that mean the same', () => {
  it('have no changes', () => {
    expect(diff(tree, tree)).toEqual({ resources: [], suites: [], targets: [], formattedFiles: [] })
  })

  it('whatever the order of resources, keys and cases, the file they stand in, and how cases are written', () => {
    const { quality: first, rewriting } = tree.suites
    const head: Tree = {
      suites: { rewriting: { ...rewriting, file: 'llmops/suites.yaml' }, quality: reversed(first) },
      datasets: { cases: { slices: ['language'], cases: rows.toReversed().map(reversed), dataFile: 'cases.jsonl' } },
      prompts: {
        rewrite: tree.prompts.rewrite,
        answer: { ...reversed(answer), textFile: 'answer.md', file: 'llmops/a.yaml' },
      },
      models: reversed(tree.models),
    }
    expect(diff(tree, head)).toEqual({ resources: [], suites: [], targets: [], formattedFiles: [] })
  })

  it('whatever their resources were called earlier', () => {
    const head = { ...tree, prompts: { ...tree.prompts, answer: { ...answer, formerly: 'reply' } } }
    expect(diff(tree, head).resources).toEqual([])
  })
})

describe('a changed field', () => {
  it('of behaviour affects the suites that use it, and no others', () => {
    const changes = diff(tree, {
      ...tree,
      prompts: { ...tree.prompts, answer: { ...answer, user: 'Be brief: {{question}}' } },
    })
    expect(changes.resources).toEqual([
      {
        kind: 'Prompt',
        name: 'answer',
        change: 'changed',
        formerly: undefined,
        fields: [
          { path: ['user'], effect: 'behaviour', before: 'Answer: {{question}}', after: 'Be brief: {{question}}' },
        ],
        cases: undefined,
        place: { in: 'yaml', file: 'llmops.yaml', document: 0, path: [], part: 'value' },
      },
    ])
    expect(summary(changes).suites).toEqual(['quality: subject through Prompt answer'])
  })

  it('of the model affects through it', () => {
    const head = { ...tree, models: { ...tree.models, mini: { id: 'openai/gpt-5-nano' } } }
    expect(summary(diff(tree, head))).toEqual({
      resources: ['changed Model mini'],
      suites: ['quality: subject through Model mini'],
    })
  })

  it('of cost or governance affects no suite', () => {
    const head: Tree = {
      ...tree,
      project: { description: 'New.', budget: { pullRequest: 5 } },
      models: { ...tree.models, mini: { id: 'openai/gpt-5-mini', price: { input: 1, output: 2 } } },
      prompts: { ...tree.prompts, answer: { ...answer, description: 'Answers.' } },
    }
    const changes = diff(tree, head)
    expect(
      changes.resources.map(({ name, fields }) => [name, fields.map(({ path, effect }) => [path[0], effect])]),
    ).toEqual([
      [
        'support',
        [
          ['budget', 'governance'],
          ['description', 'governance'],
        ],
      ],
      ['mini', [['price', 'cost']]],
      ['answer', [['description', 'governance']]],
    ])
    expect(changes.suites).toEqual([])
  })

  it('is as deep as the difference, in path order, a list of texts as a whole', () => {
    const base: Tree = {
      ...tree,
      prompts: { ...tree.prompts, answer: { ...answer, output: { type: 'object', required: ['a', 'b'] } } },
    }
    const head: Tree = {
      ...tree,
      prompts: {
        ...tree.prompts,
        answer: { ...answer, parameters: { temperature: 0 }, output: { required: ['a', 'c', 'd'], type: ['object'] } },
      },
    }
    const [change] = diff(base, head).resources
    expect(change?.fields.map(({ path, before, after }) => [path.join('.'), before, after])).toEqual([
      ['output.required', ['a', 'b'], ['a', 'c', 'd']],
      ['output.type', 'object', ['object']],
      ['parameters.maxTokens', 400, undefined],
      ['parameters.temperature', undefined, 0],
    ])
  })

  it('stands behind nine others as the tenth', () => {
    const output = (from: number) => ({ anyOf: Array.from({ length: 12 }, (_, index) => ({ const: from + index })) })
    const base: Tree = { ...tree, prompts: { ...tree.prompts, answer: { ...answer, output: output(0) } } }
    const head: Tree = { ...tree, prompts: { ...tree.prompts, answer: { ...answer, output: output(1) } } }
    const paths = diff(base, head).resources[0]?.fields.map(({ path }) => path.at(-2))
    expect(paths).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
  })

  it('is that of an item with a name, whatever comes before it', () => {
    const withTools = (...names: readonly string[]): Tree => {
      const output = { tools: names.map((name) => ({ name, strict: name === 'b!' })) }
      return { ...tree, prompts: { ...tree.prompts, answer: { ...answer, output } } }
    }
    const fieldsOf = (base: Tree, head: Tree): unknown =>
      diff(base, head).resources[0]?.fields.map(({ path, before, after }) => [path.join('.'), before, after])
    expect(fieldsOf(withTools('a', 'b'), withTools('x', 'a', 'b'))).toEqual([
      ['output.tools.0', undefined, { name: 'x', strict: false }],
    ])
    expect(fieldsOf(withTools('a', 'b', 'c'), withTools('a', 'c'))).toEqual([
      ['output.tools.1', { name: 'b', strict: false }, undefined],
    ])
    expect(fieldsOf(withTools('a', 'b'), withTools('b', 'a'))).toEqual([['output.tools', ['a', 'b'], ['b', 'a']]])
    expect(fieldsOf(withTools('a', 'a'), withTools('a', 'b!'))).toEqual([
      ['output.tools.1.name', 'a', 'b!'],
      ['output.tools.1.strict', false, true],
    ])
  })

  it('is found under a key that objects have by themselves', () => {
    const base: Tree = { ...tree, prompts: { ...tree.prompts, answer: { ...answer, output: {} } } }
    const head: Tree = {
      ...tree,
      prompts: { ...tree.prompts, answer: { ...answer, output: { toString: 'x' } as never } },
    }
    expect(diff(base, head).resources[0]?.fields.map(({ path, before }) => [path, before])).toEqual([
      [['output', 'toString'], undefined],
    ])
  })
})

describe('a measure that differs', () => {
  it.each<[string, Partial<SuiteFields>]>([
    ['a value', { assert: [{ type: 'icontains', metric: 'word', value: 'y' }] }],
    ['a gate', { assert: [{ type: 'icontains', metric: 'word', value: 'x', gate: { min: 0.9 } }] }],
    ['the trials', { trials: 3 }],
    ['the coverage', { coverage: 0.5 }],
  ])('in %s affects its suite', (_, fields) => {
    const changes = diff(tree, { ...tree, suites: { ...tree.suites, quality: { ...quality, ...fields } } })
    expect(summary(changes)).toEqual({
      resources: ['changed EvalSuite quality'],
      suites: ['quality: measure through EvalSuite quality'],
    })
  })

  it('in the cases of its dataset lists them by id', () => {
    const cases = [
      { ...rows[1], expected: { word: 'z' } },
      { id: 'd', input: {} },
      { id: 'c', input: {} },
    ]
    const changes = diff(tree, { ...tree, datasets: { cases: { cases, slices: ['language'] } } })
    expect(changes.resources).toMatchObject([
      { name: 'cases', change: 'changed', fields: [], cases: { added: ['c', 'd'], removed: ['a'], edited: ['b'] } },
    ])
    expect(summary(changes).suites).toEqual(['quality: measure through Dataset cases'])
  })

  it('in the cases of its own lists them by id', () => {
    const rewriting = { ...tree.suites.rewriting, cases: [{ id: 'r', input: { question: 'S?' } }] }
    const changes = diff(tree, { ...tree, suites: { ...tree.suites, rewriting } })
    expect(changes.resources).toMatchObject([
      { name: 'rewriting', fields: [], cases: { added: [], removed: [], edited: ['r'] } },
    ])
    expect(summary(changes).suites).toEqual(['rewriting: measure through EvalSuite rewriting'])
  })

  it('in the default gate of the project affects through the project', () => {
    const changes = diff(tree, { ...tree, project: { gate: { maxDrop: 0.2 }, description: 'New.' } })
    expect(summary(changes)).toEqual({
      resources: ['changed Project support'],
      suites: ['quality: measure through Project support', 'rewriting: measure through Project support'],
    })
  })

  it('is not one whose slices differ: they judge nothing', () => {
    const cases = rows.map((row) => ({ ...row, language: 'fr' }))
    const changes = diff(tree, { ...tree, datasets: { cases: { cases, slices: [] } } })
    expect(changes.resources).toMatchObject([
      { name: 'cases', fields: [{ path: ['slices'], effect: 'governance' }], cases: { edited: ['a', 'b'] } },
    ])
    expect(changes.suites).toEqual([])
  })

  it('moves to a dataset: its own cases are gone, the measure is the same', () => {
    const { cases, ...fields } = tree.suites.rewriting
    const head: Tree = {
      ...tree,
      datasets: { ...tree.datasets, rewrites: { cases } },
      suites: { ...tree.suites, rewriting: { ...fields, dataset: 'rewrites' } },
    }
    const changes = diff(tree, head)
    expect(changes.resources).toMatchObject([
      { name: 'rewrites', change: 'added' },
      { name: 'rewriting', fields: [{ path: ['dataset'] }], cases: { added: [], removed: ['r'], edited: [] } },
    ])
    expect(changes.suites).toEqual([])
  })
})

describe('everything at once', () => {
  it('is named nearest first', () => {
    const head: Tree = {
      project: { gate: { maxDrop: 0.1 } },
      models: { ...tree.models, mini: { id: 'openai/other' }, haiku: { id: 'anthropic/other' } },
      prompts: { ...tree.prompts, answer: { ...answer, user: '{{question}}' } },
      datasets: { cases: { cases: [rows[0]], slices: ['language'] } },
      suites: { ...tree.suites, quality: { ...quality, models: ['haiku'] } },
    }
    expect(summary(diff(tree, head))).toEqual({
      resources: [
        'changed Project support',
        'changed Model haiku',
        'changed Model mini',
        'changed Prompt answer',
        'changed Dataset cases',
        'changed EvalSuite quality',
      ],
      suites: [
        'quality: subject, measure through EvalSuite quality, Prompt answer, Dataset cases, Model haiku, Model mini, Project support',
        'rewriting: subject, measure through Model haiku, Project support',
      ],
    })
  })
})

describe('shown models', () => {
  const shown: Tree = { ...tree, suites: { quality: { ...quality, models: ['haiku', 'vllm/llama'] } } }

  it('affect the suite like its own', () => {
    const head = {
      ...shown,
      models: { ...tree.models, haiku: { id: 'anthropic/haiku', parameters: { temperature: 1 } } },
    }
    expect(summary(diff(shown, head)).suites).toEqual(['quality: subject through Model haiku'])
  })

  it('affect it by joining and leaving, not by their order', () => {
    const models = (names: readonly string[]): Tree => ({
      ...shown,
      suites: { quality: { ...quality, models: names } },
    })
    expect(diff(shown, models(['vllm/llama', 'haiku'])).suites).toEqual([])
    expect(summary(diff(shown, models(['haiku']))).suites).toEqual(['quality: subject through EvalSuite quality'])
    expect(summary(diff(shown, models(['haiku', 'vllm/llama', 'mini']))).suites).toEqual([
      'quality: subject through EvalSuite quality',
    ])
  })

  it('depend on what the prompt takes over from its own model', () => {
    const own = (mini: object): Tree => ({
      ...shown,
      models: { ...tree.models, mini: { id: 'openai/gpt-5-mini', ...mini } },
      prompts: { answer: { ...answer, parameters: { temperature: 0 } } },
    })
    expect(summary(diff(own({}), own({ parameters: { temperature: 0 } }))).suites).toEqual([
      'quality: subject through Model mini',
    ])
  })
})

describe('order', () => {
  it('is the same whatever the order of the trees', () => {
    const head: Tree = {
      models: { ...tree.models, zeta: { id: 'openai/z' } },
      prompts: { ...tree.prompts, answer: { ...answer, user: 'x' }, Beta: answer },
      datasets: { cases: { cases: [rows[1]] }, extra: { cases: rows } },
      suites: { ...tree.suites, alpha: quality },
    }
    const turned: Tree = {
      models: reversed(head.models ?? {}),
      prompts: reversed(head.prompts ?? {}),
      datasets: reversed(head.datasets ?? {}),
      suites: reversed(head.suites ?? {}),
    }
    const changes = diff(tree, head)
    expect(JSON.stringify(diff(tree, turned))).toBe(JSON.stringify(changes))
    expect(summary(changes).resources).toEqual([
      'added Model zeta',
      'added Prompt Beta',
      'changed Prompt answer',
      'changed Dataset cases',
      'added Dataset extra',
      'added EvalSuite alpha',
    ])
  })
})
