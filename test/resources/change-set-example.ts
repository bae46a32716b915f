import type { ChangeSet } from '../../src/resources/change-set.ts'
import type { ProjectFiles } from '../../src/resources/diff-files.ts'
import { diffProjects } from '../../src/resources/diff-projects.ts'
import { projectOf } from './change-set-project.ts'
import type { PromptFields, SuiteFields, Tree } from './change-set-project.ts'

const noFiles: ProjectFiles = { base: new Map(), head: new Map() }

export function diff(base: Tree | undefined, head: Tree, files = noFiles): ChangeSet {
  return diffProjects(base && projectOf(base), projectOf(head), files)
}

export const answer: PromptFields = { model: 'mini', user: 'Answer: {{question}}', parameters: { maxTokens: 400 } }
export const quality: SuiteFields = {
  subject: 'answer',
  dataset: 'cases',
  assert: [{ type: 'icontains', metric: 'word', value: 'x' }],
}
export const rows = [
  { id: 'a', input: { question: 'A?' }, expected: { word: 'x' }, language: 'de' },
  { id: 'b', input: { question: 'B?' }, expected: { word: 'y' }, language: 'en' },
] as const

export const tree = {
  models: { mini: { id: 'openai/gpt-5-mini' }, haiku: { id: 'anthropic/haiku' } },
  prompts: { answer, rewrite: { model: 'haiku', user: '{{question}}' } },
  datasets: { cases: { cases: rows, slices: ['language'] } },
  suites: {
    quality,
    rewriting: { subject: 'rewrite', cases: [{ id: 'r', input: { question: 'R?' } }], assert: [{ type: 'is-json' }] },
  },
} as const satisfies Tree

/** The changed resources, and by which resources each suite is affected. */
export function summary(changes: ChangeSet) {
  return {
    resources: changes.resources.map(({ kind, name, change }) => `${change} ${kind} ${name}`),
    suites: changes.suites.map(({ suite, subject, measure, added, through }) => {
      const why = [added && 'added', subject && 'subject', measure && 'measure'].filter((one) => one !== false)
      return `${suite}: ${why.join(', ')} through ${through.map(({ kind, name }) => `${kind} ${name}`).join(', ')}`
    }),
  }
}

/** The same with its keys in the opposite order. */
export function reversed<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).toReversed()) as T
}
