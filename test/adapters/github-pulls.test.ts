import { describe, expect, it } from 'vitest'
import { readPullRequest } from '../../src/adapters/github/pull-request.ts'
import { runAddress } from '../../src/adapters/github/run-address.ts'
import { makeRepository } from '../rig/git.ts'
import { type GitHub, startGitHub } from '../rig/github/server.ts'
import { enough, forgeOf } from './github-forge.ts'

interface Hosted extends AsyncDisposable {
  readonly github: GitHub
  /** A commit pushed to a branch. */
  commit(branch: string, message: string): Promise<string>
}

/** A repository with `main` and a branch `shorter`, hosted. */
async function hosted(): Promise<Hosted> {
  await using scope = new AsyncDisposableStack()
  const work = scope.use(await makeRepository({ files: { 'a.txt': 'a\n' } }))
  await work.branch('shorter')
  await work.commit('Say less', { 'b.txt': 'b\n' })
  const remote = scope.use(await work.bareRemote())
  const github = scope.use(await startGitHub({ repository: 'acme/support', git: remote.path }))
  const kept = scope.move()
  return {
    github,
    async commit(branch, message) {
      await work.git('fetch', 'origin', branch)
      await work.git('checkout', '-B', branch, 'FETCH_HEAD')
      const sha = await work.commit(message)
      await work.git('push', 'origin', branch)
      return sha
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

const ofCommit = 'repos/list-pull-requests-associated-with-commit'
const ofLast = 'pulls/list'

describe('the pull request of a merge', () => {
  it.each(['merge', 'squash'] as const)('is found by its commit (%s)', async (method) => {
    await using host = await hosted()
    const { github } = host
    const opened = await github.openPullRequest({ branch: 'shorter', author: 'ada' })
    const { mergeSha } = await github.mergePullRequest(1, { method })
    const forge = forgeOf(github)
    expect(await forge.pullRequestOfMerge(mergeSha!)).toMatchObject({
      number: 1,
      merged: true,
      mergeSha,
      headSha: opened.head.sha,
      author: 'ada',
      fork: false,
    })
    expect(forge.sleeps).toEqual([])
  })

  it('is found among those that changed last while the index lags, without waiting', async () => {
    await using host = await hosted()
    const { github } = host
    await github.openPullRequest({ branch: 'shorter' })
    const { mergeSha } = await github.mergePullRequest(1, { method: 'squash', message: 'Say less' })
    github.fault({ operation: ofCommit, fails: 'empty', times: 99 })
    const forge = forgeOf(github)
    expect(await forge.pullRequestOfMerge(mergeSha!)).toMatchObject({ number: 1 })
    expect(forge.sleeps).toEqual([])
  })

  it('is found by the index where others changed since, and waited for where neither knows it yet', async () => {
    await using host = await hosted()
    const { github } = host
    await github.openPullRequest({ branch: 'shorter' })
    const { mergeSha } = await github.mergePullRequest(1, { method: 'squash', message: 'Say less' })
    github.fault({ operation: ofLast, fails: 'empty', times: 99 })
    github.fault({ operation: ofCommit, fails: 'empty', times: 2 })
    const forge = forgeOf(github)
    expect(await forge.pullRequestOfMerge(mergeSha!)).toMatchObject({ number: 1 })
    expect(forge.sleeps).toEqual([2_000, 4_000])
  })

  it('is the one that was merged by this commit, not an open one whose head it is', async () => {
    await using host = await hosted()
    const { github } = host
    await host.commit('main', 'Later')
    await github.openPullRequest({ branch: 'main', base: 'shorter' })
    await github.openPullRequest({ branch: 'shorter' })
    const { mergeSha } = await github.mergePullRequest(2)
    expect(github.pulls.map(({ head }) => head.sha)).toContain(mergeSha)
    expect(await forgeOf(github).pullRequestOfMerge(mergeSha!)).toMatchObject({ number: 2, mergeSha })
  })

  it('is none for a direct push, whatever its message claims', async () => {
    await using host = await hosted()
    const { github } = host
    await github.openPullRequest({ branch: 'shorter' })
    await github.mergePullRequest(1)
    await host.commit('shorter', 'More')
    await github.openPullRequest({ branch: 'shorter' })
    const pushed = await host.commit('main', 'Merge pull request #1 from acme/shorter (#2) (#77)')
    const forge = forgeOf(github)
    expect(await forge.pullRequestOfMerge(pushed)).toBeUndefined()
    expect(forge.sleeps).toEqual([2_000, 4_000])
  })

  it('needs no permission for contents', async () => {
    await using host = await hosted()
    const { github } = host
    await github.openPullRequest({ branch: 'shorter' })
    const { mergeSha } = await github.mergePullRequest(1)
    github.fault({ operation: ofCommit, fails: 'empty' })
    const forge = forgeOf(github, { token: github.token({ ...enough, contents: 'none' }) })
    expect(await forge.pullRequestOfMerge(mergeSha!)).toMatchObject({ number: 1 })
    expect(forge.sleeps).toEqual([])
  })
})

describe('the pull requests at a head', () => {
  it('are those of the repository which has the commit, not of another with the same branch', async () => {
    await using github = await startGitHub({ repository: 'acme/support' })
    const sha = 'b'.repeat(40)
    const ours = await github.openPullRequest({ branch: 'shorter', sha })
    const forked = await github.openPullRequest({ branch: 'shorter', sha, fork: { owner: 'eve' } })
    const forge = forgeOf(github)
    const head = (pull: typeof ours, owner: string) => ({
      sha,
      repositoryId: pull.head.repository.id,
      owner,
      branch: 'shorter',
    })
    expect(await forge.pullRequestsAt(head(ours, 'acme'))).toMatchObject([{ number: 1, fork: false, merged: false }])
    expect(await forge.pullRequestsAt(head(forked, 'eve'))).toMatchObject([
      {
        number: 2,
        fork: true,
        author: 'eve',
        headRepositoryId: forked.head.repository.id,
        mergeSha: undefined,
      },
    ])
    expect(await forge.pullRequestsAt(head(ours, 'eve'))).toEqual([])
  })

  it('are none once the branch has moved on or the pull request is closed', async () => {
    await using github = await startGitHub({ repository: 'acme/support' })
    const { head } = await github.openPullRequest({ branch: 'a b&c#1', fork: { owner: 'eve' } })
    const forge = forgeOf(github)
    const at = { sha: head.sha, repositoryId: head.repository.id, owner: 'eve', branch: 'a b&c#1' }
    expect(await forge.pullRequestsAt(at)).toMatchObject([{ number: 1 }])
    await github.synchronize(1, { sha: 'c'.repeat(40) })
    expect(await forge.pullRequestsAt(at)).toEqual([])
    await github.synchronize(1, { sha: head.sha })
    github.closePullRequest(1)
    expect(await forge.pullRequestsAt(at)).toEqual([])
  })

  it('are all those that one branch has, with the branch that each is to change', async () => {
    await using github = await startGitHub({ repository: 'acme/support' })
    const sha = 'b'.repeat(40)
    const { head } = await github.openPullRequest({ branch: 'shorter', sha })
    await github.openPullRequest({ branch: 'shorter', base: 'release', sha })
    const found = await forgeOf(github).pullRequestsAt({
      sha,
      repositoryId: head.repository.id,
      owner: 'acme',
      branch: 'shorter',
    })
    expect(found).toMatchObject([
      { number: 1, baseBranch: 'main' },
      { number: 2, baseBranch: 'release' },
    ])
  })
})

it('knows a pull request whose fork was deleted', () => {
  const base = { ref: 'main', repo: { id: 1, full_name: 'Acme/Support' } }
  const deleted = {
    number: 3,
    head: { sha: 'b', repo: null },
    base,
    user: null,
    merged_at: null,
    merge_commit_sha: 'c',
  }
  expect(readPullRequest(deleted)).toEqual({
    number: 3,
    headSha: 'b',
    headRepositoryId: undefined,
    baseBranch: 'main',
    mergeSha: undefined,
    merged: false,
    author: '',
    fork: true,
    into: 'acme/support',
  })
  expect(readPullRequest({ number: 3 })).toBeUndefined()
})

describe('the address of a run', () => {
  const run = { serverUrl: 'https://github.com', repository: 'acme/support.js', runId: '7', attempt: '2' }

  it('leads to the attempt', () => {
    expect(runAddress(run)).toBe('https://github.com/acme/support.js/actions/runs/7/attempts/2')
    expect(runAddress({ ...run, attempt: undefined })).toBe('https://github.com/acme/support.js/actions/runs/7')
    expect(runAddress({ ...run, serverUrl: 'http://127.0.0.1:8080/' })).toMatch(/^http:\/\/127\.0\.0\.1:8080\/acme/)
  })

  it.each([
    { serverUrl: undefined },
    { serverUrl: 'javascript:alert(1)' },
    { serverUrl: 'https://a.example/)[x](http://evil.example' },
    { repository: 'acme' },
    { repository: 'acme/support/../../evil' },
    { runId: '' },
    { runId: '7/x' },
  ])('is none for %j', (part) => {
    expect(runAddress({ ...run, ...part })).toBeUndefined()
  })
})
