import { expect, test } from 'vitest'
import { loadProject } from '../../src/rules/load-project.ts'
import { memorySnapshot } from '../behaviour/memory-snapshot.ts'

test('the answer of an example that multiplies without end is an error, not a crash', async () => {
  const list = JSON.stringify(Array(60).fill(1))
  const answer = `${'{{#expected.list}}'.repeat(5)}x${'{{/expected.list}}'.repeat(5)}`
  const yaml = `apiVersion: llmops/v1
kind: Project
name: support
---
kind: Prompt
name: answer
model: openai/gpt-5-mini
user: "{{question}}"
examples: {dataset: train, answer: "${answer}"}
---
kind: Dataset
name: train
cases: [{id: a, input: {question: x}, expected: {list: ${list}}}]
`
  const { diagnostics, project } = await loadProject(memorySnapshot({ 'llmops.yaml': yaml }), '')
  expect(diagnostics.map(({ problem }) => problem.code)).toEqual(['out-of-range'])
  expect(project).toBeUndefined()
})
