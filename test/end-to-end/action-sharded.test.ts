import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { startCacheService } from '../rig/runner/cache-service.ts'
import type { ActionRun } from '../rig/runner/run-action.ts'
import { temporaryDirectory } from '../rig/temp.ts'
import { careful, type JobOptions, smallProject, startTeam, type Team, townServer } from './action.ts'

/** What the workflow's steps with artifacts do: what shards left lies in `runner.temp` of the job that reports. */
class Artifacts {
  readonly #folder: string
  #uploads = 0

  constructor(folder: string) {
    this.#folder = folder
  }

  upload({ outputs }: ActionRun): void {
    const journals = outputs['journals'] ?? ''
    if (existsSync(journals))
      cpSync(journals, join(this.#folder, `upload-${(this.#uploads += 1)}`), { recursive: true })
  }

  download(runnerTemp: string): void {
    mkdirSync(join(runnerTemp, 'journals'), { recursive: true })
    for (const name of readdirSync(this.#folder))
      cpSync(join(this.#folder, name), join(runnerTemp, 'journals'), { recursive: true })
  }

  lose(): void {
    for (const name of readdirSync(this.#folder).slice(-1)) rmSync(join(this.#folder, name), { recursive: true })
  }
}

type Settings = Omit<JobOptions, 'inputs' | 'runnerTemp'>

/** The jobs of `pull-request-sharded.yml`. */
async function runWorkflow(team: Team, number: number, artifacts: Artifacts, settings: Settings = {}) {
  const plan = await team.check(number, { ...settings, inputs: { command: 'plan', shards: '3' } })
  const matrix = JSON.parse(plan.outputs['matrix'] ?? '{"shard":[]}') as { readonly shard: readonly string[] }
  const shards: ActionRun[] = []
  for (const shard of matrix.shard) {
    await using temp = await temporaryDirectory('runner')
    const run = await team.check(number, { ...settings, inputs: { shard }, runnerTemp: temp.path })
    artifacts.upload(run)
    shards.push(run)
  }
  return { plan, shards }
}

async function reportOn(team: Team, number: number, artifacts: Artifacts, settings: Settings = {}): Promise<ActionRun> {
  await using temp = await temporaryDirectory('runner')
  artifacts.download(temp.path)
  return await team.check(number, {
    ...settings,
    inputs: { command: 'report', status: 'llmops' },
    runnerTemp: temp.path,
  })
}

async function reworded(server: { readonly url: string }): Promise<Team> {
  const team = await startTeam(smallProject({ url: server.url, system: careful }))
  await team.change('reworded', smallProject({ url: server.url, system: `${careful} Please.` }))
  await team.github.openPullRequest({ branch: 'reworded' })
  return team
}

/** Without what is of this very run: its address, what it asked and paid, and how long things took. */
function comparable(body: string | undefined): string {
  return (body ?? '')
    .replace(/<!-- llmops:spent .*-->/, '')
    .replace(/\d+ new calls.*/, '')
    .replaceAll(/https?:\/\/\S+/g, '')
    .replaceAll(/\d+(?:\.\d+)? m?s\b/g, '')
}

describe('a check in shards', () => {
  test('is planned, run and reported; comment and outputs are those of one job', async () => {
    await using server = await townServer('sharded')
    await using cache = await startCacheService()
    await using folder = await temporaryDirectory('artifacts')
    await using team = await reworded(server)
    const artifacts = new Artifacts(folder.path)
    const { plan, shards } = await runWorkflow(team, 1, artifacts, { cache })
    expect(plan.outputs).toMatchObject({ result: 'planned', shards: '3', matrix: '{"shard":["1/3","2/3","3/3"]}' })
    expect(shards.map(({ outputs }) => outputs['result'])).toEqual(['whole', 'whole', 'whole'])
    expect(server.requests.length).toBe(10)
    expect(team.github.comments).toEqual([])
    const report = await reportOn(team, 1, artifacts, { cache })
    expect(report.outputs).toMatchObject({ result: 'cannot-tell', 'exit-code': '0', 'new-calls': '10' })
    const [comment] = team.github.comments
    const whole = await team.check(1, { cache, runId: 2 })
    expect(whole.outputs['new-calls']).toBe('0') // what the shards asked is remembered for the pull request
    expect(server.requests.length).toBe(10)
    const [after] = team.github.comments
    expect(comparable(after?.body)).toBe(comparable(comment?.body))
    expect(team.github.problems).toEqual([])
  })

  test('tells which shard is lost; the jobs that are run again ask only what that one had asked', async () => {
    await using server = await townServer('sharded-lost')
    await using cache = await startCacheService()
    await using folder = await temporaryDirectory('artifacts')
    await using team = await reworded(server)
    const artifacts = new Artifacts(folder.path)
    await runWorkflow(team, 1, artifacts, { cache })
    artifacts.lose()
    const report = await reportOn(team, 1, artifacts, { cache })
    expect([report.outputs['result'], report.outputs['exit-code']]).toEqual(['incomplete', '3'])
    expect(team.github.comments[0]?.body).toMatch(/2 cases: shard `3\/3` left no journal/)
    expect(team.github.statuses.map(({ state }) => state)).toEqual(['pending', 'error'])

    await runWorkflow(team, 1, artifacts, { cache, runId: 2 })
    expect(server.requests.length).toBe(14) // ten, and again both sides of two cases
    const again = await reportOn(team, 1, artifacts, { cache, runId: 2 })
    expect(again.outputs).toMatchObject({ 'exit-code': '0', 'new-calls': '10' }) // the lost journal took its bill along
    expect(team.github.problems).toEqual([])
  })

  test('of a change without meaning needs no shard', async () => {
    await using server = await townServer('sharded-nothing')
    await using folder = await temporaryDirectory('artifacts')
    await using team = await startTeam(smallProject({ url: server.url, system: careful }))
    await team.change('documentation', { 'README.md': 'x' })
    await team.github.openPullRequest({ branch: 'documentation' })
    const artifacts = new Artifacts(folder.path)
    const { plan } = await runWorkflow(team, 1, artifacts)
    expect(plan.outputs).toMatchObject({ 'exit-code': '0', shards: '0', matrix: '{"shard":[]}' })
    const report = await reportOn(team, 1, artifacts)
    expect(report.outputs).toMatchObject({ result: 'nothing-to-evaluate', 'exit-code': '0' })
    expect(team.github.problems).toEqual([])
  })

  test('believes no journal that lies in the workspace, and knows a shard when it sees one', async () => {
    await using server = await townServer('sharded-forged')
    await using team = await reworded(server)
    const inWorkspace = await team.check(1, { inputs: { command: 'report', journals: 'journals' } })
    expect(inWorkspace.main.exitCode).toBe(64)
    expect(inWorkspace.log).toContain('a change could bring its own')
    for (const shard of ['0/3', '4/3', 'a/b', '1/257']) {
      const run = await team.check(1, { inputs: { shard } })
      expect(run.main.exitCode, shard).toBe(64)
    }
    expect(server.requests).toEqual([])
  })
})
