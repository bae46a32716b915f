import { describe, expect, it } from 'vitest'
import { permissionOf } from '../../src/adapters/github/permission.ts'
import { startGitHub } from '../rig/github/server.ts'
import type { Permissions } from '../rig/github/tokens.ts'
import { enough, forgeOf, troubleOf, type TestForge } from './github-forge.ts'

const sha = 'a'.repeat(40)
const marker = '<!-- llmops:check . -->'
const status = {
  context: 'llmops',
  state: 'success',
  description: 'no regression',
  url: 'https://github.example',
} as const
const run = { name: 'llmops', conclusion: 'failure', title: 'x', summary: 'x', annotations: [] } as const
const head = { sha, repositoryId: 1, owner: 'acme', branch: 'shorter' }

describe('a token that may not', () => {
  const without = (name: keyof Permissions): Permissions => ({ ...enough, [name]: 'none' })

  it.each<[string, keyof Permissions, string, (forge: TestForge) => Promise<unknown>]>([
    ['read comments', 'pullRequests', 'pull-requests: read', (forge) => forge.ownComments(1)],
    ['write comments', 'pullRequests', 'pull-requests: write', (forge) => forge.createComment(1, marker, marker)],
    ['set a status', 'statuses', 'statuses: write', (forge) => forge.setStatus(sha, status)],
    ['create a check run', 'checks', 'checks: write', (forge) => forge.createCheckRun(sha, run)],
    ['look for a merge', 'pullRequests', 'pull-requests: read', (forge) => forge.pullRequestOfMerge(sha)],
    ['look for a head', 'pullRequests', 'pull-requests: read', (forge) => forge.pullRequestsAt(head)],
  ])('%s is told which permission it lacks, at once', async (_, name, permission, act) => {
    await using github = await startGitHub({ repository: 'acme/support' })
    await github.openPullRequest({ branch: 'shorter' })
    const forge = forgeOf(github, { token: github.token(without(name)) })
    expect(await troubleOf(forge, act(forge))).toEqual({ kind: 'forbidden', permission })
    expect(forge.sleeps).toEqual([])
  })

  it('be trusted at all is told that', async () => {
    await using github = await startGitHub({ repository: 'acme/support' })
    const forge = forgeOf(github, { token: 'ghs_unknown0123456789' })
    expect(await troubleOf(forge, forge.setStatus(sha, status))).toEqual({
      kind: 'refused',
      detail: 'GitHub does not accept the token (401)',
    })
  })

  it.each([
    ['issues=write; pull_requests=write', 'pull-requests: write', 'pull-requests: write'],
    ['contents=read,actions=write', 'pull-requests: write', 'contents: read, actions: write'],
    ['', 'checks: write', 'checks: write'],
    [undefined, 'checks: write', 'checks: write'],
    ['<script>', 'checks: write', 'checks: write'],
  ])('is told of %j, where it usually is %s: %s', (accepted, usual, told) => {
    expect(permissionOf(accepted, usual)).toBe(told)
  })
})

describe('a limit', () => {
  it('of the hour that ends soon is waited for', async () => {
    await using github = await startGitHub({ repository: 'acme/support' })
    github.fault({ operation: 'repos/create-commit-status', fails: 'primary-limit', resetsInSeconds: 10 })
    const forge = forgeOf(github)
    await forge.setStatus(sha, status)
    expect(github.statuses).toHaveLength(1)
    expect(forge.sleeps).toHaveLength(1)
    expect(forge.sleeps[0]).toBeGreaterThan(9_000)
  })

  it('of the hour that ends later than our deadline is said, with the time', async () => {
    await using github = await startGitHub({ repository: 'acme/support' })
    github.fault({ operation: 'repos/create-commit-status', fails: 'primary-limit', resetsInSeconds: 1_800 })
    const forge = forgeOf(github)
    const trouble = await troubleOf(forge, forge.setStatus(sha, status))
    expect(trouble).toEqual({
      kind: 'unreachable',
      detail: expect.stringMatching(/^the requests that GitHub allows this token are used up until 20\d\d-.*Z$/),
    })
    expect(forge.sleeps).toEqual([])
  })

  it.each([403, 429] as const)(
    'of content in a short time (%i) is waited for, and nothing is written twice',
    async (code) => {
      await using github = await startGitHub({ repository: 'acme/support' })
      await github.openPullRequest({ branch: 'shorter' })
      const limit = { fails: 'secondary-limit', status: code, retryAfterSeconds: 7 } as const
      github.fault({ operation: 'issues/create-comment', ...limit, times: 2 })
      const forge = forgeOf(github)
      await forge.createComment(1, marker, marker)
      expect(github.comments).toHaveLength(1)
      expect(forge.sleeps).toEqual([7_000, 7_000])
    },
  )

  it('that asks for a longer wait than our deadline is said', async () => {
    await using github = await startGitHub({ repository: 'acme/support' })
    github.fault({
      operation: 'repos/create-commit-status',
      fails: 'secondary-limit',
      status: 429,
      retryAfterSeconds: 120,
    })
    const forge = forgeOf(github)
    expect(await troubleOf(forge, forge.setStatus(sha, status))).toEqual({
      kind: 'unreachable',
      detail: 'GitHub asks to wait 120 s before the next request',
    })
  })
})

