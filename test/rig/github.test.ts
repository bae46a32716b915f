import { describe, expect, test } from 'vitest'
import { annotationAt, ask, authorized, octokitFor, repository, sha, withPull } from './github/client.ts'
import { startGitHub } from './github/server.ts'
import type { Identity } from './github/tokens.ts'

describe('the real client finds', () => {
  test('comments made, edited and deleted, by whom, and through which app', async () => {
    await using github = await withPull(await startGitHub({ repository: 'acme/support' }))
    const { rest } = octokitFor(github)
    github.comment({ pullRequest: 1, body: '<!-- marker --> forged', by: 'mallory' })
    const { data: made } = await rest.issues.createComment({ ...repository, issue_number: 1, body: 'first' })
    await rest.issues.updateComment({ ...repository, comment_id: made.id, body: 'second' })
    const { data: all } = await rest.issues.listComments({ ...repository, issue_number: 1 })
    expect(all.map((one) => [one.user?.login, one.user?.type, one.performed_via_github_app?.slug, one.body])).toEqual([
      ['mallory', 'User', undefined, '<!-- marker --> forged'],
      ['github-actions[bot]', 'Bot', 'github-actions', 'second'],
    ])
    expect(all[1]?.updated_at).not.toBe(made.updated_at)
    await rest.issues.deleteComment({ ...repository, comment_id: made.id })
    expect(github.comments.map(({ body }) => body)).toEqual(['<!-- marker --> forged'])
    expect(github.problems).toEqual([])
  })

  test('pull requests by head, base and state, those of forks included', async () => {
    await using github = await withPull(await startGitHub({ repository: 'acme/support' }))
    await github.openPullRequest({ branch: 'shorter', fork: { owner: 'eve' }, base: 'release' })
    const { rest } = octokitFor(github)
    const numbers = async (filter: object) =>
      (await rest.pulls.list({ ...repository, ...filter })).data.map(({ number }) => number)
    expect(await numbers({})).toEqual([2, 1])
    expect(await numbers({ head: 'eve:shorter' })).toEqual([2])
    expect(await numbers({ base: 'main' })).toEqual([1])
    github.closePullRequest(1)
    expect(await numbers({ state: 'closed' })).toEqual([1])
    const { data: fork } = await rest.pulls.get({ ...repository, pull_number: 2 })
    expect(fork.head.repo.id).not.toBe(fork.base.repo.id)
    expect([fork.head.repo.fork, fork.head.user.login, fork.user.login]).toEqual([true, 'eve', 'eve'])
    await github.mergePullRequest(2)
    const { data: merged } = await rest.pulls.get({ ...repository, pull_number: 2 })
    expect([merged.merged, merged.state, merged.merge_commit_sha]).toEqual([true, 'closed', github.pulls[1]?.mergeSha])
    expect(github.problems).toEqual([])
  })

  test('statuses, the latest of each context deciding', async () => {
    await using github = await startGitHub({ repository: 'acme/support' })
    const { rest } = octokitFor(github)
    for (const state of ['pending', 'success'] as const)
      await rest.repos.createCommitStatus({ ...repository, sha, state, context: 'llmops', description: 'd' })
    const { data: combined } = await rest.repos.getCombinedStatusForRef({ ...repository, ref: sha })
    expect([combined.state, combined.total_count]).toEqual(['success', 1])
    const { data: all } = await rest.repos.listCommitStatusesForRef({ ...repository, ref: sha })
    expect(all.map(({ state }) => state)).toEqual(['success', 'pending'])
    expect(github.statuses.map(({ state }) => state)).toEqual(['pending', 'success'])
    expect(github.problems).toEqual([])
  })

  test('check runs whose annotations add up', async () => {
    await using github = await startGitHub({ repository: 'acme/support' })
    const { rest } = octokitFor(github)
    const annotations = Array.from({ length: 50 }, (_, line) => annotationAt(line + 1))
    const output = { title: 'Findings', summary: 'Many', annotations }
    const { data: made } = await rest.checks.create({ ...repository, name: 'llmops', head_sha: sha, output })
    await rest.checks.update({ ...repository, check_run_id: made.id, output, conclusion: 'failure' })
    const { data: list } = await rest.checks.listForRef({ ...repository, ref: sha, check_name: 'llmops' })
    expect(list.check_runs.map((run) => [run.status, run.conclusion, run.output.annotations_count])).toEqual([
      ['completed', 'failure', 100],
    ])
    expect(github.checkRuns[0]?.annotations).toHaveLength(100)
    expect(github.problems).toEqual([])
  })

  test('runs and artifacts, whose archive is elsewhere and wants no token', async () => {
    await using github = await withPull(await startGitHub({ repository: 'acme/support' }))
    const run = await github.addRun({ pullRequest: 1 })
    const { id } = github.addArtifact({ run: run.id, name: 'report', zip: Buffer.from('PK') })
    const { rest } = octokitFor(github)
    const { data } = await rest.actions.getWorkflowRun({ ...repository, run_id: run.id })
    expect([data.head_sha, data.pull_requests?.map(({ number }) => number)]).toEqual([sha, [1]])
    const { data: list } = await rest.actions.listWorkflowRunArtifacts({ ...repository, run_id: run.id })
    expect(list.artifacts.map(({ name, size_in_bytes }) => [name, size_in_bytes])).toEqual([['report', 2]])
    const address = { ...repository, artifact_id: id, archive_format: 'zip' }
    const { data: archive } = await rest.actions.downloadArtifact(address)
    expect(Buffer.from(archive as ArrayBuffer).toString()).toBe('PK')
    const { headers } = await ask(github, `/repos/acme/support/actions/artifacts/${id}/zip`, {
      headers: authorized(github.token({ actions: 'read' })),
    })
    expect(github.problems).toEqual([])
    expect((await fetch(headers.get('location') ?? '', { headers: authorized('any') })).status).toBe(401)
    expect(github.problems).toEqual([`GET /${id}.zip: a token is sent to the storage of artifacts`])
  })

  test('itself, by GraphQL', async () => {
    await using github = await startGitHub({ repository: 'acme/support' })
    const who = (as?: Identity) => octokitFor(github, {}, as).graphql('query { viewer { login } }')
    expect(await who()).toEqual({ viewer: { login: 'github-actions[bot]' } })
    expect(await who({ app: 'acme-release' })).toEqual({ viewer: { login: 'acme-release[bot]' } })
    expect(await who({ user: 'ada' })).toEqual({ viewer: { login: 'ada' } })
    expect(github.problems).toEqual([])
    await expect(octokitFor(github).graphql('{ viewer { email } }')).rejects.toThrow(/only viewer.login/)
    expect(github.problems).toEqual([expect.stringContaining('only { viewer { login } } is known')])
  })
})

test('the log of requests says who asked what, and what became of it', async () => {
  await using github = await withPull(await startGitHub({ repository: 'acme/support' }))
  const token = github.token({ pullRequests: 'read' })
  await ask(github, '/repos/Acme/Support/pulls?head=acme%3Ashorter', { headers: authorized(token) })
  expect(github.requests).toEqual([
    {
      method: 'GET',
      path: '/repos/Acme/Support/pulls?head=acme%3Ashorter',
      operation: 'pulls/list',
      token,
      body: undefined,
      status: 200,
    },
  ])
})
