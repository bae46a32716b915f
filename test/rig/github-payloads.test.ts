import { expect, test } from 'vitest'
import { makeRepository } from './git.ts'
import type { Event } from './github/payloads/event.ts'
import { mergeGroupEvent } from './github/payloads/merge-group.ts'
import { pullRequestEvent, pullRequestTargetEvent } from './github/payloads/pull-request.ts'
import { pushEvent } from './github/payloads/push.ts'
import { scheduleEvent } from './github/payloads/schedule.ts'
import { workflowDispatchEvent } from './github/payloads/workflow-dispatch.ts'
import { workflowRunEvent } from './github/payloads/workflow-run.ts'
import { startGitHub } from './github/server.ts'

/** `main`, and `feature` ahead of it by a commit. */
async function world(scope: AsyncDisposableStack) {
  const repo = scope.use(await makeRepository({ files: { 'a.txt': 'one\n' } }))
  await repo.branch('feature')
  await repo.commit('Edit', { 'a.txt': 'uno\n' })
  await repo.checkout('main')
  const remote = scope.use(await repo.bareRemote())
  const github = scope.use(await startGitHub({ repository: 'acme/support', git: remote.path }))
  return {
    repo,
    remote,
    github,
    main: await repo.git('rev-parse', 'main'),
    feature: await repo.git('rev-parse', 'feature'),
  }
}

/** One value of a payload, by its path. */
function at({ payload }: Event, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], payload)
}

function valuesAt(event: Event, ...paths: readonly string[]): readonly unknown[] {
  return paths.map((path) => at(event, path))
}

test('pull_request: opened and pushed to, at the test merge', async () => {
  await using scope = new AsyncDisposableStack()
  const { repo, github, main, feature } = await world(scope)
  const pull = await github.openPullRequest({ branch: 'feature', author: 'ada' })
  const opened = await pullRequestEvent(github, 1, 'opened')
  const { event, ref, sha, baseRef, headRef, actor } = opened
  expect({ event, ref, sha, baseRef, headRef, actor }).toEqual({
    event: 'pull_request',
    ref: 'refs/pull/1/merge',
    sha: pull.mergeSha,
    baseRef: 'main',
    headRef: 'feature',
    actor: 'ada',
  })
  const sides = ['action', 'number', 'pull_request.head.sha', 'pull_request.base.sha', 'pull_request.merge_commit_sha']
  expect(valuesAt(opened, ...sides)).toEqual(['opened', 1, feature, main, pull.mergeSha])
  expect(at(opened, 'pull_request.head.repo.id')).toBe(at(opened, 'repository.id'))
  await repo.checkout('feature')
  const next = await repo.commit('More', { 'a.txt': 'due\n' })
  await repo.git('push', 'origin', 'feature')
  await github.synchronize(1)
  const pushed = await pullRequestEvent(github, 1, 'synchronize')
  expect(valuesAt(pushed, 'before', 'after', 'pull_request.head.sha')).toEqual([feature, next, next])
  expect(pushed.sha).not.toBe(sha)
})

test('pull_request: of a fork and by Dependabot, told apart as GitHub tells them', async () => {
  await using scope = new AsyncDisposableStack()
  const { repo, github } = await world(scope)
  await github.openPullRequest({ branch: 'feature', fork: { owner: 'eve', git: repo.dir } })
  await github.openPullRequest({ branch: 'feature', author: 'dependabot[bot]' })
  const fork = await pullRequestEvent(github, 1, 'opened')
  expect(at(fork, 'pull_request.head.repo.id')).not.toBe(at(fork, 'repository.id'))
  expect(
    valuesAt(fork, 'pull_request.head.repo.full_name', 'pull_request.head.repo.fork', 'pull_request.user.login'),
  ).toEqual(['eve/support', true, 'eve'])
  const bot = await pullRequestEvent(github, 2, 'opened')
  expect(valuesAt(bot, 'pull_request.user.login', 'pull_request.user.type', 'sender.id')).toEqual([
    'dependabot[bot]',
    'Bot',
    49699333,
  ])
  expect(at(bot, 'pull_request.head.repo.id')).toBe(at(bot, 'repository.id'))
})

test('pull_request does not start where there is a conflict; pull_request_target runs on the default branch', async () => {
  await using scope = new AsyncDisposableStack()
  const { repo, github } = await world(scope)
  const main = await repo.commit('Edit otherwise', { 'a.txt': 'ein\n' })
  await repo.git('push', 'origin', 'main')
  await github.openPullRequest({ branch: 'feature' })
  await expect(pullRequestEvent(github, 1, 'opened')).rejects.toThrow(/conflicts/)
  const target = await pullRequestTargetEvent(github, 1, 'opened')
  expect([target.event, target.ref, target.sha, target.headRef]).toEqual([
    'pull_request_target',
    'refs/heads/main',
    main,
    'feature',
  ])
})

