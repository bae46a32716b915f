import { getOctokit } from '@actions/github'
import { describe, expect, test } from 'vitest'
import { makeRepository, type Repository } from './git.ts'
import { type GitHub, startGitHub } from './github/server.ts'
import type { Identity, Permissions } from './github/tokens.ts'

const repository = { owner: 'acme', repo: 'support' }

interface World {
  readonly repo: Repository
  readonly github: GitHub
  /** Refs of the bare repository, by name. */
  readonly refs: () => Promise<Readonly<Record<string, string>>>
}

/** `main` with a.txt and b.txt, and `feature` that edits a.txt. */
async function world(scope: AsyncDisposableStack, options: { readonly private?: boolean } = {}): Promise<World> {
  const repo = scope.use(await makeRepository({ files: { 'a.txt': 'one\n', 'b.txt': 'two\n' } }))
  await repo.branch('feature')
  await repo.commit('Edit', { 'a.txt': 'uno\n' })
  await repo.checkout('main')
  const remote = scope.use(await repo.bareRemote())
  const github = scope.use(await startGitHub({ repository: 'acme/support', git: remote.path, ...options }))
  const refs = async () => {
    const lines = (await remote.git('for-each-ref', '--format=%(refname) %(objectname)')).split('\n')
    return Object.fromEntries(lines.map((line) => line.split(' ')))
  }
  return { repo, github, refs }
}

/** git with a token, given as an action gives it. */
function withToken(token: string): readonly string[] {
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64')
  return ['-c', `http.extraheader=AUTHORIZATION: basic ${basic}`]
}

function client(github: GitHub, permissions: Permissions) {
  const octokit = getOctokit(github.token(permissions), { baseUrl: github.url })
  octokit.hook.before('request', ({ headers }) => void (headers['x-github-api-version'] = '2022-11-28'))
  return octokit.rest
}

describe('a pull request', () => {
  test('has its head and its test merge as refs, base first, which anybody who reads may fetch', async () => {
    await using scope = new AsyncDisposableStack()
    const { repo, github, refs } = await world(scope)
    const pull = await github.openPullRequest({ branch: 'feature' })
    expect(await refs()).toMatchObject({ 'refs/pull/1/head': pull.head.sha, 'refs/pull/1/merge': pull.mergeSha })
    const read = withToken(github.token({ contents: 'read' }))
    await repo.git(...read, 'fetch', '--depth=2', github.cloneUrl, 'refs/pull/1/merge')
    expect(await repo.git('rev-parse', 'FETCH_HEAD^1', 'FETCH_HEAD^2')).toBe(
      await repo.git('rev-parse', 'main', 'feature'),
    )
    expect(await repo.git('show', 'FETCH_HEAD:a.txt')).toBe('uno')
    expect([pull.base.sha, pull.head.sha].join('\n')).toBe(await repo.git('rev-parse', 'main', 'feature'))
  })

  test('that conflicts has no test merge', async () => {
    await using scope = new AsyncDisposableStack()
    const { repo, github, refs } = await world(scope)
    await repo.commit('Edit otherwise', { 'a.txt': 'ein\n' })
    await repo.git('push', 'origin', 'main')
    const pull = await github.openPullRequest({ branch: 'feature' })
    expect(pull.mergeSha).toBeUndefined()
    expect(Object.keys(await refs())).not.toContain('refs/pull/1/merge')
    const { data } = await client(github, { pullRequests: 'read' }).pulls.get({ ...repository, pull_number: 1 })
    expect([data.mergeable, data.mergeable_state, data.merge_commit_sha]).toEqual([false, 'dirty', null])
  })

  test('follows what is pushed over HTTP to its branch and its base, and what is said to have been pushed', async () => {
    await using scope = new AsyncDisposableStack()
    const { repo, github, refs } = await world(scope)
    const opened = await github.openPullRequest({ branch: 'feature' })
    const write = withToken(github.token({ contents: 'write' }))
    await repo.checkout('feature')
    const second = await repo.commit('Edit more', { 'a.txt': 'due\n' })
    await repo.git(...write, 'push', github.cloneUrl, 'feature')
    const [pushed] = github.pulls
    expect([pushed?.head.sha, pushed?.before]).toEqual([second, opened.head.sha])
    expect((await refs())['refs/pull/1/merge']).toBe(pushed?.mergeSha)
    const third = await repo.commit('And more', { 'a.txt': 'tre\n' })
    await repo.git('push', 'origin', 'feature')
    expect(github.pulls[0]?.head.sha).toBe(second)
    expect(await github.synchronize(1)).toMatchObject({ head: { sha: third }, before: second })
  })

  test('of a fork brings its commits, which the repository did not have', async () => {
    await using scope = new AsyncDisposableStack()
    const { repo, github, refs } = await world(scope)
    const fork = scope.use(await makeRepository())
    await fork.git('fetch', repo.dir, 'main')
    await fork.git('reset', '--hard', 'FETCH_HEAD')
    const head = await fork.commit('Patch', { 'b.txt': 'zwei\n' })
    const pull = await github.openPullRequest({ branch: 'main', fork: { owner: 'eve', git: fork.dir } })
    expect([pull.head.sha, (await refs())['refs/pull/1/head']]).toEqual([head, head])
    expect(pull.head.repository).toMatchObject({ fork: true, owner: { login: 'eve' } })
    const again = await fork.commit('Patch more', { 'b.txt': 'deux\n' })
    expect((await github.synchronize(1, { fork: fork.dir })).head.sha).toBe(again)
    const other = await github.openPullRequest({ branch: 'main', fork: { owner: 'eve' }, sha: head })
    expect(other.head.repository).toEqual(pull.head.repository)
    expect((await refs())['refs/pull/2/head']).toBe(head)
  })

  test('is merged, or squashed, on its base branch', async () => {
    for (const method of ['merge', 'squash'] as const) {
      await using scope = new AsyncDisposableStack()
      const { repo, github, refs } = await world(scope)
      const opened = await github.openPullRequest({ branch: 'feature', title: 'Shorter' })
      const merged = await github.mergePullRequest(1, { method })
      const after = await refs()
      expect(merged).toMatchObject({ merged: true, state: 'closed', mergeSha: after['refs/heads/main'] })
      expect([after['refs/pull/1/head'], after['refs/pull/1/merge']]).toEqual([opened.head.sha, undefined])
      await repo.git('fetch', 'origin')
      const parents = (await repo.git('log', '-1', '--format=%P', 'origin/main')).split(' ')
      expect(parents).toEqual(method === 'merge' ? [opened.base.sha, opened.head.sha] : [opened.base.sha])
      expect(await repo.git('log', '-1', '--format=%s', 'origin/main')).toBe(
        method === 'merge' ? 'Merge pull request #1 from acme/feature' : 'Shorter (#1)',
      )
      const commit = { ...repository, commit_sha: String(merged.mergeSha) }
      const { data } = await client(github, { pullRequests: 'read' }).repos.listPullRequestsAssociatedWithCommit(commit)
      expect(data.map(({ number, merge_commit_sha: sha }) => [number, sha])).toEqual([[1, merged.mergeSha]])
      await expect(github.mergePullRequest(1)).rejects.toThrow(/closed/)
    }
  })
})

