import { describe, expect, test } from 'vitest'
import { pullRequestEvent, pullRequestTargetEvent } from '../rig/github/payloads/pull-request.ts'
import { workflowRunEvent } from '../rig/github/payloads/workflow-run.ts'
import { makeRepository } from '../rig/git.ts'
import { careful, readOnly, smallProject, startTeam, type Team, townServer } from './action.ts'
import { projectFiles } from './project.ts'

const withoutKeys = { permissions: readOnly, secrets: {}, inputs: { status: 'llmops', defer: 'true' } } as const
const reporting = { inputs: { status: 'llmops' } } as const

/** Mallory's fork changes the prompt; the pull request is number 1. */
async function fromFork(team: Team, changed: Record<string, string>) {
  const fork = await makeRepository()
  await fork.git('fetch', '--quiet', (await team.repo.git('remote', 'get-url', 'origin')).trim(), 'main')
  await fork.git('checkout', '--quiet', '-B', 'patch', 'FETCH_HEAD')
  await fork.commit('Patch', changed)
  const pull = await team.github.openPullRequest({ branch: 'patch', fork: { owner: 'mallory', git: fork.dir } })
  return { fork, pull, [Symbol.asyncDispose]: () => fork[Symbol.asyncDispose]() }
}

async function secondStage(team: Team, pullRequest: number) {
  return workflowRunEvent(team.github, await team.github.addRun({ pullRequest }))
}

describe('a fork', () => {
  test('is told nothing by its own job; the second stage finds everything out anew, and reports', async () => {
    await using server = await townServer('fork')
    await using team = await startTeam(projectFiles({ url: server.url, system: careful }))
    await using change = await fromFork(team, projectFiles({ url: server.url, system: 'Answer from the map.' }))
    const { number, head } = change.pull
    const first = await team.check(number, withoutKeys)
    expect([first.main.exitCode, first.outputs['result'], first.outputs['exit-code']]).toEqual([0, 'incomplete', '3'])
    expect(first.log).toContain('This comes from a fork, so the second stage decides: it has the keys.')
    expect([server.requests.length, team.github.comments, team.github.statuses]).toEqual([0, [], []])

    const second = await team.job(await secondStage(team, number), reporting)
    expect([second.main.exitCode, second.outputs['result'], second.outputs['exit-code']]).toEqual([
      0,
      'regression',
      '1',
    ])
    expect(team.github.comments.map(({ body }) => body)).toEqual([expect.stringContaining('got worse')])
    expect(team.github.statuses.map(({ sha, state }) => [sha, state])).toEqual([
      [head.sha, 'pending'],
      [head.sha, 'failure'],
    ])
    expect(team.github.problems).toEqual([])
  })

  test('that moved on is left to its newer run; that of a closed pull request to nobody', async () => {
    await using server = await townServer('stale')
    await using team = await startTeam(smallProject({ url: server.url, system: careful }))
    await using change = await fromFork(team, smallProject({ url: server.url, system: `${careful} Please.` }))
    const event = await secondStage(team, change.pull.number)
    await change.fork.commit('More', { 'README.md': 'x' })
    await team.github.synchronize(change.pull.number, { fork: change.fork.dir })
    const stale = await team.job(event, reporting)
    expect(stale.main.exitCode).toBe(0)
    expect(stale.log).toMatch(/Nothing to do: no open pull request stands at [0-9a-f]{7} any more\./)
    const newer = await secondStage(team, change.pull.number)
    team.github.closePullRequest(change.pull.number)
    expect((await team.job(newer, reporting)).log).toContain('Nothing to do: no open pull request stands at')
    expect([server.requests.length, team.github.comments, team.github.statuses]).toEqual([0, [], []])
    expect(team.github.problems).toEqual([])
  })

  test('whose result cannot be told is a red second stage', async () => {
    await using server = await townServer('untold')
    await using team = await startTeam(smallProject({ url: server.url, system: careful }))
    await using change = await fromFork(team, smallProject({ url: server.url, system: `${careful} Please.` }))
    const run = await team.job(await secondStage(team, change.pull.number), { ...reporting, permissions: readOnly })
    expect(run.main.exitCode).toBe(3)
    expect(run.annotations.map(({ message }) => message)).toContain('the result did not reach pull request 1')
    expect(team.github.problems).toEqual([])
  })

  test('with invalid YAML fails at once: no second stage will mend it', async () => {
    await using team = await startTeam(smallProject({ url: 'http://127.0.0.1:9', system: careful }))
    await using change = await fromFork(team, { 'llmops/broken.yaml': 'kind: Promt\n' })
    const run = await team.check(change.pull.number, withoutKeys)
    expect(run.main.exitCode).toBe(2)
    const errors = run.annotations.filter(({ level }) => level === 'error')
    expect(errors).toMatchObject([{ file: 'llmops/broken.yaml', line: 1, title: 'unknown-kind' }])
    expect(team.github.checkRuns).toEqual([])
    expect(team.github.problems).toEqual([])
  })
})

describe('Dependabot', () => {
  test('is treated as a fork is; a person’s pull request needs no second stage', async () => {
    await using server = await townServer('dependabot')
    await using team = await startTeam(smallProject({ url: server.url, system: careful }))
    const changed = smallProject({ url: server.url, system: `${careful} Please.` })
    await team.change('dependabot/x', changed)
    const { number } = await team.github.openPullRequest({ branch: 'dependabot/x', author: 'dependabot[bot]' })
    const first = await team.check(number, withoutKeys)
    expect([first.main.exitCode, server.requests.length, team.github.comments.length]).toEqual([0, 0, 0])
    expect(first.log).toContain('This comes from Dependabot, so the second stage decides')
    const second = await team.job(await secondStage(team, number), reporting)
    expect([second.main.exitCode, server.requests.length, team.github.comments.length]).toEqual([0, 10, 1])

    await team.change('ada', changed)
    const ada = await team.github.openPullRequest({ branch: 'ada', author: 'ada' })
    const none = await team.job(await secondStage(team, ada.number), reporting)
    expect(none.log).toContain('pull request 2 is of this repository, so its own run has told everything')
    expect(team.github.comments).toHaveLength(1)
    expect(team.github.problems).toEqual([])
  })
})

test('pull_request_target is refused, and says what to write', async () => {
  await using team = await startTeam(smallProject({ url: 'http://127.0.0.1:9', system: careful }))
  await team.change('change', { 'README.md': 'x' })
  const { number } = await team.github.openPullRequest({ branch: 'change' })
  const run = await team.job(await pullRequestTargetEvent(team.github, number, 'opened'))
  expect([run.main.exitCode, run.outputs]).toMatchObject([64, { result: 'none', 'exit-code': '64' }])
  expect(run.annotations).toMatchObject([
    { level: 'error', message: expect.stringContaining('Use `on: pull_request`') },
  ])
  expect([run.post?.exitCode, team.github.comments, team.github.requests]).toEqual([0, [], []])
})

test('a pull request whose base branch is gone has no policy: incomplete, and it says so', async () => {
  await using team = await startTeam(smallProject({ url: 'http://127.0.0.1:9', system: careful }))
  await team.change('base', { 'README.md': 'x' })
  await team.change('change', { 'CHANGES.md': 'y' })
  const { number } = await team.github.openPullRequest({ branch: 'change', base: 'base' })
  const event = await pullRequestEvent(team.github, number, 'opened')
  await team.repo.git('push', '--quiet', 'origin', ':base')
  const run = await team.job(event)
  expect(run.main.exitCode).toBe(3)
  expect(run.annotations).toMatchObject([{ message: expect.stringContaining('origin has no branch base any more') }])
})
