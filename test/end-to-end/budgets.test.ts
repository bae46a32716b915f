import { describe, expect, test } from 'vitest'
import type { Repository } from '../rig/git.ts'
import { cloneShallow } from '../rig/git.ts'
import { skillServer } from '../rig/skill-server.ts'
import { key, llmops, projectFiles, projectOnBranch, questions } from './project.ts'
import { fateOf, ledgerLog, releaseRepository, run } from './releases.ts'

/** What `plan` and `check` say of money. */
interface Spending {
  readonly plan: {
    readonly total: { readonly newCalls: number; readonly usd: number }
    readonly merge?: { readonly newCalls: number; readonly usd: number }
    readonly budget: { readonly month?: { readonly usd: number; readonly spentUsd: number; readonly known: boolean } }
  }
  readonly spent: { readonly newCalls: number; readonly fromStore: number; readonly usd: number }
  readonly notEvaluated: readonly { readonly reason: object }[]
}

async function spending(repo: Repository, ...args: string[]): Promise<Spending & { readonly code: number | null }> {
  const { code, report } = await run(repo, ...args)
  return { ...(report as unknown as Spending), code }
}

const month = (usd: number): string => `budget: {pullRequest: 1, month: ${usd}}\n`

describe('the budget of a month', () => {
  test('counts what promotions cost, by the ledger that a clone has, and stops before it is broken', async () => {
    await using scope = new AsyncDisposableStack()
    const { repo, server, filesWith } = await releaseRepository(scope, { project: month(1) })
    const remote = scope.use(await repo.bareRemote())
    expect(fateOf(await run(repo, 'promote'))).toEqual([0, 'promoted'])
    const asked = server.requests.length
    const noted = (await remote.git('log', '--format=%s', 'llmops-ledger')).split('\n')
    expect(noted[0]).toMatch(/^note \$0\.\d+ for promoting [0-9a-f]{7}$/)

    await repo.commit('Less', filesWith({ project: month(0.001) }))
    await repo.git('push', 'origin', 'main')
    const clone = scope.use(await cloneShallow(remote.url, 1))
    const files = filesWith({ project: month(0.001), system: 'Answer from the map, please.' })
    await clone.branch('change')
    await clone.commit('Reworded', files)
    const unknown = await spending(clone, 'plan', '--base', 'origin/main')
    expect(unknown.plan.budget.month).toEqual({ usd: 0.001, spentUsd: 0, known: false })

    await clone.git('fetch', 'origin', 'llmops-ledger:refs/remotes/origin/llmops-ledger')
    const planned = await spending(clone, 'plan', '--base', 'origin/main')
    expect(planned.plan.budget.month).toMatchObject({ usd: 0.001, known: true })
    expect(planned.plan.budget.month?.spentUsd).toBeGreaterThan(0.0001)
    const { stdout } = await llmops(clone, ['plan', '--base', 'origin/main'])
    expect(stdout).toMatch(/\$0\.00\d+ of \$0\.001 this month/)

    const { code, notEvaluated, spent } = await spending(clone, 'check', '--base', 'origin/main')
    expect([code, notEvaluated[0]?.reason]).toEqual([3, { kind: 'budget', limit: 'month' }])
    expect(spent.usd + (planned.plan.budget.month?.spentUsd ?? 0)).toBeLessThanOrEqual(0.001)
    expect(server.requests.length - asked).toBe(spent.newCalls)
  })

  test('that is used up stops a promotion, too, until the Project allows more', async () => {
    await using scope = new AsyncDisposableStack()
    const { repo, server, filesWith } = await releaseRepository(scope, { project: month(0.0001) })
    const { code, report } = await run(repo, 'promote')
    expect([code, report.targets[0]?.outcome.kind]).toEqual([3, 'stopped'])
    expect(server.requests).toHaveLength(0)
    await repo.commit('More', filesWith({ project: month(1) }))
    expect(fateOf(await run(repo, 'promote'))).toEqual([0, 'promoted'])
    expect((await ledgerLog(repo)).match(/^note /gm)).toHaveLength(1)
  })
})

describe('a merge', () => {
  test("asks again what the plan of the pull request said, which is not in the check's price", async () => {
    await using scope = new AsyncDisposableStack()
    const { repo, server, filesWith } = await releaseRepository(scope)
    expect(fateOf(await run(repo, 'promote'))).toEqual([0, 'promoted'])
    await repo.branch('change')
    await repo.commit('Reworded', filesWith({ system: 'Answer from the map, please.' }))
    const { plan } = await spending(repo, 'plan', '--base', 'main')
    expect(plan.total.newCalls).toBe(12)
    expect(plan.merge).toMatchObject({ newCalls: 12, usd: expect.closeTo(plan.total.usd, 8) })
    await repo.git('checkout', 'main')
    await repo.git('merge', 'change')
    const before = server.requests.length
    expect(fateOf(await run(repo, 'promote'))).toEqual([0, 'promoted']) // by what main remembers, which is base's
    expect(server.requests.length - before).toBe(plan.merge?.newCalls)
  })
})

describe('the minutes of a run', () => {
  test('end it before a call that could not end; what was done is kept, and the next run goes on', async () => {
    await using server = await skillServer({
      seed: 'slow',
      cases: questions,
      keys: [key],
      skill: () => 1,
      latencyMs: 250,
    })
    const options = { url: server.url, provider: ', concurrency: 1', project: 'budget: {minutes: 0.05}\n' }
    await using repo = await projectOnBranch(options)
    await repo.commit('Reworded', projectFiles({ ...options, system: 'Please answer from the map.' }))
    const first = await spending(repo, 'check', '--base', 'main')
    expect([first.code, first.notEvaluated[0]?.reason]).toEqual([3, { kind: 'budget', limit: 'minutes' }])
    expect(server.requests.length).toBeLessThan(240)
    expect(first.spent.newCalls).toBeGreaterThan(0)
    const second = await spending(repo, 'check', '--base', 'main')
    expect(second.spent.fromStore).toBe(first.spent.newCalls)
    expect(second.spent.newCalls).toBeGreaterThan(0)
  })
})
