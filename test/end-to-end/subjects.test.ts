import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type ChatRequest, lastUserText } from '../rig/chat-request.ts'
import { makeRepository, type Repository } from '../rig/git.ts'
import { type JsonServer, startJsonServer } from '../rig/json-server.ts'
import { type ModelServer, startModelServer } from '../rig/model-server.ts'
import { key, llmops } from './project.ts'

/** A project with a subject of every kind. The model repeats what it is asked, so that what it was shown can be asserted. */
function files(model: string, own: string, recorded = 'refuse'): Record<string, string> {
  return {
    'llmops.yaml': `apiVersion: llmops/v1
kind: Project
name: help
recorded: ${recorded}
providers:
  local: {url: "${model}", key: LOCAL_KEY}
  own: {type: http, url: "${own}", key: OWN_KEY}
---
kind: Model
name: mini
id: local/mini
price: {input: 1, output: 4}
---
kind: Model
name: embedder
id: local/embed
price: {input: 1, output: 0}
modalities: {input: [text], output: [embedding]}
`,
    'llmops/support.yaml': `kind: Prompt
name: rewrite
model: mini
user: "rewrite: {{question}}"
---
kind: Prompt
name: final
model: mini
user: "{{#words}}{{text}} {{/words}}{{#near}}{{text}} {{/near}}| {{question}}"
---
kind: Chain
name: support
steps:
  - {id: query, prompt: rewrite}
  - {id: words, retrieve: help, query: "{{query}}", top: 1}
  - {id: near, retrieve: near, query: "{{query}}", top: 1}
  - {id: answer, prompt: final}
---
kind: KnowledgeBase
name: help
files: kb/*.md
---
kind: KnowledgeBase
name: near
files: kb/*.md
embed: embedder
---
kind: EvalSuite
name: quality
subject: support
cases:
  - {id: refund, input: {question: "How long does a refund take?"}, expected: {says: two days, from: kb/refund.md}}
  - {id: fee, input: {question: "Is a fee due?"}, expected: {says: a fee is due, from: kb/fee.md}}
assert:
  - {metric: says, type: icontains, value: "{{expected.says}}"}
  - {metric: found, type: contains, step: words, at: /0/file, value: ".md"}
`,
    'llmops/kb/refund.md': 'A refund does take two days.\n',
    'llmops/kb/fee.md': 'Is it due? A fee is due.\n',
    'llmops/agent.yaml': `kind: Prompt
name: agent
model: mini
user: "{{question}}"
tools:
  - name: order_status
    parameters: {type: object, properties: {order: {type: string}}, required: [order], additionalProperties: false}
---
kind: EvalSuite
name: tools
subject: agent
cases:
  - id: shipped
    input: {question: "Where is A-17?"}
    tools: [{call: order_status, arguments: {order: A-17}, result: {status: shipped}}]
    turns: ["Thank you."]
assert:
  - {metric: used, type: "trajectory:tool-used", value: order_status}
  - {metric: said, type: equals, value: "said: Thank you."}
`,
    'llmops/app.yaml': `kind: Application
name: app
url: "${own}/answer"
version: r1
request: {question: "{{question}}"}
at: /answer
---
kind: EvalSuite
name: served
subject: app
cases:
  - {id: one, input: {question: one}, expected: {answer: "served: one"}}
assert:
  - {metric: said, type: equals, value: "{{expected.answer}}"}
`,
  }
}

function answer(request: ChatRequest) {
  const last = request.messages.at(-1)
  const asks = request['tools'] !== undefined && last?.role === 'user' && lastUserText(request).includes('A-17')
  if (asks) return { calls: [{ name: 'order_status', arguments: '{"order":"A-17"}' }] }
  return `said: ${lastUserText(request).replace('rewrite: ', '')}`
}

/** What these tests read of a JSON result. */
interface Told {
  readonly diagnostics: readonly { readonly severity: string }[]
  readonly comparisons: readonly {
    readonly suite: string
    readonly metrics: readonly { readonly metric: string; readonly head: { readonly mean: number } }[]
  }[]
  readonly notEvaluated: readonly {
    readonly suite: string
    readonly reason: { readonly kind: string; readonly variable?: string }
  }[]
  readonly plan: { readonly total: { readonly newCalls: number; readonly usd?: number } }
  readonly spent: { readonly newCalls: number; readonly recorded: number }
}

interface Rig extends AsyncDisposable {
  readonly model: ModelServer
  readonly own: JsonServer
  readonly repo: Repository
  run(args: readonly string[]): Promise<{ readonly code: number; readonly stderr: string; readonly report: Told }>
}

async function rigWith(recorded?: string): Promise<Rig> {
  const model = await startModelServer({ answer, keys: [key] })
  const own = await startJsonServer(({ body, headers }) => {
    if (headers.authorization !== 'Bearer own-key') return { status: 401, body: 'no' }
    return { body: { answer: `served: ${(body as { question: string }).question}` } }
  })
  const repo = await makeRepository({ files: files(model.url, own.origin, recorded) })
  await repo.branch('change')
  return {
    model,
    own,
    repo,
    async run(args) {
      const { code, stdout, stderr } = await llmops(repo, [...args, '--format', 'json'], {
        env: { OWN_KEY: 'own-key' },
      })
      return { code, stderr, report: JSON.parse(stdout) }
    },
    async [Symbol.asyncDispose]() {
      await model[Symbol.asyncDispose]()
      await own[Symbol.asyncDispose]()
      await repo[Symbol.asyncDispose]()
    },
  }
}

