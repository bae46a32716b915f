import { describe, expect, test } from 'vitest'
import { octokitFor, refusal, repository, sha, withPull } from './github/client.ts'
import { type GitHub, startGitHub } from './github/server.ts'

describe('what goes wrong', () => {
  const comment = (github: GitHub) =>
    octokitFor(github).rest.issues.createComment({ ...repository, issue_number: 1, body: 'x' })
  const operation = 'issues/create-comment'

  test('a 5xx leaves the effect or not, once or more often, and spares other operations', async () => {
    await using github = await withPull(await startGitHub({ repository: 'acme/support' }))
    github.fault({ operation, fails: 'before', status: 503, times: 2 })
    github.fault({ operation, fails: 'after', status: 502 })
    await octokitFor(github).rest.repos.get(repository)
    const outcomes: (readonly [number, number])[] = []
    for (let attempt = 1; attempt <= 3; attempt++)
      outcomes.push([(await refusal(comment(github))).status, github.comments.length])
    expect(outcomes).toEqual([
      [503, 0],
      [503, 0],
      [502, 1],
    ])
    await comment(github)
    expect(github.comments).toHaveLength(2)
    expect(github.problems).toEqual([])
  })

  test('a reset connection leaves the effect or not', async () => {
    await using github = await withPull(await startGitHub({ repository: 'acme/support' }))
    github.fault({ operation, fails: 'reset-before' })
    await expect(comment(github)).rejects.toThrow()
    expect(github.comments).toHaveLength(0)
    github.fault({ operation, fails: 'reset-after', skip: 1 })
    await comment(github)
    await expect(comment(github)).rejects.toThrow()
    expect(github.comments).toHaveLength(2)
    expect(github.requests.map(({ status }) => status)).toEqual([undefined, 201, undefined])
  })

  test('both rate limits say how long to wait', async () => {
    await using github = await withPull(await startGitHub({ repository: 'acme/support' }))
    github.fault({ operation, fails: 'secondary-limit', status: 429, retryAfterSeconds: 7 })
    const second = await refusal(comment(github))
    expect([second.status, second.headers['retry-after']]).toEqual([429, '7'])
    expect(second.message).toMatch(/secondary rate limit/)
    github.fault({ operation, fails: 'primary-limit', resetsInSeconds: 1000 })
    const { status, headers } = await refusal(comment(github))
    expect([status, headers['x-ratelimit-remaining']]).toEqual([403, '0'])
    expect(Number(headers['x-ratelimit-reset']) * 1000).toBeGreaterThan(Date.now())
    expect(github.comments).toEqual([])
  })

  test('a slow reply is the right one, and its effect does not wait', async () => {
    await using github = await withPull(await startGitHub({ repository: 'acme/support' }))
    github.fault({ operation, fails: 'slow', ms: 60_000 })
    await expect(
      octokitFor(github).rest.issues.createComment({
        ...repository,
        issue_number: 1,
        body: 'x',
        request: { signal: AbortSignal.timeout(20) },
      }),
    ).rejects.toThrow(/timeout|abort/i)
    expect(github.comments).toHaveLength(1)
    github.fault({ operation, fails: 'slow', ms: 1 })
    await comment(github)
  })

  test('the index from commit to pull request lags, and knows nothing of a fork before it is merged', async () => {
    await using github = await withPull(await startGitHub({ repository: 'acme/support' }))
    await github.openPullRequest({ branch: 'patch', fork: { owner: 'eve' } })
    const { rest } = octokitFor(github)
    const pullsOf = async (commit: string | undefined) =>
      (await rest.repos.listPullRequestsAssociatedWithCommit({ ...repository, commit_sha: String(commit) })).data.map(
        ({ number }) => number,
      )
    expect(await pullsOf(sha)).toEqual([1])
    expect(await pullsOf(github.pulls[1]?.head.sha)).toEqual([])
    const { mergeSha } = await github.mergePullRequest(2)
    github.fault({ operation: 'repos/list-pull-requests-associated-with-commit', fails: 'empty', times: 2 })
    expect([await pullsOf(mergeSha), await pullsOf(mergeSha), await pullsOf(mergeSha)]).toEqual([[], [], [2]])
    expect(github.problems).toEqual([])
  })
})
