import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { systemClock } from '../../src/adapters/system-clock.ts'
import { check } from '../../src/commands/check.ts'
import type { Needs } from '../../src/commands/needs.ts'
import { openNeeds } from '../../src/commands/open-needs.ts'
import { plan } from '../../src/commands/plan.ts'
import { renderReport } from '../../src/report/formats.ts'
import type { Repository } from '../rig/git.ts'
import { startModelServer } from '../rig/model-server.ts'
import { key, llmops, projectFiles, projectOnBranch, questions } from './project.ts'

const answer = Object.fromEntries(questions.map(({ ask, right }) => [ask, right]))
const wording = 'Answer from the map. Please.'

/** A change that was checked today: 120 answers of base and 120 of head are remembered. */
async function checkedChange(url: string): Promise<Repository> {
  const repo = await projectOnBranch({ url, system: 'Answer from the map.' })
  await repo.commit('Reworded', projectFiles({ url, system: wording }))
  await checkIn(repo)
  return repo
}

interface Circumstances {
  /** How many days later it is. */
  readonly days?: number
  readonly env?: Readonly<Record<string, string>>
}

function requestIn(repo: Repository) {
  return { dir: repo.dir, project: undefined, base: 'main', head: undefined, today: '2026-01-01', isOwnWorkTree: true }
}

function needsIn({ days = 0, env = { LOCAL_KEY: key } }: Circumstances, logged: string[] = []): Needs {
  const { signal } = new AbortController()
  const now = () => systemClock.now() + days * 24 * 60 * 60_000
  return { ...openNeeds(env, { signal, log: (line) => logged.push(line) }), clock: { ...systemClock, now } }
}

async function checkIn(repo: Repository, circumstances: Circumstances = {}) {
  const logged: string[] = []
  const { report, sources } = await check({ ...requestIn(repo), fresh: false }, needsIn(circumstances, logged))
  return { ...report, logged, text: renderReport(report, 'text', { sources, secrets: [] }) }
}

async function plannedIn(repo: Repository, circumstances: Circumstances = {}): Promise<number | undefined> {
  return (await plan(requestIn(repo), needsIn(circumstances))).report.plan?.total.newCalls
}

/** Changes what is remembered, behind the back of the program. */
function alter(repo: Repository, sql: string): void {
  const database = new DatabaseSync(join(repo.dir, '.llmops/calls.sqlite'))
  database.exec(sql)
  database.close()
}

describe("base's remembered answers", () => {
  test('count for 14 days, and the report says how old they are', async () => {
    await using server = await startModelServer({ answer })
    await using repo = await checkedChange(server.url)
    expect((await checkIn(repo)).text).toMatch(/base from the store(?!, \d)/)
    expect((await checkIn(repo, { days: 1 })).text).toContain('base from the store, 1 day old')
    expect((await checkIn(repo, { days: 13 })).text).toContain('base from the store, 13 days old')
    expect(server.requests).toHaveLength(240)
  })

  test("are asked again when they are older, which the plan prices; head's are not", async () => {
    await using server = await startModelServer({ answer })
    await using repo = await checkedChange(server.url)
    const later = { days: 15 }
    expect(await plannedIn(repo, later)).toBe(120)
    const waits = await checkIn(repo, { ...later, env: {} })
    expect(waits.exitCode).toBe(3)
    expect(waits.notEvaluated).toMatchObject([{ suite: 'quality', reason: { kind: 'no-key', variable: 'LOCAL_KEY' } }])
    expect(server.requests).toHaveLength(240)
    expect((await checkIn(repo, later)).spent).toMatchObject({ newCalls: 120, fromStore: 120 })
    expect((await checkIn(repo, later)).spent).toMatchObject({ newCalls: 0, fromStore: 240 })
    expect(server.requests).toHaveLength(360)
  })

  test("are asked again with --fresh-base, and head's are not", async () => {
    await using server = await startModelServer({ answer })
    await using repo = await checkedChange(server.url)
    const { stdout, stderr } = await llmops(repo, ['check', '--base', 'main', '--fresh-base'])
    expect(stderr).toContain('quality: 240 calls, 120 to ask, 120 remembered')
    expect(stdout).toContain('120 new calls')
    expect(server.requests).toHaveLength(360)
  })

  test('are asked again once another model serves, and every call that was paid is counted', async () => {
    await using server = await startModelServer({ answer })
    await using repo = await checkedChange(server.url)
    alter(repo, "UPDATE calls SET at = at - 1000, answer = json_set(answer, '$.servedModel', 'mini-of-may')")
    await repo.commit('Reworded again', projectFiles({ url: server.url, system: `${wording} Now.` }))
    expect(await plannedIn(repo)).toBe(120)
    const { logged, spent } = await checkIn(repo)
    expect(logged).toContain('120 answers of models that were replaced since: asked again')
    expect(spent).toMatchObject({ newCalls: 240, fromStore: 0 })
    expect(server.requests).toHaveLength(480)
    expect((await checkIn(repo)).spent).toMatchObject({ newCalls: 0, fromStore: 240 })
  })

  test('of a model that was replaced are priced as soon as an answer of the new one is remembered', async () => {
    await using server = await startModelServer({ answer })
    await using repo = await checkedChange(server.url)
    alter(repo, "UPDATE calls SET at = at + 9999, answer = json_set(answer, '$.servedModel', 'june') WHERE rowid = 1")
    expect(await plannedIn(repo)).toBe(239)
  })
})