describe('a server', () => {
  it('that fails for a while is asked again, ever more slowly', async () => {
    await using github = await startGitHub({ repository: 'acme/support' })
    await github.openPullRequest({ branch: 'shorter' })
    github.fault({ operation: 'issues/list-comments', fails: 'before', status: 503, times: 3 })
    github.fault({ operation: 'graphql', fails: 'before', status: 502 })
    const forge = forgeOf(github)
    expect(await forge.ownComments(1)).toEqual([])
    expect(forge.sleeps).toEqual([1_000, 1_000, 2_000, 4_000])
  })

  it('that fails for longer than our deadline is given up', async () => {
    await using github = await startGitHub({ repository: 'acme/support' })
    github.fault({ operation: 'repos/create-commit-status', fails: 'before', status: 502, times: 99 })
    const forge = forgeOf(github, { deadlineMs: 10_000 })
    expect(await troubleOf(forge, forge.setStatus(sha, status))).toEqual({
      kind: 'unreachable',
      detail: 'GitHub answered 502',
    })
    expect(forge.sleeps).toEqual([1_000, 2_000, 4_000])
  })

  it('that does not say who we are leaves us without comments of ours, not with those of others', async () => {
    await using github = await startGitHub({ repository: 'acme/support' })
    await github.openPullRequest({ branch: 'shorter' })
    github.fault({ operation: 'graphql', fails: 'before', status: 502, times: 99 })
    const forge = forgeOf(github)
    expect(await troubleOf(forge, forge.ownComments(1))).toMatchObject({ kind: 'unreachable' })
  })

  it('that is too slow is not waited for', async () => {
    await using github = await startGitHub({ repository: 'acme/support' })
    github.fault({ operation: 'pulls/list', fails: 'slow', ms: 5_000 })
    const forge = forgeOf(github, { attemptMs: 400 })
    expect(await forge.pullRequestsAt(head)).toEqual([])
    expect(forge.sleeps[0]).toBe(1_000)
  })

  it('that is not there is said to be so', async () => {
    const github = await startGitHub({ repository: 'acme/support' })
    const forge = forgeOf(github, { deadlineMs: 3_000 })
    await github[Symbol.asyncDispose]()
    expect(await troubleOf(forge, forge.setStatus(sha, status))).toEqual({
      kind: 'unreachable',
      detail: expect.stringMatching(/^GitHub cannot be reached: .*ECONNREFUSED/),
    })
  })

  it('is left alone once we are interrupted', async () => {
    await using github = await startGitHub({ repository: 'acme/support' })
    github.fault({ operation: 'repos/create-commit-status', fails: 'slow', ms: 5_000 })
    const cancel = new AbortController()
    const forge = forgeOf(github, { signal: cancel.signal })
    const doing = troubleOf(forge, forge.setStatus(sha, status))
    await expect.poll(() => github.requests.length).toBe(1)
    cancel.abort()
    expect(await doing).toMatchObject({ kind: 'unreachable' })
    expect(forge.sleeps).toEqual([])
  })
})

describe('what GitHub would refuse', () => {
  it('is refused before it is sent: a long description, a long summary', async () => {
    await using github = await startGitHub({ repository: 'acme/support' })
    const forge = forgeOf(github)
    const wordy = forge.setStatus(sha, { ...status, description: 'x'.repeat(141) })
    expect(await troubleOf(forge, wordy)).toMatchObject({ kind: 'refused' })
    const long = forge.createCheckRun(sha, { ...run, summary: 'x'.repeat(65_536) })
    expect(await troubleOf(forge, long)).toMatchObject({ kind: 'refused' })
    expect(github.requests).toEqual([])
  })

  it('is told in its own words, on one line', async () => {
    await using github = await startGitHub({ repository: 'acme/support' })
    const forge = forgeOf(github)
    expect(await troubleOf(forge, forge.setStatus('abc', status))).toEqual({
      kind: 'refused',
      detail: 'GitHub answered 422: No commit found for SHA: abc',
    })
  })
})
