import { describe, expect, it } from 'vitest'
import { answer, diff, quality, summary, tree } from './change-set-example.ts'
import type { Tree } from './change-set-project.ts'

describe('renames', () => {
  const renamed: Tree = {
    models: { small: { id: 'openai/gpt-5-mini', formerly: 'mini' }, haiku: tree.models.haiku },
    prompts: { reply: { ...answer, model: 'small', formerly: 'answer' }, rewrite: tree.prompts.rewrite },
    datasets: { tickets: { ...tree.datasets.cases, formerly: 'cases' } },
    suites: {
      checks: { ...quality, subject: 'reply', dataset: 'tickets', formerly: 'quality' },
      rewriting: tree.suites.rewriting,
    },
  }

  it('change nothing else: neither what refers to them nor any suite', () => {
    const changes = diff(tree, renamed)
    expect(
      changes.resources.map(({ kind, name, change, formerly, fields, cases }) => [
        kind,
        name,
        change,
        formerly,
        fields,
        cases,
      ]),
    ).toEqual([
      ['Model', 'small', 'renamed', 'mini', [], undefined],
      ['Prompt', 'reply', 'renamed', 'answer', [], undefined],
      ['Dataset', 'tickets', 'renamed', 'cases', [], undefined],
      ['EvalSuite', 'checks', 'renamed', 'quality', [], undefined],
    ])
    expect(changes.suites).toEqual([])
  })

  it('carry their own changes along', () => {
    const head = {
      ...renamed,
      prompts: { ...renamed.prompts, reply: { ...answer, model: 'small', formerly: 'answer', user: 'x' } },
    }
    const changes = diff(tree, head)
    expect(changes.resources.find(({ name }) => name === 'reply')).toMatchObject({
      change: 'renamed',
      formerly: 'answer',
      fields: [{ path: ['user'], before: 'Answer: {{question}}', after: 'x' }],
    })
    expect(summary(changes).suites).toEqual(['checks: subject through Prompt reply'])
  })

  it('follow shown models', () => {
    const base: Tree = { ...tree, suites: { quality: { ...quality, models: ['haiku'] } } }
    const head: Tree = {
      models: { mini: tree.models.mini, big: { ...tree.models.haiku, formerly: 'haiku' } },
      prompts: { answer, rewrite: { ...tree.prompts.rewrite, model: 'big' } },
      datasets: tree.datasets,
      suites: { quality: { ...quality, models: ['big'] } },
    }
    expect(summary(diff(base, head))).toEqual({ resources: ['renamed Model big'], suites: [] })
  })

  it('without `formerly` are a removal and an addition', () => {
    const head: Tree = { ...tree, prompts: { ...tree.prompts, answer, reply: answer }, suites: { ...tree.suites } }
    expect(summary(diff(head, tree)).resources).toEqual(['removed Prompt reply'])
    expect(summary(diff(tree, head)).resources).toEqual(['added Prompt reply'])
  })

  it('are none where the earlier name is still there, or is taken', () => {
    const copy = { ...answer, formerly: 'answer' }
    expect(summary(diff(tree, { ...tree, prompts: { ...tree.prompts, copy } })).resources).toEqual([
      'added Prompt copy',
    ])
    const { rewrite } = tree.prompts
    const two: Tree = {
      ...tree,
      prompts: { two: copy, one: copy, rewrite },
      suites: { quality: { ...quality, subject: 'one' } },
    }
    expect(summary(diff({ ...tree, suites: { quality } }, two)).resources).toEqual([
      'renamed Prompt one',
      'added Prompt two',
    ])
  })

  it('of the project are renames, with or without `formerly`', () => {
    expect(diff(tree, { ...tree, project: { name: 'helpdesk' } }).resources).toMatchObject([
      { kind: 'Project', name: 'helpdesk', change: 'renamed', formerly: 'support', fields: [] },
    ])
  })
})

describe('added and removed', () => {
  it('is everything without a base, and every suite is new', () => {
    const changes = diff(undefined, tree)
    expect(summary(changes)).toEqual({
      resources: [
        'added Project support',
        'added Model haiku',
        'added Model mini',
        'added Prompt answer',
        'added Prompt rewrite',
        'added Dataset cases',
        'added EvalSuite quality',
        'added EvalSuite rewriting',
      ],
      suites: [
        'quality: added, subject, measure through EvalSuite quality, Prompt answer, Dataset cases, Model mini',
        'rewriting: added, subject, measure through EvalSuite rewriting, Prompt rewrite, Model haiku',
      ],
    })
    expect(changes.resources.every(({ fields, cases }) => fields.length === 0 && cases === undefined)).toBe(true)
  })

  it('is a new suite of a subject that base has', () => {
    const { rewriting } = tree.suites
    const head: Tree = { ...tree, suites: { ...tree.suites, smoke: { ...rewriting, subject: 'answer' } } }
    expect(summary(diff(tree, head)).suites).toEqual(['smoke: added, measure through EvalSuite smoke'])
    const changed: Tree = { ...head, prompts: { ...tree.prompts, answer: { ...answer, user: 'x' } } }
    expect(summary(diff(tree, changed)).suites).toContain(
      'smoke: added, subject, measure through EvalSuite smoke, Prompt answer',
    )
  })

  it('is a removed suite only a removed resource, which stands in base', () => {
    const base: Tree = { ...tree, suites: { ...tree.suites, smoke: { ...quality, file: 'llmops/smoke.yaml' } } }
    const changes = diff(base, tree)
    expect(changes.resources).toMatchObject([
      { name: 'smoke', change: 'removed', place: { file: 'llmops/smoke.yaml' } },
    ])
    expect(changes.suites).toEqual([])
  })

  it('is a model that replaces the bare reference, though the prompt sends the same', () => {
    const base: Tree = {
      prompts: { answer: { ...answer, model: 'openai/gpt-5-mini' } },
      datasets: tree.datasets,
      suites: { quality },
    }
    const head: Tree = {
      models: { mini: tree.models.mini },
      prompts: { answer },
      datasets: tree.datasets,
      suites: { quality },
    }
    expect(summary(diff(base, head))).toEqual({ resources: ['added Model mini', 'changed Prompt answer'], suites: [] })
  })
})