describe('git is refused', () => {
  const attempts: readonly (readonly [
    string,
    Permissions | undefined,
    Identity | undefined,
    'fetch' | 'push',
    RegExp,
  ])[] = [
    ['to fetch without a token', undefined, undefined, 'fetch', /terminal prompts disabled/],
    ['to fetch without `contents`', { issues: 'write' }, undefined, 'fetch', /repository '.*' not found/],
    ['to fetch what a person may not see', {}, { user: 'eve' }, 'fetch', /repository '.*' not found/],
    [
      'to push with `contents: read`',
      { contents: 'read' },
      undefined,
      'push',
      /Permission to acme\/support.git denied to github-actions\[bot\]/,
    ],
    ['to push what a person may only read', { contents: 'read' }, { user: 'ada' }, 'push', /denied to ada/],
  ]
  test('without the permission, and without a token that is known', async () => {
    await using scope = new AsyncDisposableStack()
    const { repo, github, refs } = await world(scope)
    const before = await refs()
    for (const [name, permissions, as, action, words] of attempts) {
      const token = permissions === undefined ? [] : withToken(github.token(permissions, as))
      const attempt = repo.git(...token, action, github.cloneUrl, 'main:refs/heads/other')
      await expect(attempt, name).rejects.toThrow(words)
    }
    const url = github.cloneUrl.replace('http://', 'http://x-access-token:ghs_unknown@')
    await expect(repo.git('ls-remote', url)).rejects.toThrow(/Authentication failed/)
    expect(await refs()).toEqual(before)
    expect(github.problems).toEqual([])
  })

  test('to push to refs of pull requests', async () => {
    await using scope = new AsyncDisposableStack()
    const { repo, github, refs } = await world(scope)
    await github.openPullRequest({ branch: 'feature' })
    const before = await refs()
    const write = withToken(github.token({ contents: 'write' }))
    for (const ref of ['refs/pull/1/head', 'refs/pull/9/head'])
      await expect(repo.git(...write, 'push', '--force', github.cloneUrl, `main:${ref}`)).rejects.toThrow(
        /deny updating a hidden ref/,
      )
    expect(await refs()).toEqual(before)
  })

  test('a push whose reply is lost has happened', async () => {
    await using scope = new AsyncDisposableStack()
    const { repo, github, refs } = await world(scope)
    const write = withToken(github.token({ contents: 'write' }))
    github.fault({ operation: 'git-push', fails: 'reset-after' })
    await expect(repo.git(...write, 'push', github.cloneUrl, 'main:refs/heads/new')).rejects.toThrow(
      /hung up|reset|failed/,
    )
    expect((await refs())['refs/heads/new']).toBe((await refs())['refs/heads/main'])
    github.fault({ operation: 'git-advertise', fails: 'before', status: 503 })
    await expect(repo.git(...write, 'fetch', github.cloneUrl)).rejects.toThrow(/503/)
  })
})

