import { expect, test } from 'vitest'
import { evalSnapshot } from '../../src/commands/eval.ts'
import { openNeeds } from '../../src/commands/open-needs.ts'
import { quickClock } from '../evaluation/fixtures.ts'
import { makeRepository } from '../rig/git.ts'
import { startModelServer } from '../rig/model-server.ts'

const cases = 10_000
const concurrency = 16

/** Two prompts at two providers, each with a suite: `many` has ten thousand cases, `few` has ten. */
function files(dead: string, living: string): Record<string, string> {
  const rows = (count: number) =>
    Array.from({ length: count }, (_, at) => `${JSON.stringify({ id: `c${at}`, input: { n: `${at}` } })}\n`).join('')
  const suite = (name: string, provider: string) => `---
kind: Prompt
name: ${name}
model: ${provider}/m
user: "${name} {{n}}"
---
kind: Dataset
name: ${name}-cases
file: ${name}.jsonl
---
kind: EvalSuite
name: ${name}-suite
subject: ${name}
dataset: ${name}-cases
assert: [{type: contains, value: ${name}}]
`
  return {
    'llmops.yaml': `apiVersion: llmops/v1
kind: Project
name: two
budget: {pullRequest: 100}
providers:
  dead: {url: "${dead}", concurrency: ${concurrency}}
  living: {url: "${living}"}
${suite('many', 'dead')}${suite('few', 'living')}`,
    'many.jsonl': rows(cases),
    'few.jsonl': rows(10),
  }
}

test('a dead provider ends ten thousand cases with few requests, and leaves the suites of others alone', async () => {
  await using dead = await startModelServer({ faults: [{ fault: 'status', status: 503 }] })
  await using living = await startModelServer()
  await using repo = await makeRepository({ files: files(dead.url, living.url) })
  const clock = quickClock(50)
  const world = { ...openNeeds({}, { signal: new AbortController().signal, log: () => {} }), clock }
  const began = clock.now()
  const request = { dir: repo.dir, project: undefined, base: undefined, head: 'HEAD', fresh: false }
  const { report } = await evalSnapshot({ ...request, suite: undefined, record: false }, world)
  expect(report.exitCode).toBe(3)
  const coverage = Object.fromEntries(report.comparisons.map((one) => [one.suite, one.coverage.head]))
  expect(coverage['few-suite']).toMatchObject({ cases: 10, scored: 10, enough: true })
  expect(coverage['many-suite']).toMatchObject({ cases, scored: 0, enough: false })
  expect(coverage['many-suite']?.missing[0]?.reason).toBe('provider-down')
  // Four attempts at most for each of those that were under way, and one now and then to see whether it is back.
  const probes = Math.ceil((clock.now() - began) / 30_000)
  expect(dead.requests.length).toBeLessThanOrEqual(4 * concurrency + 8 + probes)
  expect(living.requests).toHaveLength(10)
})
