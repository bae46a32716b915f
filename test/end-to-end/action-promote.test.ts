import { describe, expect, test } from 'vitest'
import { mergeGroupEvent } from '../rig/github/payloads/merge-group.ts'
import { pushEvent } from '../rig/github/payloads/push.ts'
import { scheduleEvent } from '../rig/github/payloads/schedule.ts'
import { workflowDispatchEvent } from '../rig/github/payloads/workflow-dispatch.ts'
import { openNeeds } from '../../src/commands/open-needs.ts'
import { promote } from '../../src/commands/promote.ts'
import { careful, promoting, smallProject, startTeam, type Team, townServer } from './action.ts'
import { key } from './project.ts'

const staging = 'kind: DeploymentTarget\nname: staging\ndeploy: answer\nto: {type: git, branch: deploy/staging}\n'
const production =
  'kind: DeploymentTarget\nname: production\ndeploy: answer\nto: {type: git, branch: deploy/production}\nafter: staging\nsoak: 1h\n'

function project(url: string, system: string, ...targets: readonly string[]): Record<string, string> {
  return { ...smallProject({ url, system }), 'llmops/targets.yaml': targets.join('---\n') }
}

/** What Git at GitHub says. */
async function atGitHub({ repo }: Team, ...args: readonly string[]): Promise<string> {
  await repo.git('fetch', '--quiet', '--prune', 'origin', '+refs/heads/*:refs/remotes/origin/*')
  return repo.git(...args)
}

describe('a merge', () => {
  test('is promoted, the ledger says so, and the pull request learns of it; again, nothing changes', async () => {
    await using server = await townServer('merge')
    await using team = await startTeam(project(server.url, careful, staging))
    await team.change('reworded', project(server.url, `${careful} Please.`, staging))
    const { number } = await team.github.openPullRequest({ branch: 'reworded' })
    await team.github.mergePullRequest(number, { method: 'squash' })
    const event = await pushEvent(team.github)
    const run = await team.job(event, { permissions: promoting })
    expect([run.main.exitCode, run.outputs['result']]).toEqual([0, 'promoted'])
    expect(run.outputs['digest']).toMatch(/^sha256:[0-9a-f]{64}$/)
    const log = await atGitHub(team, 'log', '--format=%s%n%b', 'origin/llmops-ledger')
    expect(log).toContain('staging')
    expect(log).toContain('/acme/support/actions/runs/1')
    const release = JSON.parse(await atGitHub(team, 'show', 'origin/deploy/staging:release.json')).release
    expect(release).toMatchObject({ digest: run.outputs['digest'], sequence: 1, source: event.sha })
    expect(team.github.comments).toMatchObject([{ body: expect.stringContaining('<!-- llmops:promote . -->') }])

    const ledger = await atGitHub(team, 'rev-parse', 'origin/llmops-ledger')
    const again = await team.job(event, { permissions: promoting, attempt: 2 })
    expect([again.main.exitCode, again.outputs['result']]).toEqual([0, 'current'])
    expect(await atGitHub(team, 'rev-parse', 'origin/llmops-ledger')).toBe(ledger)
    expect(team.github.comments).toHaveLength(1)
    expect(team.github.problems).toEqual([])
  })

  test('whose token may not write the ledger delivers nothing: exit 3, with the permission to grant', async () => {
    await using server = await townServer('read-only')
    await using team = await startTeam(project(server.url, careful, staging))
    const run = await team.job(await pushEvent(team.github), {
      permissions: { contents: 'read', pullRequests: 'write' },
    })
    expect(run.main.exitCode).toBe(3)
    expect(run.log).toContain('contents: write')
    expect(await atGitHub(team, 'branch', '--remotes', '--format=%(refname:short)')).not.toContain('deploy')
    expect(team.github.problems).toEqual([])
  })

  test('to another branch, or by the merge queue, promotes nothing', async () => {
    await using team = await startTeam(project('http://127.0.0.1:9', careful, staging))
    await team.change('feature', { 'README.md': 'x' })
    const run = await team.job(await pushEvent(team.github, { branch: 'feature' }), { permissions: promoting })
    expect([run.main.exitCode, run.log.trim()]).toEqual([
      0,
      'Nothing to do: feature was pushed; promotions follow main.',
    ])
    expect(team.github.requests).toEqual([])
  })

  test('of one target at a time leaves the others alone', async () => {
    await using server = await townServer('target')
    await using team = await startTeam(project(server.url, careful, staging, production))
    const run = await team.job(await pushEvent(team.github), {
      permissions: promoting,
      inputs: { target: 'production', comment: 'false' },
    })
    expect([run.main.exitCode, run.outputs['result'], server.requests.length]).toEqual([0, 'waits-for', 0])
  })
})