test('push: a merge, a first commit and another branch', async () => {
  await using scope = new AsyncDisposableStack()
  const { github, main, feature } = await world(scope)
  await github.openPullRequest({ branch: 'feature' })
  const { mergeSha } = await github.mergePullRequest(1)
  const merge = await pushEvent(github)
  expect([merge.sha, merge.ref]).toEqual([mergeSha, 'refs/heads/main'])
  expect(valuesAt(merge, 'before', 'after', 'created', 'repository.default_branch')).toEqual([
    main,
    mergeSha,
    false,
    'main',
  ])
  const commits = at(merge, 'commits') as readonly { id: string; modified: string[] }[]
  expect(commits.map(({ id, modified }) => [id, modified])).toEqual([
    [feature, ['a.txt']],
    [mergeSha, ['a.txt']],
  ])
  const first = await pushEvent(github, { after: main })
  expect(valuesAt(first, 'before', 'created')).toEqual(['0'.repeat(40), true])
  expect((await pushEvent(github, { branch: 'feature' })).ref).toBe('refs/heads/feature')
})

test('merge_group: the queue has its own branch, on the tip of the base', async () => {
  await using scope = new AsyncDisposableStack()
  const { github, remote, main, feature } = await world(scope)
  await github.openPullRequest({ branch: 'feature' })
  const group = await mergeGroupEvent(github, 1)
  expect(group.ref).toBe(`refs/heads/gh-readonly-queue/main/pr-1-${main}`)
  expect(await remote.git('rev-parse', group.ref, `${group.ref}^1`, `${group.ref}^2`)).toBe(
    [group.sha, main, feature].join('\n'),
  )
  expect(valuesAt(group, 'merge_group.head_sha', 'merge_group.base_sha', 'merge_group.base_ref')).toEqual([
    group.sha,
    main,
    'refs/heads/main',
  ])
  expect([group.baseRef, group.headRef, Object.keys(group.payload)]).toEqual([
    '',
    '',
    expect.not.arrayContaining(['pull_request']),
  ])
})

test('schedule and workflow_dispatch: on the default branch, unless another is chosen', async () => {
  await using scope = new AsyncDisposableStack()
  const { github, main, feature } = await world(scope)
  const schedule = await scheduleEvent(github, '0 4 * * *')
  expect([schedule.sha, at(schedule, 'schedule'), at(schedule, 'repository.full_name')]).toEqual([
    main,
    '0 4 * * *',
    'acme/support',
  ])
  const dispatch = await workflowDispatchEvent(github, { command: 'promote' })
  expect([dispatch.sha, dispatch.ref, at(dispatch, 'inputs')]).toEqual([
    main,
    'refs/heads/main',
    { command: 'promote' },
  ])
  expect((await workflowDispatchEvent(github, {}, 'feature')).sha).toBe(feature)
})

test('workflow_run: in the name of the default branch, and without its pull request where that is of a fork', async () => {
  await using scope = new AsyncDisposableStack()
  const { repo, github, main, feature } = await world(scope)
  await github.openPullRequest({ branch: 'feature', fork: { owner: 'eve', git: repo.dir } })
  await github.openPullRequest({ branch: 'feature' })
  const fork = await workflowRunEvent(github, await github.addRun({ pullRequest: 1, conclusion: 'failure' }))
  expect([fork.sha, fork.ref]).toEqual([main, 'refs/heads/main'])
  const run = ['event', 'conclusion', 'head_sha', 'head_branch', 'head_repository.full_name', 'pull_requests']
  const paths = run.map((path) => `workflow_run.${path}`)
  expect(valuesAt(fork, ...paths)).toEqual(['pull_request', 'failure', feature, 'feature', 'eve/support', []])
  const own = await workflowRunEvent(github, await github.addRun({ pullRequest: 2 }))
  expect(at(own, 'workflow_run.pull_requests')).toMatchObject([{ number: 2, head: { sha: feature } }])
  expect(at(await workflowRunEvent(github, await github.addRun()), 'workflow_run.event')).toBe('push')
})

test('without Git, shas are made up and agree', async () => {
  await using github = await startGitHub({ repository: 'acme/support' })
  const pull = await github.openPullRequest({ branch: 'feature' })
  expect((await pullRequestEvent(github, 1, 'opened')).sha).toBe(pull.mergeSha)
  expect((await pushEvent(github)).sha).toBe(pull.base.sha)
  expect(at(await mergeGroupEvent(github, 1), 'merge_group.base_sha')).toBe(pull.base.sha)
  const moved = await github.synchronize(1, { sha: 'b'.repeat(40) })
  expect([moved.before, moved.head.sha]).toEqual([pull.head.sha, 'b'.repeat(40)])
  expect(at(await workflowRunEvent(github, await github.addRun({ pullRequest: 1 })), 'workflow_run.head_sha')).toBe(
    'b'.repeat(40),
  )
})
