import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type ChatRequest, lastUserText } from '../rig/chat-request.ts'
import { makeRepository, type Repository } from '../rig/git.ts'
import { startModelServer } from '../rig/model-server.ts'
import { inProcess } from './in-process.ts'
import { key } from './project.ts'

const cases = Array.from({ length: 9 }, (_, n) => `  - {id: c${n}, input: {question: "What costs item ${n}?"}}`)

/** A chain over an index, a model that falls back, a judge, two trials; a gate that a change may loosen, in two suites. */
const project = (url: string, wording: string, floor: number): string => `apiVersion: llmops/v1
kind: Project
name: shop
providers: {local: {url: "${url}", key: LOCAL_KEY}}
---
{kind: Model, name: first, id: local/first, price: {input: 1, output: 4}}
---
{kind: Model, name: second, id: local/second, price: {input: 2, output: 8}}
---
{kind: Model, name: careful, fallback: [first, second]}
---
{kind: Model, name: judge, id: local/judge, price: {input: 10, output: 40}}
---
kind: Model
name: embedder
id: local/embed
price: {input: 1, output: 0}
modalities: {input: [text], output: [embedding]}
---
{kind: KnowledgeBase, name: prices, files: "prices/*.md", embed: embedder}
---
{kind: Prompt, name: final, model: careful, user: "${wording} {{#near}}{{text}} {{/near}}| {{question}}"}
---
kind: Chain
name: shop
input: [question]
steps:
  - {id: near, retrieve: prices, query: "{{question}}", top: 1}
  - {id: answer, prompt: final}
---
kind: EvalSuite
name: quality
subject: shop
trials: 2
cases:
${cases.join('\n')}
assert:
  - {metric: says, type: contains, value: said, gate: {min: ${floor}}}
  - {metric: polite, type: llm-rubric, judge: judge, value: "answers {{input.question}}"}
---
kind: EvalSuite
name: short
subject: final
cases:
  - {id: one, input: {question: "Which?", near: []}}
assert: [{type: contains, value: said}]
`

const files = (url: string, wording: string, floor: number): Record<string, string> => ({
  'llmops.yaml': project(url, wording, floor),
  'prices/a.md': 'Item 1 costs two.\n',
  'prices/b.md': 'Item 2 costs three.\n',
})

/** The first model has no answer about item 3, and the judge finds item 5 rude. */
function answer(request: ChatRequest): string {
  const text = lastUserText(request)
  if (request.model !== 'judge') return `said: ${text}`
  return JSON.stringify({ reason: 'read it', pass: !text.includes('item 5'), score: text.includes('item 5') ? 0 : 1 })
}

/** Nothing that a shard asked is there for the next: a job of its own on a machine of its own. */
function forget({ dir }: Repository): void {
  rmSync(join(dir, '.llmops'), { recursive: true, force: true })
}

/** A result without what depends on the clock, and without what it cost: every shard makes the index anew. */
function comparable(stdout: string): unknown {
  return JSON.parse(stdout, (name, value: unknown) =>
    /latency|^p\d|^ms$|Ms$|^spent$|^plan$/i.test(name) ? undefined : value,
  )
}

test('shards on machines of their own find what one run finds: index, chain, fallback, judge, trials, base measure', async () => {
  await using server = await startModelServer({
    keys: [key],
    answer,
    faults: [{ fault: 'quota', when: ({ body }) => isFirstAboutItem3(body) }],
  })
  await using repository = await makeRepository({ files: files(server.url, 'Say:', 0.9) })
  await repository.branch('change')
  await repository.commit('Reword and loosen', files(server.url, 'Tell:', 0.5))
  for (const shard of ['1/3', '2/3', '3/3']) {
    forget(repository)
    const { code, stdout } = await inProcess(repository, ['check', '--shard', shard, '--journal', 'apart'])
    expect([code, stdout]).toEqual([0, expect.stringContaining('nothing missing')])
  }
  forget(repository)
  const merged = await inProcess(repository, ['report', 'apart', '--format', 'json'])
  const whole = await inProcess(repository, ['check', '--format', 'json'])
  expect(comparable(merged.stdout)).toEqual(comparable(whole.stdout))
  expect([merged.code, merged.stderr]).toEqual([whole.code, ''])
  const { comparisons, spent } = JSON.parse(merged.stdout)
  expect(comparisons.map((one: { suite: string; measure: string }) => [one.suite, one.measure])).toEqual(
    expect.arrayContaining([
      ['quality', 'head'],
      ['quality', 'base'],
      ['short', 'head'],
    ]),
  )
  const once = JSON.parse(whole.stdout).spent.newCalls
  expect(spent.newCalls).toBe(once + 2 * 2) // the two passages, embedded by each of three machines
})

function isFirstAboutItem3(body: unknown): boolean {
  const { model, messages } = body as { model: string; messages?: unknown }
  return model === 'first' && JSON.stringify(messages ?? '').includes('item 3')
}