describe('a schedule', () => {
  test('promotes what has soaked, and only then', async () => {
    await using server = await townServer('schedule')
    await using team = await startTeam(project(server.url, careful, staging, production))
    await promotedTwoHoursAgo(team, 'staging')
    const event = await scheduleEvent(team.github, '17 * * * *')
    const rehearsal = { target: 'production', 'dry-run': 'true', command: 'promote' }
    const due = await team.job(event, { permissions: { contents: 'read' }, inputs: rehearsal })
    expect([due.main.exitCode, due.outputs['result']]).toEqual([0, 'would-promote'])
    expect(await atGitHub(team, 'branch', '--remotes', '--format=%(refname:short)')).not.toContain('deploy/production')
    const run = await team.job(event, { permissions: promoting, inputs: { comment: 'false' } })
    expect([run.main.exitCode, run.outputs['result']]).toEqual([0, 'mixed'])
    expect(JSON.parse(await atGitHub(team, 'show', 'origin/deploy/production:release.json')).release.sequence).toBe(1)
    expect(team.github.problems).toEqual([])
  })
})

describe('somebody who starts it by hand', () => {
  test('sees what the targets hold, takes back, and is told what to write', async () => {
    await using server = await townServer('hand')
    await using team = await startTeam(project(server.url, careful, staging))
    await promotedTwoHoursAgo(team, 'staging')
    const asked = (command: string) => workflowDispatchEvent(team.github, { command })
    const status = await team.job(await asked('status'), { permissions: { contents: 'read' } })
    expect([status.main.exitCode, status.outputs['result']]).toEqual([0, 'agrees'])
    expect(status.log).toContain('staging')
    const back = await team.job(await asked('rollback'), { permissions: promoting, inputs: { target: 'staging' } })
    expect([back.main.exitCode, back.log]).toEqual([64, expect.stringContaining('nothing to go back to')])
    const nothing = await team.job(await workflowDispatchEvent(team.github, {}))
    expect([nothing.main.exitCode, nothing.log]).toEqual([64, expect.stringContaining('write `command: promote`')])
    expect(team.github.problems).toEqual([])
  })
})

describe('a merge queue', () => {
  test('is checked against what it is built on: a status, and no comment', async () => {
    await using server = await townServer('queue')
    await using team = await startTeam(project(server.url, careful, staging))
    await team.change('reworded', project(server.url, `${careful} Please.`, staging))
    const { number } = await team.github.openPullRequest({ branch: 'reworded' })
    const event = await mergeGroupEvent(team.github, number)
    const run = await team.job(event, { inputs: { status: 'llmops' } })
    expect([run.main.exitCode, run.outputs['new-calls']]).toEqual([0, '10'])
    expect(team.github.statuses.map(({ sha, state }) => [sha, state])).toEqual([
      [event.sha, 'pending'],
      [event.sha, 'success'],
    ])
    expect(team.github.comments).toEqual([])
    expect(team.github.problems).toEqual([])
  })
})

/** From the clone of somebody whose clock is late. */
async function promotedTwoHoursAgo({ repo }: Team, target: string): Promise<void> {
  const needs = openNeeds({ LOCAL_KEY: key }, { signal: new AbortController().signal, log: () => {} })
  const clock = { ...needs.clock, now: () => Date.now() - 2 * 3_600_000 }
  const request = { dir: repo.dir, project: undefined, head: undefined, target, dryRun: false, by: 'ada', version: '0' }
  const { report } = await promote(request, { ...needs, clock })
  expect(report.targets.map(({ outcome }) => outcome.kind)).toEqual(['promoted'])
}
