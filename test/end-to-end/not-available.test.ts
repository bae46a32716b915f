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

const boundTo = (type: string) => `apiVersion: llmops/v1
kind: Project
name: support
providers: {local: {type: ${type}, url: "http://127.0.0.1:9/v1", key: LOCAL_KEY}}
`

/** Sound, at a provider that speaks another API on base. */
const withSound = `---
kind: Model
name: heard
id: local/heard
price: {input: 1, output: 4}
---
kind: Prompt
name: support
model: heard
messages:
  - role: user
    content: [{text: "{{question}}"}, {audio: "{{call}}"}]
---
kind: EvalSuite
name: quality
subject: support
cases: [{id: a, input: {question: "How long?", call: "data:audio/wav;base64,AAAA"}}]
assert: [{type: icontains, value: days}]
`

const commands = [['plan'], ['check'], ['check', '--format', 'markdown']]

test.each(commands)('%s names a suite that it cannot carry out, and is incomplete: exit 3', async (...args) => {
  await using repository = await makeRepository({ files: { 'llmops.yaml': boundTo('mistral') } })
  await repository.branch('change')
  await repository.commit('Sound', { 'llmops.yaml': boundTo('openai') + withSound })
  const { code, stdout } = await llmops(repository, [...args, '--base', 'main'])
  const told = stdout.replaceAll(/\s+/g, ' ')
  expect(told).toMatch(/quality/)
  expect(told).toMatch(/sound with a provider of type mistral|the API of mistral is shown no sound here/)
  expect(told).toMatch(/incomplete/)
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
