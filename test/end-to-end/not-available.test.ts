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

const commands = [['plan'], ['check'], ['eval'], ['check', '--format', 'markdown']]

test.each(commands)('%s names a suite that it cannot carry out, and is incomplete: exit 3', async (...args) => {
  await using repository = await makeRepository({ files: { 'README.md': 'x' } })
  await repository.branch('change')
  await repository.commit('A chain', files)
  const base = args[0] === 'eval' ? [] : ['--base', 'main']
  const { code, stdout } = await llmops(repository, [...args, ...base])
  expect(stdout).toMatch(/quality/)
  expect(stdout).toMatch(/this version/)
  expect(stdout).toMatch(/a Chain as a subject/)
  expect(stdout).toMatch(/incomplete/)
  expect(code).toBe(3)
})

test('validate takes it, and a knowledge base that changes concerns the suite of its chain', async () => {
  await using repository = await makeRepository({ files })
  expect((await llmops(repository, ['validate'])).code).toBe(0)
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
  expect(code).toBe(3)
})
