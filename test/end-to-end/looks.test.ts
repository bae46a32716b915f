import { rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { makeRepository, type Repository } from '../rig/git.ts'
import { check } from '../../src/commands/check.ts'
import type { Renewal } from '../../src/commands/asking.ts'
import { openNeeds } from '../../src/commands/open-needs.ts'
import { storeLimit } from '../../src/commands/store-limit.ts'
import { UsageFault } from '../../src/diagnostic/fault.ts'
import { parseTrials } from '../../src/evaluation/with-trials.ts'
import { renderReport } from '../../src/report/formats.ts'
import { startModelServer } from '../rig/model-server.ts'
import { key, llmops, projectFiles, projectOnBranch, questions } from './project.ts'

interface Circumstances extends Renewal {
  readonly trials?: number
  /** Bytes that the call store may have. */
  readonly storeLimit?: number
}

async function checkIn(repo: Repository, { storeLimit = Infinity, ...more }: Partial<Circumstances> = {}) {
  const { signal } = new AbortController()
  const needs = { ...openNeeds({ LOCAL_KEY: key }, { signal, log: () => {} }), storeLimit }
  const request = { dir: repo.dir, project: undefined, base: 'main', head: undefined, fresh: false, ...more }
  const { report, sources } = await check(request, needs)
  return { ...report, text: renderReport(report, 'text', { sources, secrets: [] }) }
}

type Checked = Awaited<ReturnType<typeof checkIn>>

const metricOf = ({ comparisons }: Checked) => comparisons[0]?.metrics[0]

/** Head is wrong on the first `broken` questions. */
function answers(broken: () => number) {
  return ({ messages }: { readonly messages: readonly { readonly content?: unknown }[] }): string => {
    const at = questions.findIndex(({ ask }) => ask === String(messages.at(-1)?.content))
    const isHead = String(messages[0]?.content).includes('Please')
    const { right = '', wrong = '' } = questions[at] ?? {}
    return isHead && at < broken() ? wrong : right
  }
}

async function reworded(url: string): Promise<Repository> {
  const repo = await projectOnBranch({ url })
  await repo.commit('Reworded', projectFiles({ url, system: 'Answer from the map. Please.' }))
  return repo
}

describe('looking again', () => {
  test('with more trials asks the new ones alone, and tests at less chance; without them it is the first look', async () => {
    await using server = await startModelServer({ answer: answers(() => 6) })
    await using repo = await reworded(server.url)
    const first = await checkIn(repo)
    expect(first).toMatchObject({ exitCode: 1, spent: { newCalls: 240 } })
    expect(metricOf(first)?.look).toEqual({ number: 1, attempt: 1, alpha: 0.025 })
    const second = await checkIn(repo, { trials: 3 })
    expect(second.spent).toMatchObject({ newCalls: 480, fromStore: 240 })
    expect(metricOf(second)).toMatchObject({ look: { number: 2, attempt: 1, alpha: 0.00625, shownBefore: true } })
    // The same 6 of 120 cases: p 0.0078, which shows nothing at this look, and withdraws nothing either.
    expect(metricOf(second)?.change?.pWorse).toBeCloseTo(2 ** -7, 6)
    expect([metricOf(second)?.verdict.kind, second.exitCode]).toEqual(['regression', 1])
    const again = await checkIn(repo)
    expect([metricOf(again), again.exitCode]).toEqual([metricOf(first), 1])
    const { stdout } = await llmops(repo, ['check', '--base', 'main', '--trials', '3'])
    expect(stdout).toContain('look 2 (tests at 0.6 % a side)')
    expect(stdout).toContain('town was looked at before')
    expect(stdout).toContain('town: its drop was shown at another look')
    expect(server.requests).toHaveLength(720)
  })

  test('drawn anew is another look only where the answers are others', async () => {
    let broken = 6
    await using server = await startModelServer({ answer: answers(() => broken) })
    await using repo = await reworded(server.url)
    await checkIn(repo)
    const same = await checkIn(repo, { fresh: true })
    expect(same.spent.newCalls).toBe(240)
    expect(metricOf(same)).toMatchObject({ look: { number: 1 }, verdict: { kind: 'regression' } })
    broken = 7
    expect(metricOf(await checkIn(repo, { fresh: true }))).toMatchObject({ look: { number: 2 } })
    expect(metricOf(await checkIn(repo))).toMatchObject({ look: { number: 2 } })
  })

  test('at what was incomplete is the first look', async () => {
    await using server = await startModelServer({
      answer: answers(() => 6),
      faults: [{ fault: 'status', status: 400 }],
    })
    await using repo = await reworded(server.url)
    const failed = await checkIn(repo)
    expect(failed.exitCode).toBe(3)
    expect(metricOf(failed)).not.toHaveProperty('look')
    server.setFaults([])
    expect(metricOf(await checkIn(repo))).toMatchObject({ look: { number: 1 }, verdict: { kind: 'regression' } })
  })

  test('at another wording is another attempt, which the report says', async () => {
    await using server = await startModelServer({ answer: answers(() => 0) })
    await using repo = await reworded(server.url)
    await checkIn(repo)
    await repo.commit('Again', projectFiles({ url: server.url, system: 'Answer from the map. Please!' }))
    const { text } = await checkIn(repo)
    expect(text).toContain('attempt 2\n')
    expect(text).not.toContain('look 2')
  })

  test('counts what an earlier job left in a layer', async () => {
    await using server = await startModelServer({ answer: answers(() => 6) })
    await using repo = await reworded(server.url)
    await checkIn(repo)
    await repo.write({ '.llmops/layers/keep': '' })
    await rename(join(repo.dir, '.llmops/calls.sqlite'), join(repo.dir, '.llmops/layers/pull-request.sqlite'))
    expect(metricOf(await checkIn(repo))).toMatchObject({ look: { number: 1 } })
    expect(metricOf(await checkIn(repo, { trials: 2 }))).toMatchObject({ look: { number: 2 } })
  })
})

describe('trials', () => {
  test('are priced by the plan, and tried by eval', async () => {
    await using server = await startModelServer({ answer: answers(() => 0) })
    await using repo = await reworded(server.url)
    const plan = JSON.parse((await llmops(repo, ['plan', '--format', 'json', '--trials', '3'])).stdout)
    expect(plan.plan.total.newCalls).toBe(720)
    const result = JSON.parse((await llmops(repo, ['eval', '--format', 'json', '--trials', '2'])).stdout)
    expect(result.spent.newCalls).toBe(240)
    expect(server.requests).toHaveLength(240)
  })

  test('are a whole number from 1 to 100', async () => {
    expect(['1', '3', '100'].map(parseTrials)).toEqual([1, 3, 100])
    expect(['0', '-1', '1.5', '101', '1e1', ' 3', '', 'many'].map(parseTrials)).toEqual(Array(8).fill(undefined))
    await using repo = await projectOnBranch({ url: 'http://127.0.0.1:1/v1' })
    const { code, stderr } = await llmops(repo, ['check', '--trials', '0'])
    expect([code, stderr]).toEqual([
      64,
      expect.stringContaining("--trials is '0'; it takes a whole number from 1 to 100"),
    ])
  })
})

describe('the limit of what is remembered', () => {
  test('holds when a run is over, which loses nothing by it', async () => {
    await using server = await startModelServer({ answer: answers(() => 0) })
    await using repo = await reworded(server.url)
    await checkIn(repo)
    const file = join(repo.dir, '.llmops/calls.sqlite')
    expect((await stat(file)).size).toBeGreaterThan(80_000)
    expect((await checkIn(repo, { storeLimit: 80_000 })).spent.newCalls).toBe(0)
    expect((await stat(file)).size).toBeLessThanOrEqual(80_000)
  })

  test('is a size, 1 GiB unless LLMOPS_STORE_LIMIT says another, or none', () => {
    const limitOf = (LLMOPS_STORE_LIMIT: string) => storeLimit({ LLMOPS_STORE_LIMIT })
    expect(storeLimit({})).toBe(2 ** 30)
    expect(['500MB', '2 GiB', '1.5gb', '80 KB', 'none', ''].map(limitOf)).toEqual([
      500e6,
      2 ** 31,
      1.5e9,
      80e3,
      Infinity,
      2 ** 30,
    ])
    for (const text of ['much', '5', '-1 GB', '0 MB', '1 TB']) expect(() => limitOf(text)).toThrow(UsageFault)
  })

  test('is refused where it is no size', async () => {
    await using repo = await projectOnBranch({ url: 'http://127.0.0.1:1/v1' })
    const { code, stderr } = await llmops(repo, ['check'], { env: { LLMOPS_STORE_LIMIT: 'much' } })
    expect(code).toBe(64)
    expect(stderr).toContain("LLMOPS_STORE_LIMIT says 'much': a size is wanted, such as 500MB or 2GB, or none")
  })
})

describe('promotions', () => {
  test('are looked at by the same path: a rehearsal leaves no trace, and the same scores are the same look', async () => {
    let broken = 0
    await using server = await startModelServer({ answer: answers(() => broken) })
    const targets = 'kind: DeploymentTarget\nname: staging\ndeploy: answer\nto: {type: git, branch: deploy/staging}\n'
    const files = (system: string) => ({ ...projectFiles({ url: server.url, system }), 'llmops/targets.yaml': targets })
    await using repo = await makeRepository({ files: files('Answer from the map.') })
    const promoted = async (...options: readonly string[]) =>
      JSON.parse((await llmops(repo, ['promote', '--format', 'json', ...options])).stdout).targets[0]
    expect((await promoted()).outcome.kind).toBe('promoted')
    await repo.commit('Reworded', files('Answer from the map. Please.'))
    broken = 8
    const rehearsed = await promoted('--dry-run')
    expect(rehearsed.comparisons[0].metrics[0]).toMatchObject({ look: { number: 1 }, verdict: { kind: 'regression' } })
    broken = 7 // drawn anew: the rehearsal remembered nothing
    for (const attempt of ['first', 'again']) {
      const { outcome, comparisons } = await promoted()
      expect([attempt, outcome.kind, comparisons[0].metrics[0].look]).toEqual([
        attempt,
        'stopped',
        { number: 1, attempt: 1, alpha: 0.025 },
      ])
    }
  })
})
