import { describe, expect, test } from 'vitest'
import { ask, authorized, octokitFor, refusal, repository, sha, withPull } from './github/client.ts'
import { type GitHub, startGitHub } from './github/server.ts'

describe('what the description omits', () => {
  test('every permission that an operation needs, named when it is missing', async () => {
    await using github = await withPull(await startGitHub({ repository: 'acme/support' }))
    const { rest } = octokitFor(github, { contents: 'read', pullRequests: 'read', checks: 'read', statuses: 'read' })
    const check = { ...repository, name: 'llmops', head_sha: sha }
    const refused: readonly (readonly [() => Promise<unknown>, string])[] = [
      [
        () => rest.issues.createComment({ ...repository, issue_number: 1, body: 'x' }),
        'issues=write; pull_requests=write',
      ],
      [() => rest.repos.createCommitStatus({ ...repository, sha, state: 'success' }), 'statuses=write'],
      [() => rest.checks.create(check), 'checks=write'],
      [() => rest.actions.getWorkflowRun({ ...repository, run_id: 1 }), 'actions=read'],
    ]
    for (const [request, accepted] of refused) {
      const { status, message, headers } = await refusal(request())
      expect([status, headers['x-accepted-github-permissions']]).toEqual([403, accepted])
      expect(message).toContain('Resource not accessible by integration')
    }
    await rest.pulls.get({ ...repository, pull_number: 1 })
    expect([github.comments, github.statuses, github.checkRuns]).toEqual([[], [], []])
    expect(github.problems).toEqual([])
  })

  test('either issues or pull requests may be what allows a comment', async () => {
    await using github = await withPull(await startGitHub({ repository: 'acme/support' }))
    for (const name of ['issues', 'pullRequests'])
      await octokitFor(github, { [name]: 'write' }).rest.issues.createComment({
        ...repository,
        issue_number: 1,
        body: name,
      })
    expect(github.comments.map(({ body }) => body)).toEqual(['issues', 'pullRequests'])
  })

  test('who may not know of a private repository finds none; a bad token is told so; a public one is read by anybody', async () => {
    await using hidden = await startGitHub({ repository: 'acme/support' })
    await using open = await withPull(await startGitHub({ repository: 'acme/support', private: false }))
    const status = async (github: GitHub, headers: Record<string, string> = {}, path = '') =>
      (await ask(github, `/repos/acme/support${path}`, { headers })).status
    expect(await status(hidden)).toBe(404)
    expect(await status(hidden, authorized(hidden.token({}, { user: 'eve' })))).toBe(404)
    expect(await status(hidden, authorized(hidden.token({})))).toBe(200)
    expect(await status(hidden, authorized('ghs_unknown'))).toBe(401)
    expect(await status(open)).toBe(200)
    expect(await status(open, {}, '/pulls')).toBe(200)
    expect(
      (await ask(open, '/repos/acme/support/issues/1/comments', { method: 'POST', body: '{"body":"x"}' })).status,
    ).toBe(401)
    expect((await ask(open, '/repos/acme/other')).status).toBe(404)
    expect([hidden.problems, open.problems]).toEqual([[], []])
  })

  test('a person is told of another kind of token, and makes no check run; an app is nobody', async () => {
    await using github = await startGitHub({ repository: 'acme/support' })
    const ada = octokitFor(github, { checks: 'write' }, { user: 'ada' })
    const check = { ...repository, name: 'llmops', head_sha: sha }
    expect((await refusal(ada.rest.checks.create(check))).message).toMatch(/You must authenticate via a GitHub App/)
    expect((await refusal(ada.rest.actions.listArtifactsForRepo(repository))).message).toMatch(
      /by personal access token/,
    )
    expect((await ada.rest.users.getAuthenticated()).data.login).toBe('ada')
    expect(await refusal(octokitFor(github).rest.users.getAuthenticated())).toMatchObject({ status: 403 })
    const { data: made } = await octokitFor(github).rest.checks.create(check)
    const other = octokitFor(github, { checks: 'write' }, { app: 'acme-release' })
    const stolen = other.rest.checks.update({ ...repository, check_run_id: made.id, conclusion: 'success' })
    expect((await refusal(stolen)).message).toMatch(/only be modified by the GitHub App that created it/)
    expect(github.problems).toEqual([])
  })

  test('65,536 characters of a comment, 140 of a status', async () => {
    await using github = await withPull(await startGitHub({ repository: 'acme/support' }))
    const { rest } = octokitFor(github)
    const comment = (body: string) => rest.issues.createComment({ ...repository, issue_number: 1, body })
    const status = (description: string) =>
      rest.repos.createCommitStatus({ ...repository, sha, state: 'success', description })
    await comment('😀'.repeat(65_536))
    await status('x'.repeat(140))
    expect(await refusal(comment('x'.repeat(65_537)))).toMatchObject({
      status: 422,
      message: expect.stringContaining('Body is too long (maximum is 65536 characters)'),
    })
    expect((await refusal(comment(' \n'))).message).toContain('Body cannot be blank')
    expect((await refusal(status('x'.repeat(141)))).message).toContain('is too long (maximum is 140 characters)')
    expect([github.comments.length, github.statuses.length]).toEqual([1, 1])
    expect(github.problems).toEqual([])
  })

  test('commits that are none, and one status too many', async () => {
    await using github = await startGitHub({ repository: 'acme/support' })
    const { rest } = octokitFor(github)
    const status = (sha: string) =>
      rest.repos.createCommitStatus({ ...repository, sha, state: 'success', context: 'c' })
    expect((await refusal(status('main'))).message).toContain('No commit found for SHA: main')
    await status(sha)
    const [first] = github.statuses
    github.state.statuses.push(...Array.from({ length: 999 }, () => first as NonNullable<typeof first>))
    expect((await refusal(status(sha))).message).toContain('reached the maximum number of statuses')
    expect(github.problems).toEqual([])
  })

  test('lists come in pages, of which the client finds all', async () => {
    await using github = await withPull(await startGitHub({ repository: 'acme/support' }))
    for (let n = 1; n <= 205; n++) github.comment({ pullRequest: 1, body: `${n}`, by: 'ada' })
    const octokit = octokitFor(github)
    const where = { ...repository, issue_number: 1 }
    expect((await octokit.rest.issues.listComments(where)).data).toHaveLength(30)
    const { data, headers } = await octokit.rest.issues.listComments({ ...where, per_page: 200, page: 2 })
    expect(data).toHaveLength(100)
    expect(headers.link?.match(/rel="\w+"/g)).toEqual(['rel="prev"', 'rel="next"', 'rel="last"', 'rel="first"'])
    const all = await octokit.paginate(octokit.rest.issues.listComments, { ...where, per_page: 100 })
    expect(all.map(({ body }) => body)).toEqual(Array.from({ length: 205 }, (_, index) => `${index + 1}`))
    expect(github.problems).toEqual([])
  })

  test('an hour has so many requests, and every reply says how many are left', async () => {
    await using github = await startGitHub({ repository: 'acme/support', rateLimit: 2 })
    const { rest } = octokitFor(github)
    const { headers } = await rest.repos.get(repository)
    expect([headers['x-ratelimit-limit'], headers['x-ratelimit-remaining']]).toEqual(['2', '1'])
    await rest.repos.get(repository)
    const { status, message, headers: last } = await refusal(rest.repos.get(repository))
    expect([status, last['x-ratelimit-remaining']]).toEqual([403, '0'])
    expect(message).toContain('API rate limit exceeded for installation ID')
    expect((await rest.rateLimit.get()).data.rate).toMatchObject({ limit: 2, remaining: 0, used: 2 })
    expect(github.problems).toEqual([])
  })
})
