import { expect, test } from 'vitest'
import { diffProjects } from '../../src/resources/diff-projects.ts'
import { readLabels } from '../../src/resources/labels.ts'
import { measureDigest } from '../../src/resources/subject-digest.ts'
import { loadProject } from '../../src/rules/load-project.ts'
import { memorySnapshot } from '../behaviour/memory-snapshot.ts'

const project = `apiVersion: llmops/v1
kind: Project
name: support
---
kind: Prompt
name: answer
model: openai/gpt-5-mini
user: "{{question}}"
---
kind: EvalSuite
name: smoke
subject: answer
cases: [{id: refund, input: {question: "How long?"}}]
assert:
  - {metric: polite, type: llm-rubric, value: "It is polite.", judge: anthropic/claude-haiku-4-5LABELS}
`

async function loaded(labels: string | undefined) {
  const files = { 'llmops.yaml': project.replace('LABELS', labels === undefined ? '' : ', labels: {file: polite.csv}') }
  const { project: found } = await loadProject(
    memorySnapshot(labels === undefined ? files : { ...files, 'polite.csv': labels }),
    '',
  )
  if (found === undefined) throw new Error('it is not valid')
  return found
}

const none = { base: new Map(), head: new Map() }

test('labels change neither subject nor measure, and a change of them is told', async () => {
  const before = await loaded(undefined)
  const after = await loaded('id,output,label\nrefund,Two days.,yes\n')
  const [suite, labelled] = [before, after].map(({ suites }) => suites.get('smoke'))
  expect(labelled?.measure.metrics[0]?.assertions[0]?.labels?.labels).toMatchObject([{ caseId: 'refund', label: 1 }])
  expect(labelled && measureDigest(labelled.measure)).toBe(suite && measureDigest(suite.measure))

  const { suites, resources } = diffProjects(before, after, none)
  expect(suites).toEqual([])
  expect(resources).toMatchObject([
    {
      name: 'smoke',
      fields: [
        {
          path: ['assert', 0, 'labels'],
          effect: 'governance',
          before: undefined,
          after: expect.stringMatching(/^1 labels \(sha256:[0-9a-f]{12}\)$/),
        },
      ],
    },
  ])
  expect(diffProjects(after, await loaded('label,output,id\ntrue,Two days.,refund\n'), none).resources).toEqual([])
  expect(diffProjects(after, await loaded('id,output,label\nrefund,Two days.,no\n'), none).resources).toHaveLength(1)
})

test.each([
  ['true', 1],
  ['FALSE', 0],
  [' Yes ', 1],
  ['no', 0],
  ['pass', 1],
  ['fail', 0],
  ['1', 1],
  ['0.25', 0.25],
  ['"0,25"', 0.25],
  ['.5', 0.5],
])('as people write a label: %s is %d', (written, label) => {
  const { value, diagnostics } = readLabels({ file: 'l.csv', text: `id,output,label\nrefund,a,${written}\n` })
  expect([diagnostics, value.labels.map((one) => one.label)]).toEqual([[], [label]])
})

test.each(['2', '-0.1', '50 %', 'perhaps', '1e0', '0x1', '..5'])('what is no label is refused: %s', (written) => {
  const { value, diagnostics } = readLabels({ file: 'l.csv', text: `id,output,label\nrefund,a,${written}\n` })
  expect(value.labels).toEqual([])
  expect(diagnostics.map(({ problem }) => problem.code)).toEqual(['out-of-range'])
})