describe('a project with a subject of every kind', () => {
  test('is planned, evaluated, remembered, recorded and replayed', async () => {
    await using rig = await rigWith('accept')
    const validated = await rig.run(['validate'])
    expect(validated.report.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
    const first = await rig.run(['eval', '--record'])
    expect(first.stderr).toContain('quality: 8 calls, 8 to ask')
    expect(first.stderr).toContain('tools: 3 calls, 3 to ask')
    expect(first.stderr).toContain('served: 1 call, 1 to ask')
    expect(first.report.notEvaluated).toEqual([])
    const scores = first.report.comparisons.map(({ suite, metrics }) => [suite, metrics.map(({ head }) => head.mean)])
    expect(scores).toEqual(
      expect.arrayContaining([
        ['quality', [1, 1]],
        ['tools', [1, 1]],
        ['served', [1]],
      ]),
    )
    expect(first.code).toBe(0)
    const [asked, served] = [rig.model.requests.length, rig.own.requests.length]

    const again = await rig.run(['eval'])
    expect(again.stderr).toContain('quality: 8 calls, 0 to ask, 8 remembered')
    expect([rig.model.requests.length, rig.own.requests.length]).toEqual([asked, served])

    const cassette = await readFile(join(rig.repo.dir, 'llmops/recorded/quality.jsonl'), 'utf8')
    expect(cassette.trimEnd().split('\n').length).toBe(8)
    const tools = await readFile(join(rig.repo.dir, 'llmops/recorded/tools.jsonl'), 'utf8')
    expect(tools).toContain('"toolCalls":[{"name":"order_status","arguments":"{\\"order\\":\\"A-17\\"}"}]')
    await rig.repo.commit('Recorded', {})
    const { code, stdout } = await llmops(rig.repo, ['eval', '--fresh', '--format', 'json'], {
      env: { LOCAL_KEY: undefined },
    })
    expect([rig.model.requests.length, rig.own.requests.length]).toEqual([asked, served])
    expect(JSON.parse(stdout).spent).toMatchObject({ newCalls: 0, recorded: 12 })
    expect(code).toBe(0)
  })

  test('pairs base with head: an edit of one step asks for what follows from it alone', async () => {
    await using rig = await rigWith()
    await rig.run(['eval'])
    const [asked, served] = [rig.model.requests.length, rig.own.requests.length]
    const path = join(rig.repo.dir, 'llmops/support.yaml')
    await writeFile(path, (await readFile(path, 'utf8')).replace('{{/near}}|', '{{/near}}||'))
    await rig.repo.commit('A dash', {})
    const plan = await rig.run(['plan', '--base', 'main'])
    expect(plan.report.plan.total).toMatchObject({ newCalls: 2 })
    const { code, report } = await rig.run(['check', '--base', 'main'])
    expect(rig.model.requests.length).toBe(asked + 2)
    expect(rig.own.requests.length).toBe(served)
    expect(report.comparisons.map(({ suite }) => suite)).toEqual(['quality'])
    expect(report.notEvaluated).toEqual([])
    expect(code).toBe(0)
    const planned = await rig.run(['plan', '--base', 'main'])
    expect(planned.report.plan.total).toMatchObject({ newCalls: 0, usd: 0 })
  })

  test('whose knowledge changes asks again only where another passage is found', async () => {
    await using rig = await rigWith()
    await rig.run(['eval'])
    const asked = rig.model.requests.length
    await writeFile(join(rig.repo.dir, 'llmops/kb/fee.md'), 'Is it due? A fee is due at once.\n')
    await rig.repo.commit('Fees', {})
    const { report } = await rig.run(['check', '--base', 'main'])
    expect(report.comparisons[0]?.metrics.map(({ metric }) => metric).toSorted()).toEqual(['found', 'says'])
    expect(report.spent.newCalls).toBe(2) // the new passage's embedding, and the one answer that it is shown to
    expect(rig.model.requests.length).toBe(asked + 2)
  })

  test('in shards is what it is in one piece, indexes that they share included', async () => {
    await using rig = await rigWith()
    for (const shard of ['1/3', '2/3', '3/3']) {
      expect(await rig.run(['eval', '--shard', shard, '--journal', 'cold'])).toMatchObject({ code: 0 })
    }
    const cold = await rig.run(['report', 'cold'])
    expect(cold.report.spent.newCalls).toBe(12)
    for (const shard of ['1/3', '2/3', '3/3']) await rig.run(['eval', '--shard', shard, '--journal', 'warm'])
    const whole = await rig.run(['eval'])
    const merged = await rig.run(['report', 'warm'])
    expect(merged).toEqual({ ...whole, stderr: '' })
  })

  test('without the keys names both variables and asks nothing', async () => {
    await using rig = await rigWith()
    const { code, stdout } = await llmops(rig.repo, ['eval', '--format', 'json'], { env: { LOCAL_KEY: undefined } })
    expect(code).toBe(3)
    const missing = (JSON.parse(stdout) as Told).notEvaluated.map(({ suite, reason }) => [
      suite,
      reason.kind,
      reason.variable,
    ])
    expect(missing).toEqual([
      ['quality', 'no-key', 'LOCAL_KEY'],
      ['served', 'no-key', 'OWN_KEY'],
      ['tools', 'no-key', 'LOCAL_KEY'],
    ])
    expect([rig.model.requests.length, rig.own.requests.length]).toEqual([0, 0])
  })
})
