import { describe, expect, it } from 'vitest'
import { diffProjects } from '../../src/resources/diff-projects.ts'
import type { Project } from '../../src/resources/project.ts'
import { answer, diff, quality, rows, tree } from './change-set-example.ts'
import { projectOf } from './change-set-project.ts'
import type { PromptFields, Tree } from './change-set-project.ts'

describe('formatted files', () => {
  const base: Tree = {
    ...tree,
    prompts: {
      answer: { ...answer, file: 'llmops/answer.yaml', textFile: 'llmops/answer.md' },
      rewrite: tree.prompts.rewrite,
    },
    datasets: { cases: { ...tree.datasets.cases, file: 'llmops/data.yaml', dataFile: 'llmops/cases.jsonl' } },
  }
  const paths = [
    'llmops.yaml',
    'llmops/answer.yaml',
    'llmops/answer.md',
    'llmops/cases.jsonl',
    'llmops/data.yaml',
    'llmops/schema.json',
  ]
  const ids = (version: string, changed: readonly string[] = paths) => {
    return new Map(paths.map((path) => [path, changed.includes(path) ? `${path}@${version}` : path]))
  }

  it('are those that differ in bytes where nothing differs in meaning, in order', () => {
    expect(diff(base, base, { base: ids('1'), head: ids('2') }).formattedFiles).toEqual(paths.toSorted())
    expect(diff(base, base, { base: ids('1'), head: ids('1') }).formattedFiles).toEqual([])
    const one = ['llmops/answer.md']
    expect(diff(base, base, { base: ids('1', one), head: ids('2', one) }).formattedFiles).toEqual(one)
  })

  it('are those that came, went or were changed in the work tree', () => {
    const files = {
      base: new Map([
        ['a.md', '1'],
        ['b.md', '2'],
      ]),
      head: new Map([
        ['b.md', undefined],
        ['c.md', '3'],
      ]),
    }
    expect(diffProjects(projectOf(base), projectOf(base), files).formattedFiles).toEqual(['a.md', 'b.md', 'c.md'])
  })

  it('are not those of a resource that changed: its own, its texts and its cases', () => {
    const files = { base: ids('1'), head: ids('2') }
    const answered = { ...answer, file: 'llmops/answer.yaml', textFile: 'llmops/answer.md', user: 'x' }
    const prompt: Tree = { ...base, prompts: { answer: answered, rewrite: tree.prompts.rewrite } }
    expect(diff(base, prompt, files).formattedFiles).toEqual(['llmops.yaml', 'llmops/cases.jsonl', 'llmops/data.yaml'])
    const cases: Tree = {
      ...base,
      datasets: {
        cases: { ...tree.datasets.cases, cases: [rows[0]], file: 'llmops/data.yaml', dataFile: 'llmops/cases.jsonl' },
      },
    }
    expect(diff(base, cases, files).formattedFiles).toEqual(['llmops.yaml', 'llmops/answer.md', 'llmops/answer.yaml'])
  })

  it('are not those that a resource left', () => {
    const moved: Tree = { ...base, prompts: { ...base.prompts, answer: { ...answer, user: 'x', file: 'llmops.yaml' } } }
    const one = ['llmops/answer.md', 'llmops/answer.yaml', 'llmops.yaml']
    expect(diff(base, moved, { base: ids('1', one), head: ids('2', one) }).formattedFiles).toEqual([])
  })

  it('are files that follow a rename', () => {
    const reply: PromptFields = { ...answer, formerly: 'answer', file: 'llmops/reply.yaml' }
    const head: Project = projectOf({
      ...tree,
      prompts: { reply, rewrite: tree.prompts.rewrite },
      suites: { ...tree.suites, quality: { ...quality, subject: 'reply', file: 'llmops/quality.yaml' } },
    })
    const files = {
      base: new Map([['llmops/quality.yaml', '1']]),
      head: new Map([
        ['llmops/quality.yaml', '2'],
        ['llmops/reply.yaml', '1'],
      ]),
    }
    expect(diffProjects(projectOf(tree), head, files).formattedFiles).toEqual(['llmops/quality.yaml'])
  })
})
