import { expect, test } from 'vitest'
import { diffProjects } from '../../src/resources/diff-projects.ts'
import type { Project } from '../../src/resources/project.ts'
import { loadProject } from '../../src/rules/load-project.ts'
import { textPhrase } from '../../src/report/phrase.ts'
import { changedResource } from '../../src/report/words/changes.ts'
import { reachOf } from '../../src/report/words/reach.ts'
import { memorySnapshot } from '../behaviour/memory-snapshot.ts'

const yaml = `apiVersion: llmops/v1
kind: Project
name: support
gate: {maxDrop: 1}
---
kind: Model
name: mini
id: openai/gpt-5.4-mini
maintenance: none
---
kind: Model
name: sturdy
fallback: [mini, anthropic/claude-haiku-4-5]
---
kind: Prompt
name: rewrite
model: mini
user: "{{question}}"
---
kind: Prompt
name: answer
model: sturdy
parameters: {maxTokens: 400}
examples: {dataset: train, limit: 1, answer: "{{expected.answer}}"}
system: Answer from the passages that are given to you, in the language of the question.
user: "{{question}}"
---
kind: KnowledgeBase
name: help-center
files: kb.md
---
kind: Chain
name: support
steps:
  - {id: query, prompt: rewrite}
  - {id: passages, retrieve: help-center, query: "{{query}}"}
  - {id: answer, prompt: answer}
---
kind: Dataset
name: train
cases:
  - {id: t1, input: {question: Wie lange?}, expected: {answer: Fünf Tage.}}
  - {id: t2, input: {question: Wie teuer?}, expected: {answer: Gratis.}}
---
kind: Dataset
name: cases
cases:
  - {id: a, input: {question: x}, expected: {word: days}}
  - {id: b, input: {question: y}, expected: {word: free}}
---
kind: EvalSuite
name: quality
subject: support
dataset: cases
assert:
  - {type: icontains, value: "{{expected.word}}", gate: {min: 0.5}}
  - {metric: polite, type: llm-rubric, value: It is polite., judge: openai/gpt-5.4}
---
kind: EvalSuite
name: wording
subject: rewrite
dataset: cases
assert: [{type: icontains, value: "{{expected.word}}"}]
---
kind: DeploymentTarget
name: staging
deploy: support
to: {type: git, branch: deploy/staging}
`

async function load(text: string, kb = 'They take five days.\n'): Promise<Project> {
  const { project, diagnostics } = await loadProject(memorySnapshot({ 'llmops.yaml': text, 'kb.md': kb }), '')
  if (project === undefined) throw new Error(JSON.stringify(diagnostics.filter(({ severity }) => severity === 'error')))
  return project
}

/** What a plan says of an edit: titles, what each reaches, and every field. */
async function said(head: string, kb?: string): Promise<readonly string[]> {
  const changes = diffProjects(await load(yaml), await load(head, kb), { base: new Map(), head: new Map() })
  return changes.resources.flatMap((resource) => {
    const { sign, title, facts, texts } = changedResource(resource)
    return [
      `${sign} ${textPhrase(title)}`,
      ...reachOf(resource, changes).map((way) => `  ↳ ${textPhrase(way)}`),
      ...facts.map((fact) => `  ${textPhrase(fact)}`),
      ...texts.map(({ field, before, after }) => `  ${field}: ${before.trim()} => ${after.trim()}`),
    ]
  })
}

function edited(...edits: readonly (readonly [from: string, to: string])[]): string {
  return edits.reduce((text, [from, to]) => {
    expect(text).toContain(from)
    return text.replaceAll(from, to)
  }, yaml)
}

