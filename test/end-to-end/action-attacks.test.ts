import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { makeRepository, type Repository } from '../rig/git.ts'
import { workflowRunEvent } from '../rig/github/payloads/workflow-run.ts'
import type { PullRequest } from '../rig/github/state.ts'
import { startCacheService } from '../rig/runner/cache-service.ts'
import { careful, smallProject, startTeam, type Team, townServer } from './action.ts'
import { llmops } from './project.ts'

const keeping = { inputs: { status: 'llmops' } } as const

/** The last of each context. */
function statuses({ github }: Team): Readonly<Record<string, string>> {
  return Object.fromEntries(github.statuses.map(({ context, state }) => [context, state]))
}

function within(folder: string, files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]))
}

/** What changes wording does not pass: five cases cannot tell. */
function gated(url: string, system: string): Record<string, string> {
  return smallProject({ url, system, project: 'whenUnsure: block\n' })
}

/** A fork with a change on its branch `patch`. */
async function forkOf(team: Team, changed: Record<string, string>): Promise<Repository> {
  const fork = await makeRepository()
  await fork.git('fetch', '--quiet', (await team.repo.git('remote', 'get-url', 'origin')).trim(), 'main')
  await fork.git('checkout', '--quiet', '-B', 'patch', 'FETCH_HEAD')
  await fork.commit('Patch', changed)
  return fork
}

async function propose(team: Team, fork: Repository, base: string): Promise<PullRequest> {
  return team.github.openPullRequest({ branch: 'patch', base, fork: { owner: 'mallory', git: fork.dir } })
}

async function secondStage(team: Team, pullRequest: number) {
  return team.job(await workflowRunEvent(team.github, await team.github.addRun({ pullRequest })), keeping)
}

describe('a pull request into a branch that already has what it brings', () => {
  test('of a fork gets no status, and none for what the same commit does to main', async () => {
    await using server = await townServer('lax')
    const reworded = gated(server.url, `${careful} Please.`)
    await using team = await startTeam(gated(server.url, careful))
    await team.change('lax', reworded)
    await using fork = await forkOf(team, reworded)
    const lax = await propose(team, fork, 'lax')
    const alone = await secondStage(team, lax.number)
    expect(alone.log).toContain('Nothing to do: pull request 1 is to change another branch than main.')
    expect([server.requests.length, team.github.statuses]).toEqual([0, []])

    const { number } = await propose(team, fork, 'main')
    const run = await secondStage(team, lax.number)
    expect(run.outputs['exit-code']).toBe('4')
    expect(statuses(team)).toEqual({ llmops: 'failure' })
    expect(team.github.comments.map(({ issue }) => issue)).toEqual([number])
    expect(team.github.problems).toEqual([])
  })

  test('of this repository has a status of its own name, and its own comment', async () => {
    await using server = await townServer('lax')
    const reworded = gated(server.url, `${careful} Please.`)
    await using team = await startTeam(gated(server.url, careful))
    await team.change('lax', { ...reworded, 'README.md': 'x' })
    await team.change('x', reworded)
    const lax = await team.github.openPullRequest({ branch: 'x', base: 'lax' })
    const { number } = await team.github.openPullRequest({ branch: 'x' })
    expect((await team.check(number, keeping)).main.exitCode).toBe(4)
    expect((await team.check(lax.number, keeping)).main.exitCode).toBe(0)
    expect(statuses(team)).toEqual({ llmops: 'failure', 'llmops (into lax)': 'success' })
    expect(team.github.comments.map(({ issue }) => issue)).toEqual([number])
    expect(team.github.problems).toEqual([])
  })
})

describe('a repository with a project in a folder', () => {
  test('beside another has a status of its own: what is well there does not hide what is worse here', async () => {
    await using team = await startTeam({
      ...within('a', smallProject({ url: 'http://127.0.0.1:9', system: careful })),
      ...within('b', smallProject({ url: 'http://127.0.0.1:9', system: careful })),
    })
    await team.change('x', { 'a/llmops/answer.yaml': 'kind: Promt\n' })
    const { number } = await team.github.openPullRequest({ branch: 'x' })
    for (const project of ['a', 'b']) await team.check(number, { inputs: { status: 'llmops', project } })
    expect(statuses(team)).toEqual({ 'llmops a': 'failure', 'llmops b': 'success' })
    const all = await team.check(number, keeping)
    expect([all.main.exitCode, all.outputs['result'], statuses(team)['llmops']]).toEqual([2, 'invalid', 'failure'])
    expect(team.github.problems).toEqual([])
  })
})

test('answers that a commit brings along are refused, and not remembered for a later run', async () => {
  await using server = await townServer('store')
  await using cache = await startCacheService()
  const files = smallProject({ url: server.url, system: careful })
  const changed = smallProject({ url: server.url, system: `${careful} Please.` })
  await using home = await makeRepository({ files })
  await home.commit('Change', changed)
  await llmops(home, ['check', '--base', 'HEAD~1'])
  const forged = await readFile(join(home.dir, '.llmops', 'calls.sqlite'))
  await using team = await startTeam(files)
  await team.change('x', { ...changed, '.llmops/calls.sqlite': forged })
  const { number } = await team.github.openPullRequest({ branch: 'x' })
  const first = await team.check(number, { cache })
  expect([first.main.exitCode, first.log]).toEqual([3, expect.stringContaining('must not come with a commit')])
  expect(cache.entries).toEqual([])

  await team.change('x', changed)
  await team.github.synchronize(number)
  const second = await team.check(number, { cache, runId: 2 })
  expect(second.outputs['new-calls']).toBe('10')
  expect(team.github.problems).toEqual([])
})

test('`defer` with nothing that holds a fork back is refused', async () => {
  await using team = await startTeam(smallProject({ url: 'http://127.0.0.1:9', system: careful }))
  await using fork = await forkOf(team, { 'README.md': 'x' })
  const { number } = await propose(team, fork, 'main')
  const run = await team.check(number, { inputs: { defer: 'true' } })
  expect([run.main.exitCode, run.log]).toEqual([
    64,
    expect.stringContaining('give the second stage a `status: llmops`'),
  ])
})

describe('a network that fails now and then', () => {
  test('is asked again', async () => {
    await using server = await townServer('flaky')
    await using team = await startTeam(smallProject({ url: server.url, system: careful }))
    await team.change('x', { 'README.md': 'x' })
    const { number } = await team.github.openPullRequest({ branch: 'x' })
    team.github.fault({ operation: 'git-advertise', fails: 'before', status: 502 })
    team.github.fault({ operation: 'git-fetch', fails: 'reset-before' })
    const run = await team.check(number, keeping)
    expect([run.main.exitCode, statuses(team)]).toEqual([0, { llmops: 'success' }])
    expect(team.github.problems).toEqual([])
  })

  test('and does not come back, leaves a status that says so, also of the second stage', async () => {
    await using team = await startTeam(smallProject({ url: 'http://127.0.0.1:9', system: careful }))
    await using fork = await forkOf(team, { 'README.md': 'x' })
    const { number } = await propose(team, fork, 'main')
    team.github.fault({ operation: 'git-advertise', fails: 'before', status: 502, times: 99 })
    const run = await secondStage(team, number)
    expect(run.main.exitCode).toBe(3)
    expect(team.github.statuses).toMatchObject([
      {
        state: 'error',
        description: expect.stringContaining('no result: refs/pull/1/merge cannot be read from origin'),
      },
    ])
    expect(team.github.problems).toEqual([])
  })
})
