import { describe, expect, test } from 'vitest'
import { makeRepository } from '../rig/git.ts'
import { pullRequestEvent } from '../rig/github/payloads/pull-request.ts'
import { pushEvent } from '../rig/github/payloads/push.ts'
import { workflowRunEvent } from '../rig/github/payloads/workflow-run.ts'
import { careful, smallProject, startTeam, type Team, townServer } from './action.ts'
import { projectFiles } from './project.ts'

const keeping = { inputs: { status: 'llmops' } } as const
const nowhere = 'http://127.0.0.1:9'

function within(folder: string, files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]))
}

/** First lines of our comments, by marker and title. */
function titles({ github }: Team): readonly string[] {
  return github.comments.map(({ body }) => body.split('\n').slice(0, 2).join(' ')).toSorted()
}

function status({ github }: Team): readonly (readonly [string, string, string])[] {
  return github.statuses.slice(-1).map(({ context, state, description }) => [context, state, description ?? ''])
}

describe('a pull request in a repository of several projects', () => {
  test('has each project that it touches checked, with a comment each, and one status: the worst', async () => {
    await using server = await townServer('several')
    const small = (system: string) => smallProject({ url: server.url, system })
    await using team = await startTeam({
      ...within('apps/a', projectFiles({ url: server.url, system: careful })),
      ...within('apps/b', small(careful)),
      ...within('apps/c', smallProject({ url: nowhere, system: careful })),
    })
    await team.change('both', {
      ...within('apps/a', projectFiles({ url: server.url, system: 'Answer from the map.' })),
      ...within('apps/b', small(`${careful} Please.`)),
    })
    const { number } = await team.github.openPullRequest({ branch: 'both' })
    const run = await team.check(number, keeping)
    expect(run.main.exitCode).toBe(1)
    expect(run.outputs).toMatchObject({ result: 'regression', 'exit-code': '1', 'new-calls': '250' })
    expect(titles(team)).toEqual([
      expect.stringMatching(/^<!-- llmops:check apps\/a --> ### ❌ LLMOps `apps\/a`: `answer` got worse/),
      expect.stringMatching(/^<!-- llmops:check apps\/b --> ### ❔ LLMOps `apps\/b`: no regression shown/),
    ])
    expect(status(team)).toEqual([
      ['llmops', 'failure', expect.stringMatching(/^apps\/a \(of 2 projects\): answer got/)],
    ])
    expect(run.log).toContain('This change touches apps/a, apps/b; not apps/c.')
    expect(run.post?.exitCode).toBe(0)

    await team.change('both', within('apps/b', small(`${careful} Thanks.`)))
    await team.github.synchronize(number)
    expect((await team.check(number, keeping)).main.exitCode).toBe(0)
    expect(titles(team)).toEqual([
      '<!-- llmops:check apps/a --> ### ✅ LLMOps `apps/a`: nothing to evaluate',
      expect.stringMatching(/^<!-- llmops:check apps\/b --> ### ❔ LLMOps `apps\/b`: no regression shown/),
    ])
    expect(status(team)).toEqual([['llmops', 'success', expect.stringMatching(/^no regression shown/)]])
    expect(team.github.problems).toEqual([])
  })

  test('has all of them checked where one cannot be, and is red for that one', async () => {
    await using server = await townServer('fault')
    await using team = await startTeam({
      ...within('a', { 'llmops.yaml': 'kind: Project\n' }),
      ...within('b', smallProject({ url: server.url, system: careful })),
    })
    await team.change('x', { 'a/llmops.yaml': 'kind: Project', ...within('b', smallProject({ url: server.url })) })
    const { number } = await team.github.openPullRequest({ branch: 'x' })
    const run = await team.check(number, keeping)
    expect([run.main.exitCode, run.outputs['result'], run.outputs['new-calls']]).toEqual([3, 'none', '10'])
    expect(titles(team)).toEqual([
      '<!-- llmops:check a --> ### ⚠️ LLMOps `a`: no result for this commit',
      expect.stringMatching(/^<!-- llmops:check b --> ### . LLMOps `b`: /u),
    ])
    expect(status(team)).toEqual([['llmops', 'error', expect.stringContaining("a (of 2 projects): no result: base's")]])
    expect(team.github.problems).toEqual([])
  })

  test('that touches none passes, and one that a shared file reaches is checked', async () => {
    await using server = await townServer('shared')
    const files = smallProject({ url: server.url, system: careful })
    const shared = {
      ...files,
      'llmops/answer.yaml': (files['llmops/answer.yaml'] ?? '').replace(
        /system: .*/,
        'system: {file: ../../shared.md}',
      ),
    }
    await using team = await startTeam({
      'shared.md': careful,
      ...within('a', shared),
      ...within('b', smallProject({ url: nowhere, system: careful })),
    })
    await team.change('x', { 'README.md': 'x' })
    const { number } = await team.github.openPullRequest({ branch: 'x' })
    const run = await team.check(number, keeping)
    expect([run.main.exitCode, run.outputs['result'], titles(team)]).toEqual([0, 'nothing-to-evaluate', []])
    expect(status(team)).toEqual([['llmops', 'success', 'nothing to evaluate: no project is touched']])

    await team.change('x', { 'shared.md': `${careful} Please.` })
    await team.github.synchronize(number)
    expect((await team.check(number, keeping)).outputs['new-calls']).toBe('10')
    expect(titles(team)).toEqual([expect.stringMatching(/LLMOps `a`: no regression shown/)])
    expect(team.github.problems).toEqual([])
  })

  test('that removes one says so', async () => {
    await using team = await startTeam({
      ...within('a', smallProject({ url: nowhere, system: careful })),
      ...within('b', smallProject({ url: nowhere, system: careful })),
    })
    await team.change('x', { 'b/llmops.yaml': null })
    const { number } = await team.github.openPullRequest({ branch: 'x' })
    expect((await team.check(number, keeping)).main.exitCode).toBe(0)
    expect(titles(team)).toEqual(['<!-- llmops:check b --> ### ⚠️ LLMOps `b`: this change removes the project'])
    expect(team.github.problems).toEqual([])
  })

  test('that adds several is refused before anything is spent: each would bring limits of its own', async () => {
    await using server = await townServer('many')
    await using team = await startTeam(within('a', smallProject({ url: server.url, system: careful })))
    await team.change('x', {
      ...within('b', smallProject({ url: server.url })),
      ...within('c', smallProject({ url: server.url })),
    })
    const { number } = await team.github.openPullRequest({ branch: 'x' })
    const run = await team.check(number, keeping)
    expect([run.main.exitCode, run.log]).toEqual([64, expect.stringContaining('several new projects at once (b, c)')])
    expect([server.requests, status(team)[0]?.[1]]).toEqual([[], 'error'])
    expect(team.github.problems).toEqual([])
  })
})

test('a fork that touches several is checked whole by the second stage, and has one status', async () => {
  await using server = await townServer('forked')
  const small = (system: string) => smallProject({ url: server.url, system })
  await using team = await startTeam({ ...within('a', small(careful)), ...within('b', small(careful)) })
  await using fork = await makeRepository()
  await fork.git('fetch', '--quiet', (await team.repo.git('remote', 'get-url', 'origin')).trim(), 'main')
  await fork.git('checkout', '--quiet', '-B', 'patch', 'FETCH_HEAD')
  await fork.commit('Patch', { ...within('a', small(`${careful} Please.`)), 'b/llmops/answer.yaml': 'kind: Promt\n' })
  const { number } = await team.github.openPullRequest({ branch: 'patch', fork: { owner: 'mallory', git: fork.dir } })
  const event = await workflowRunEvent(team.github, await team.github.addRun({ pullRequest: number }))
  const run = await team.job(event, keeping)
  expect([run.main.exitCode, run.outputs['exit-code'], run.outputs['new-calls']]).toEqual([0, '2', '10'])
  expect(titles(team)).toEqual([
    expect.stringMatching(/^<!-- llmops:check a --> ### ❔ LLMOps `a`: /),
    expect.stringMatching(/^<!-- llmops:check b --> ### ❌ LLMOps `b`: \d+ errors?, so nothing was evaluated/),
  ])
  expect(status(team)).toEqual([['llmops', 'failure', expect.stringMatching(/^b \(of 2 projects\): \d+ error/)]])
  expect(team.github.problems).toEqual([])
})

test('a job that is cancelled in the first of several tells of each that it has no result', async () => {
  await using server = await townServer('cancelled')
  const files = (system: string) => projectFiles({ url: server.url, system })
  await using team = await startTeam({ ...within('a', files(careful)), ...within('b', files(careful)) })
  await team.change('x', { ...within('a', files(`${careful} Please.`)), ...within('b', files(`${careful} Please.`)) })
  const { number } = await team.github.openPullRequest({ branch: 'x' })
  server.setFaults([{ fault: 'hang', when: ({ text }) => text.includes('Please') }])
  const event = await pullRequestEvent(team.github, number, 'opened')
  const running = await team.start(event, { ...keeping, patience: { beforeTerm: 7_500, beforeKill: 2_500 } })
  await running.logged(/quality: 240 calls/)
  const run = await running.cancel()
  expect([run.main.exitCode, run.post?.exitCode, run.outputs['exit-code']]).toEqual([3, 0, '3'])
  expect(titles(team)).toEqual([
    expect.stringMatching(/^<!-- llmops:check a --> ### ⚠️ LLMOps `a`: incomplete: the run was interrupted/),
    '<!-- llmops:check b --> ### ⚠️ LLMOps `b`: no result for this commit',
  ])
  expect(status(team)).toEqual([['llmops', 'error', expect.stringMatching(/^a \(of 2 projects\): incomplete/)]])
  expect(team.github.problems).toEqual([])
})

describe('a project that a pull request adds', () => {
  test('at the root hides no other: both are checked', async () => {
    await using server = await townServer('decoy')
    await using team = await startTeam(within('apps/a', projectFiles({ url: server.url, system: careful })))
    await team.change('decoy', {
      ...within('apps/a', projectFiles({ url: server.url, system: 'Answer.' })),
      'llmops.yaml': 'apiVersion: llmops/v1\nkind: Project\nname: decoy\n',
    })
    const { number } = await team.github.openPullRequest({ branch: 'decoy' })
    const run = await team.check(number, keeping)
    expect([run.main.exitCode, run.outputs['result']]).toEqual([1, 'regression'])
    expect(status(team)).toEqual([['llmops', 'failure', expect.stringContaining('apps/a (of 2 projects): answer got')]])
    expect(team.github.problems).toEqual([])
  })

  test('among the resources of another is none, and hides nothing of it', async () => {
    await using server = await townServer('inner')
    await using team = await startTeam(projectFiles({ url: server.url, system: careful }))
    await team.change('inner', {
      ...projectFiles({ url: server.url, system: 'Answer.' }),
      'llmops/llmops.yaml': 'kind: Prompt\nname: other\nmodel: town-model\nuser: "{{question}}"\n',
    })
    const { number } = await team.github.openPullRequest({ branch: 'inner' })
    const run = await team.check(number, keeping)
    expect([run.main.exitCode, run.outputs['result']]).toEqual([1, 'regression'])
    expect(titles(team)).toEqual([expect.stringMatching(/^<!-- llmops:check \. --> ### ❌ LLMOps: `answer` got worse/)])
    expect(team.github.problems).toEqual([])
  })
})

test('a commit of several projects promotes that at the root, and says that it does no other', async () => {
  await using team = await startTeam({
    ...smallProject({ url: nowhere, system: careful }),
    ...within('b', smallProject({ url: nowhere, system: careful })),
  })
  const event = await pushEvent(team.github)
  const run = await team.job(event, { permissions: { contents: 'write', pullRequests: 'write' } })
  expect(run.annotations.map(({ message }) => message)).toContainEqual(
    expect.stringContaining('only the project at the root is promoted, not that in b. Write which one is meant'),
  )
})
