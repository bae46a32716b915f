import { describe, expect, test } from 'vitest'
import { systemClock } from '../../src/adapters/system-clock.ts'
import { check } from '../../src/commands/check.ts'
import { openNeeds } from '../../src/commands/open-needs.ts'
import { report } from '../../src/commands/report.ts'
import { renderReport } from '../../src/report/formats.ts'
import type { CheckReport } from '../../src/verdict/reports.ts'
import type { Repository } from '../rig/git.ts'
import { startModelServer } from '../rig/model-server.ts'
import { key, llmops, projectFiles, projectOnBranch, questions } from './project.ts'

/** A change whose head is wrong on every case but each `rightEvery`th. */
async function change(url: string, suite = ''): Promise<Repository> {
  const repo = await projectOnBranch({ url, suite })
  await repo.commit('Reworded', projectFiles({ url, suite, system: 'Answer from the map. Please.' }))
  return repo
}

function answers(isWrong: (at: number) => boolean) {
  return ({ messages }: { readonly messages: readonly { readonly content?: unknown }[] }): string => {
    const at = questions.findIndex(({ ask }) => ask === String(messages.at(-1)?.content))
    const isHead = String(messages[0]?.content).includes('Please')
    const { right = '', wrong = '' } = questions[at] ?? {}
    return isHead && isWrong(at) ? wrong : right
  }
}

function needsIn(logged: string[] = [], signal = new AbortController().signal) {
  return { ...openNeeds({ LOCAL_KEY: key }, { signal, log: (line) => logged.push(line) }), clock: systemClock }
}

const requestIn = (repo: Repository) => ({ dir: repo.dir, project: undefined, base: 'main', head: undefined })

async function checkIn(repo: Repository, more: { readonly stopEarly?: boolean } = { stopEarly: true }) {
  const { report: checked, sources } = await check({ ...requestIn(repo), fresh: false, ...more }, needsIn())
  return { ...checked, text: renderReport(checked, 'text', { sources, secrets: [] }) }
}

describe('check --stop-early', () => {
  test('ends a suite that is clearly worse after some of its cases, which are all there is of it', async () => {
    await using server = await startModelServer({ answer: answers((at) => at % 2 === 0) })
    await using repo = await change(server.url)
    const stopped = await checkIn(repo)
    const [comparison] = stopped.comparisons
    const { cases = 0 } = comparison?.stopped ?? {}
    expect(comparison?.stopped?.of).toBe(120)
    expect(cases).toBeLessThan(60)
    expect(cases % 10).toBe(0)
    expect(server.requests).toHaveLength(2 * cases)
    expect(stopped).toMatchObject({ exitCode: 1, headline: { state: 'regression' }, spent: { newCalls: 2 * cases } })
    expect(comparison?.coverage.head).toEqual({ cases, scored: cases, enough: true, missing: [] })
    expect(stopped.text).toContain(`stopped early after ${cases} of 120 cases`)
  })

  test('says the same again without a call, and so does the report of its journal', async () => {
    await using server = await startModelServer({ answer: answers((at) => at % 2 === 0) })
    await using repo = await change(server.url)
    const first = await checkIn(repo)
    const asked = server.requests.length
    const merged = (await report({ ...requestIn(repo), paths: [] }, needsIn())).report as CheckReport
    expect(merged.comparisons).toEqual(first.comparisons)
    expect(merged.headline).toEqual(first.headline)
    expect((await checkIn(repo)).comparisons.map(({ stopped, metrics }) => [stopped, metrics])).toEqual(
      first.comparisons.map(({ stopped, metrics }) => [stopped, metrics]),
    )
    expect(server.requests).toHaveLength(asked)
  })

  test('runs every case where the bets decide nothing, and tests at 2 % what is left; all of them are another look', async () => {
    await using server = await startModelServer({ answer: answers((at) => at % 40 === 0) })
    await using repo = await change(server.url)
    const whole = await checkIn(repo)
    expect(whole.comparisons[0]).not.toHaveProperty('stopped')
    expect(whole.comparisons[0]?.metrics[0]?.look).toMatchObject({ number: 1, alpha: 0.02 })
    expect(server.requests).toHaveLength(240)
    const plain = await checkIn(repo, {})
    expect(plain.comparisons[0]?.metrics[0]?.look).toMatchObject({ number: 2, alpha: 0.00625 })
  })

  test('runs every case of a suite with a floor, on which nobody bets', async () => {
    await using server = await startModelServer({ answer: answers((at) => at % 2 === 0) })
    await using repo = await change(server.url, '  - {metric: text, type: contains, value: o, gate: {min: 0.5}}\n')
    const checked = await checkIn(repo)
    expect(checked.comparisons[0]).not.toHaveProperty('stopped')
    expect(checked.comparisons[0]?.metrics[0]?.look).toMatchObject({ number: 1, alpha: 0.025 })
    expect(server.requests).toHaveLength(240)
  })

  test('does not take an interruption for a decision', async () => {
    const interrupt = new AbortController()
    await using server = await startModelServer({
      answer: (request) => {
        if (server.requests.length > 30) interrupt.abort()
        return answers((at) => at % 40 === 0)(request as never)
      },
    })
    await using repo = await change(server.url)
    const { report: checked } = await check(
      { ...requestIn(repo), fresh: false, stopEarly: true },
      needsIn([], interrupt.signal),
    )
    expect(checked.exitCode).toBe(3)
    expect(checked.comparisons[0]).not.toHaveProperty('stopped')
    expect(checked.comparisons[0]?.coverage.head.cases).toBe(120)
  })

  test('is refused together with a shard', async () => {
    await using repo = await projectOnBranch({ url: 'http://127.0.0.1:1/v1' })
    const { code, stderr } = await llmops(repo, ['check', '--stop-early', '--shard', '1/2'])
    expect([code, stderr]).toEqual([64, expect.stringContaining('--stop-early and --shard do not go together')])
  })
})
