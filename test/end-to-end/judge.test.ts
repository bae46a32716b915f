import { readFileSync, rmSync } from 'node:fs'
import { expect, test } from 'vitest'
import { lastUserText, type ChatRequest } from '../rig/chat-request.ts'
import { startModelServer } from '../rig/model-server.ts'
import { key, llmops, projectFiles, projectOnBranch, questions } from './project.ts'

/** `quality.yaml` gets a judged metric; the judge is another model at the same provider. */
const rubric = '{metric: certain, type: llm-rubric, judge: careful, value: "It names a town for {{input.question}}"}'
const judge = [
  '  - ',
  rubric,
  '\n---\nkind: Model\nname: careful\nid: local/careful\nprice: {input: 10, output: 40}\n',
].join('')

/** Answers rightly; the judge wants a town, and says so as JSON. */
function serve(
  judgement = (text: string) => JSON.stringify({ reason: 'Looked.', pass: true, score: /Town\d/.test(text) ? 1 : 0 }),
) {
  return startModelServer({
    keys: [key],
    answer: (request) => (isJudge(request) ? judgement(lastUserText(request)) : answerTo(request)),
  })
}

function isJudge({ model }: ChatRequest): boolean {
  return model === 'careful'
}

function answerTo(request: ChatRequest): string {
  const asked = questions.find(({ ask }) => lastUserText(request).includes(ask))
  return asked?.right ?? 'Which?'
}

test('a judged metric is planned, paid, compared and remembered like any other call', async () => {
  await using server = await serve()
  await using repo = await projectOnBranch({ url: server.url, suite: judge })
  await repo.commit('Reworded', projectFiles({ url: server.url, system: 'Answer by the map.', suite: judge }))

  const planned = await llmops(repo, ['plan', '--base', 'main', '--format', 'json'])
  expect(JSON.parse(planned.stdout).plan.total).toMatchObject({ calls: 480, newCalls: 480 })
  expect(server.requests).toHaveLength(0)

  const { code, stdout, stderr } = await llmops(repo, ['check', '--base', 'main', '--format', 'json'])
  expect(stderr).toContain('480 calls, 480 to ask')
  expect(code).toBe(0)
  const report = JSON.parse(stdout)
  const metric = report.comparisons[0].metrics.find((one: { metric: string }) => one.metric === 'certain')
  expect(metric).toMatchObject({ scale: 'graded', head: { mean: 1 } })
  // Both sides gave the same answers, so the judge was asked once for each: 120, not 240.
  expect(server.requests).toHaveLength(360)
  expect(report.spent.newCalls).toBe(360)
  expect(report.spent.judgeUsd).toBeGreaterThan(0)
  expect(report.spent.usd).toBeGreaterThan(report.spent.judgeUsd)

  const again = await llmops(repo, ['check', '--base', 'main', '--format', 'markdown'])
  expect(again.stderr).toContain('480 calls, 0 to ask, 480 remembered')
  expect(server.requests).toHaveLength(360)
})

test('a judge that cannot be understood makes the check incomplete, and is named', async () => {
  await using server = await serve(() => 'Splendid!')
  await using repo = await projectOnBranch({ url: server.url, suite: judge })
  await repo.commit('Reworded', projectFiles({ url: server.url, system: 'Answer by the map.', suite: judge }))
  const { code, stdout } = await llmops(repo, ['check', '--base', 'main', '--format', 'json'])
  expect(code).toBe(3)
  expect(JSON.parse(stdout).notEvaluated[0]).toMatchObject({
    reason: { kind: 'provider', reason: 'unreadable-judgement' },
  })
  expect(stdout).toContain('judge careful: the judgement is not JSON')
})

test('another judge is an edited assertion: both sides are judged by both', async () => {
  await using server = await serve()
  await using repo = await projectOnBranch({ url: server.url, suite: judge })
  const files = projectFiles({
    url: server.url,
    suite: judge.replace('id: local/careful\n', 'id: local/careful\nparameters: {temperature: 1}\n'),
  })
  await repo.commit('A livelier judge', files)
  const { stdout } = await llmops(repo, ['plan', '--base', 'main', '--format', 'json'])
  const { plan } = JSON.parse(stdout)
  expect(plan.changes.suites[0]).toMatchObject({ suite: 'quality', measure: true, subject: false })
  expect(plan.calls.map(({ measure }: { measure: string }) => measure)).toContain('base')
})

test('recorded judgements replay without a key', async () => {
  await using server = await serve()
  await using repo = await projectOnBranch({ url: server.url, suite: judge, project: 'recorded: accept\n' })
  await llmops(repo, ['eval', '--record', '--format', 'json'])
  const recorded = readFileSync(`${repo.dir}/llmops/recorded/quality.jsonl`, 'utf8').trim().split('\n')
  expect(recorded).toHaveLength(240)
  expect(recorded.filter((line) => JSON.parse(line).model === 'careful')).toHaveLength(120)
  rmSync(`${repo.dir}/.llmops`, { recursive: true })
  const replayed = await llmops(repo, ['eval', '--format', 'json'], { env: { LOCAL_KEY: undefined } })
  expect(JSON.parse(replayed.stdout).spent).toMatchObject({ newCalls: 0, recorded: 240 })
  expect([replayed.code, server.requests.length]).toEqual([0, 240])
})