test.each([
  ['nothing', edited(), []],
  [
    'defaults that are written out, and assertions in another order',
    edited(
      ['  - {type: icontains, value: "{{expected.word}}", gate: {min: 0.5}}\n', ''],
      [
        'judge: openai/gpt-5.4}\n',
        'judge: openai/gpt-5.4}\n  - {type: icontains, metric: icontains, weight: 1, value: "{{expected.word}}", gate: {min: 0.5, maxDrop: 1}}\ntrials: 1\ncoverage: 0.95\n',
      ],
    ),
    [],
  ],
  [
    'a text of a prompt that a chain uses',
    edited(['that are given to you', 'below']),
    [
      '~ prompt answer',
      '  ↳ support → suite quality, target staging',
      '  system: Answer from the passages that are given to you, in the language of the question. => Answer from the passages below, in the language of the question.',
    ],
  ],
  [
    'a model that a prompt falls back to',
    edited(['[mini, anthropic/claude-haiku-4-5]', '[anthropic/claude-haiku-4-5, mini]']),
    [
      '~ model sturdy',
      '  ↳ answer → support → suite quality, target staging',
      "  fallback: '[mini, anthropic/claude-haiku-4-5]' → '[anthropic/claude-haiku-4-5, mini]'",
    ],
  ],
  [
    'what a model costs to keep',
    edited(['maintenance: none', 'maintenance: low']),
    ['~ model mini', '  maintenance: none → low'],
  ],
  [
    'rows of the examples, in another order',
    edited(
      ['t1, input: {question: Wie lange?}, expected: {answer: Fünf Tage.}', 'TMP'],
      [
        't2, input: {question: Wie teuer?}, expected: {answer: Gratis.}',
        't1, input: {question: Wie lange?}, expected: {answer: Fünf Tage.}',
      ],
      ['TMP', 't2, input: {question: Wie teuer?}, expected: {answer: Gratis.}'],
    ),
    [
      '~ dataset train',
      '  ↳ answer → support → suite quality, target staging',
      '  rows reordered, which changes the examples that prompts show',
    ],
  ],
  [
    'rows of the cases, in another order',
    edited(
      ['  - {id: a, input: {question: x}, expected: {word: days}}\n', ''],
      ['{word: free}}\n', '{word: free}}\n  - {id: a, input: {question: x}, expected: {word: days}}\n'],
    ),
    [],
  ],
  [
    'a step in between',
    edited(
      ['  - {id: passages', '  - {id: hint, text: "{{query}}!"}\n  - {id: passages'],
      ['query: "{{query}}"', 'query: "{{hint}}"'],
    ),
    [
      '~ chain support',
      '  ↳ suite quality, target staging',
      '  steps[1]: hint added',
      '  steps[2].query: {{query}} → {{hint}}',
    ],
  ],
  [
    'gates and metrics of a suite',
    edited(
      ['gate: {min: 0.5}}', 'gate: {min: 0.4, maxDrop: 0.5}}'],
      [
        '  - {metric: polite, type: llm-rubric, value: It is polite., judge: openai/gpt-5.4}\n',
        '  - {metric: short, type: word-count, value: {max: 9}}\n',
      ],
      ['subject: support\n', 'subject: support\ncoverage: 0.9\n'],
    ),
    [
      '~ suite quality',
      '  metric short added',
      '  metric polite removed, and its gate with it',
      '  gate of icontains loosened: floor 50 % → 40 %, tolerated drop 100 points → 50 points',
      '  coverage loosened: 95 % → 90 %',
    ],
  ],
  [
    'a rubric and its judge',
    edited(['It is polite.', 'It is kind.'], ['judge: openai/gpt-5.4}', 'judge: openai/gpt-5.2}']),
    [
      '~ suite quality',
      "  polite.value: 'It is polite.' → 'It is kind.'",
      '  polite.judge: openai/gpt-5.4 → openai/gpt-5.2',
    ],
  ],
  [
    'the gate of the Project',
    edited(['gate: {maxDrop: 1}', 'gate: {maxDrop: 0.5}']),
    ['~ project support', '  ↳ suites quality and wording', '  gate.maxDrop: 1 → 0.5 (tightened)'],
  ],
  [
    'cases that two suites share',
    edited(
      [
        '{id: b, input: {question: y}, expected: {word: free}}',
        '{id: c, input: {question: z}, expected: {word: free}}',
      ],
      ['{word: days}}', '{word: five}}'],
    ),
    [
      '~ dataset cases',
      '  ↳ suites quality and wording',
      '  1 case added: c',
      '  1 case removed: b',
      '  1 case edited: a',
    ],
  ],
  [
    'a rename that references follow',
    edited(
      ['name: rewrite\n', 'name: reword\nformerly: rewrite\n'],
      ['prompt: rewrite', 'prompt: reword'],
      ['subject: rewrite', 'subject: reword'],
    ),
    ['~ prompt reword (renamed from rewrite)'],
  ],
] as const)('of %s', async (_, head, expected) => {
  expect(await said(head)).toEqual(expected)
})

test('of a file of a knowledge base', async () => {
  expect(await said(yaml, 'They take ten days.\n')).toEqual([
    '~ knowledge base help-center',
    '  ↳ support → suite quality, target staging',
    '  files.kb.md: They take five days. => They take ten days.',
  ])
})

test('of a key, without the key', async () => {
  const key = ['ghp_', 'Zx81kQpL02mNbVcXa9Sd7FgHj4Kl5Zt', '12abc'].join('')
  const lines = await said(
    edited(['that are given to you', `with ${key}`], ['maintenance: none', `description: ${key}`]),
  )
  expect(lines.join('\n')).not.toContain(key.slice(4, 20))
  expect(lines.join('\n')).toContain('ghp_****')
})