test('a public repository is read without a token', async () => {
  await using scope = new AsyncDisposableStack()
  const { repo, github } = await world(scope, { private: false })
  expect(await repo.git('ls-remote', github.cloneUrl, 'refs/heads/main')).toContain('refs/heads/main')
  await expect(repo.git('push', github.cloneUrl, 'main:refs/heads/other')).rejects.toThrow(/terminal prompts disabled/)
})

test('a server without a Git repository says so', async () => {
  await using repo = await makeRepository()
  await using github = await startGitHub({ repository: 'acme/support', private: false })
  await expect(repo.git('ls-remote', github.cloneUrl)).rejects.toThrow(/not found/)
  expect(github.problems).toEqual([expect.stringContaining('was started without a Git repository')])
})

describe('the API reads what Git holds', () => {
  test('files of a pull request, renamed and deleted ones, too', async () => {
    await using scope = new AsyncDisposableStack()
    const { repo, github } = await world(scope)
    await repo.checkout('feature')
    await repo.git('mv', 'b.txt', 'c d.txt')
    await repo.commit('Move', { 'new.txt': 'x\ny\n', 'a.txt': null })
    await repo.git('push', 'origin', 'feature')
    await github.openPullRequest({ branch: 'feature' })
    const { pulls } = client(github, { pullRequests: 'read' })
    const { data: files } = await pulls.listFiles({ ...repository, pull_number: 1 })
    expect(
      files.map((file) => [file.filename, file.previous_filename, file.status, file.additions, file.deletions]),
    ).toEqual([
      ['a.txt', undefined, 'removed', 0, 1],
      ['c d.txt', 'b.txt', 'renamed', 0, 0],
      ['new.txt', undefined, 'added', 2, 0],
    ])
    const { data } = await pulls.get({ ...repository, pull_number: 1 })
    expect([data.commits, data.changed_files, data.additions, data.deletions]).toEqual([2, 3, 2, 1])
  })

  test('commits and comparisons', async () => {
    await using scope = new AsyncDisposableStack()
    const { repo, github } = await world(scope)
    const { repos } = client(github, { contents: 'read' })
    const { data: commit } = await repos.getCommit({ ...repository, ref: 'feature' })
    expect([commit.commit.message, commit.parents[0]?.sha]).toEqual(['Edit', await repo.git('rev-parse', 'main')])
    expect(commit.files?.map(({ filename }) => filename)).toEqual(['a.txt'])
    const { data: root } = await repos.getCommit({ ...repository, ref: 'main' })
    expect(root.files?.map(({ status }) => status)).toEqual(['added', 'added'])
    const { data } = await repos.compareCommitsWithBasehead({ ...repository, basehead: 'main...feature' })
    expect([data.status, data.ahead_by, data.behind_by, data.merge_base_commit.sha]).toEqual(['ahead', 1, 0, root.sha])
    await expect(repos.getCommit({ ...repository, ref: 'nowhere' })).rejects.toThrow(/No commit found for SHA: nowhere/)
    await expect(repos.compareCommitsWithBasehead({ ...repository, basehead: 'main...no' })).rejects.toThrow(
      /Not Found/,
    )
  })

  test('refs by name, and by how they begin', async () => {
    await using scope = new AsyncDisposableStack()
    const { github, refs } = await world(scope)
    const { git } = client(github, { contents: 'read' })
    const { data } = await git.getRef({ ...repository, ref: 'heads/main' })
    expect(data.object.sha).toBe((await refs())['refs/heads/main'])
    const { data: matching } = await git.listMatchingRefs({ ...repository, ref: 'heads/fea' })
    expect(matching.map(({ ref }) => ref)).toEqual(['refs/heads/feature'])
    await expect(git.getRef({ ...repository, ref: 'heads/fea' })).rejects.toThrow(/Not Found/)
  })

  test('statuses and check runs only of commits that are there, by name, too', async () => {
    await using scope = new AsyncDisposableStack()
    const { github, refs } = await world(scope)
    const { repos, checks } = client(github, { statuses: 'write', checks: 'write' })
    const sha = (await refs())['refs/heads/feature'] ?? ''
    const absent = 'f'.repeat(40)
    const status = { ...repository, state: 'success' as const, context: 'llmops' }
    await repos.createCommitStatus({ ...status, sha })
    await expect(repos.createCommitStatus({ ...status, sha: absent })).rejects.toThrow(/No commit found for SHA/)
    await expect(checks.create({ ...repository, name: 'c', head_sha: absent })).rejects.toThrow(
      /No commit found for SHA/,
    )
    const { data } = await repos.getCombinedStatusForRef({ ...repository, ref: 'feature' })
    expect([data.sha, data.state]).toEqual([sha, 'success'])
  })
})
