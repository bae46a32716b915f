import { expect, test } from 'vitest'
import { makeRepository } from '../rig/git.ts'
import { llmops } from './project.ts'

const files = {
  'llmops.yaml': `apiVersion: llmops/v1
kind: Project
name: support
recorded: accept
providers: {tape: {type: replay}}
---
kind: Prompt
name: answer
model: tape/mini
user: "{{question}}"
---
kind: Chain
name: support
steps:
  - {id: found, retrieve: help-center, query: "{{question}}"}
  - {id: answer, prompt: answer, with: {question: "{{question}} {{#found}}{{text}}{{/found}}"}}
---
kind: KnowledgeBase
name: help-center
files: llmops/kb/*.md
---
kind: EvalSuite
name: quality
subject: support
cases: [{id: a, input: {question: "How long?"}}]
assert: [{type: icontains, value: days}]
`,
  'llmops/kb/refunds.md': 'Refunds take five days.\n',
}

/** Tools, at a provider that is asked through promptfoo. */
const withTools = {
  'llmops.yaml': `apiVersion: llmops/v1
kind: Project
name: support
---
kind: Prompt
name: support
model: anthropic/claude-sonnet-4-5
parameters: {maxTokens: 400}
user: "{{question}}"
tools:
  - {name: search, description: Search the help center., parameters: {type: object}}
---
kind: EvalSuite
name: quality
subject: support
cases: [{id: a, input: {question: "How long?"}}]
assert: [{type: icontains, value: days}]
`,
}

const commands = [['plan'], ['check'], ['eval'], ['check', '--format', 'markdown']]

test.each(commands)('%s names a suite that it cannot carry out, and is incomplete: exit 3', async (...args) => {
  await using repository = await makeRepository({ files: { 'README.md': 'x' } })
  await repository.branch('change')
  await repository.commit('Tools', withTools)
  const base = args[0] === 'eval' ? [] : ['--base', 'main']
  const { code, stdout } = await llmops(repository, [...args, ...base], {
    env: { ANTHROPIC_API_KEY: 'none-that-works' },
  })
  expect(stdout).toMatch(/quality/)
  expect(stdout).toMatch(/tools with a provider of type anthropic|tools cannot be asked of anthropic\s+yet/)
  expect(stdout).toMatch(/incomplete/)
  expect(code).toBe(3)
})

test('a knowledge base that changes concerns the suite of its chain', async () => {
  await using repository = await makeRepository({ files })
  await repository.branch('change')
  await repository.commit('Slower', { 'llmops/kb/refunds.md': 'Refunds take six days.\n' })
  const { code, stdout } = await llmops(repository, ['plan', '--base', 'main', '--format', 'json'])
  const { changes } = JSON.parse(stdout).plan
  expect(changes.resources).toMatchObject([
    { kind: 'KnowledgeBase', name: 'help-center', fields: [{ path: ['files', 'refunds.md'], effect: 'behaviour' }] },
  ])
  expect(changes.suites).toMatchObject([
    { suite: 'quality', subject: true, through: [{ kind: 'KnowledgeBase', name: 'help-center' }] },
  ])
  expect(code).toBe(0)
})
