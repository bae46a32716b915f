import { describe, expect, test } from 'vitest'
import { assignmentOf, type Command } from '../../src/action/event.ts'
import { isBranch } from '../../src/action/payload.ts'

const sha = (digit: string) => digit.repeat(40)
const merge = sha('c')
const repository = { id: 1, full_name: 'acme/support', default_branch: 'main' }

interface Given {
  readonly command?: Command
  readonly env?: Readonly<Record<string, string>>
}

function assigned(event: string, content: unknown, { command = 'auto', env = { GITHUB_SHA: merge } }: Given = {}) {
  return assignmentOf({ payload: { event, content }, env, command })
}

interface PullRequestFields {
  readonly action?: string
  readonly login?: string
  readonly headRepo?: object | null
  readonly base?: unknown
  readonly branch?: unknown
  readonly number?: unknown
  readonly headSha?: unknown
}

function pullRequest(fields: PullRequestFields = {}) {
  const { action = 'synchronize', login = 'ada', base = 'main', branch = 'change', number = 7 } = fields
  const own = { id: 1, owner: { login: 'acme' } }
  const repo = fields.headRepo === undefined ? own : fields.headRepo
  return {
    action,
    repository,
    pull_request: {
      number,
      user: { login },
      base: { ref: base, sha: sha('b'), repo: own },
      head: { ref: branch, sha: 'headSha' in fields ? fields.headSha : sha('a'), repo },
    },
  }
}

describe('a pull request', () => {
  test('of this repository is checked against the first parent of its test merge, and told on its head', () => {
    expect(assigned('pull_request', pullRequest())).toEqual({
      do: 'check',
      head: merge,
      base: { from: 'first parent', branch: 'main' },
      told: {
        commit: sha('a'),
        pullRequest: { number: 7, head: { sha: sha('a'), repositoryId: 1, owner: 'acme', branch: 'change' } },
        otherBranch: undefined,
      },
      outsider: undefined,
      isSecondStage: false,
    })
  })

  test.each(['release', 'refs/heads/main', 'Main'])('into %s is not one into main', (base) => {
    expect(assigned('pull_request', pullRequest({ base }))).toMatchObject({
      base: { branch: base },
      told: { otherBranch: base },
    })
  })

  test('is checked after whatever was done to it: it may have another base by now', () => {
    for (const action of ['opened', 'reopened', 'edited', 'labeled'])
      expect(assigned('pull_request', pullRequest({ action }))).toMatchObject({ do: 'check' })
  })

  test('of a fork comes from outside, also where the fork is gone', () => {
    const fork = { id: 2, owner: { login: 'mallory' } }
    expect(assigned('pull_request', pullRequest({ headRepo: fork }))).toMatchObject({ outsider: 'a fork' })
    expect(assigned('pull_request', pullRequest({ headRepo: null }))).toMatchObject({ outsider: 'a fork' })
  })

  test('of Dependabot comes from outside by who opened it, whoever pushed last', () => {
    const env = { GITHUB_SHA: merge, GITHUB_ACTOR: 'ada' }
    const opened = pullRequest({ login: 'dependabot[bot]' })
    expect(assigned('pull_request', opened, { env })).toMatchObject({ outsider: 'Dependabot' })
    const disguised = { GITHUB_SHA: merge, GITHUB_ACTOR: 'dependabot[bot]' }
    expect(assigned('pull_request', pullRequest(), { env: disguised })).toMatchObject({ outsider: undefined })
  })

  test('that is closed has nothing left to check', () => {
    expect(assigned('pull_request', pullRequest({ action: 'closed' }))).toEqual({
      do: 'nothing',
      because: 'the pull request is closed',
    })
  })

  test.each([
    ['pull_request.head.sha', pullRequest({ headSha: '--upload-pack=x' })],
    ['pull_request.head.sha', pullRequest({ headSha: undefined })],
    ['pull_request.number', pullRequest({ number: '7' })],
    ['pull_request.base.ref', pullRequest({ base: '--force' })],
    ['pull_request.base.ref', pullRequest({ base: 'a..b' })],
    ['pull_request.head.ref', pullRequest({ branch: 'x\n::error::' })],
    ['repository.id', { ...pullRequest(), repository: undefined }],
    ['pull_request.head.sha', null],
    ['pull_request.head.sha', 'text'],
  ])('without a sound %s is refused', (path, content) => {
    expect(() => assigned('pull_request', content)).toThrow(`the payload of pull_request has no ${path} that is`)
  })

  test('needs the commit of the runner', () => {
    expect(() => assigned('pull_request', pullRequest(), { env: { GITHUB_SHA: 'main' } })).toThrow(
      'GITHUB_SHA is no commit: the action runs in a workflow of GitHub Actions',
    )
  })
})

describe('a merge queue', () => {
  const group = {
    head_sha: sha('d'),
    head_ref: `refs/heads/gh-readonly-queue/main/pr-7-${sha('b')}`,
    base_sha: sha('b'),
    base_ref: 'refs/heads/main',
  }

  test('is checked against what it is built on, with no pull request to comment on', () => {
    expect(assigned('merge_group', { action: 'checks_requested', repository, merge_group: group })).toEqual({
      do: 'check',
      head: sha('d'),
      base: { from: 'commit', commit: sha('b'), branch: 'main' },
      told: { commit: sha('d'), pullRequest: undefined, otherBranch: undefined },
      outsider: undefined,
      isSecondStage: false,
    })
  })

  test('of another branch says so', () => {
    const queue = { ...group, base_ref: 'refs/heads/release' }
    expect(assigned('merge_group', { repository, merge_group: queue })).toMatchObject({
      base: { branch: 'release' },
      told: { otherBranch: 'release' },
    })
  })
})

describe('a push', () => {
  test('to the default branch promotes the commit', () => {
    expect(assigned('push', { ref: 'refs/heads/main', repository })).toEqual({
      do: 'promote',
      commit: merge,
      branch: 'main',
    })
    expect(assigned('push', { ref: 'refs/heads/main', repository }, { command: 'status' })).toMatchObject({
      do: 'status',
    })
  })

  test.each([
    [{ ref: 'refs/heads/feature' }, 'feature was pushed; promotions follow main'],
    [
      { ref: 'refs/heads/gh-readonly-queue/main/pr-7' },
      'gh-readonly-queue/main/pr-7 was pushed; promotions follow main',
    ],
    [{ ref: 'refs/tags/v1' }, 'a tag was pushed; promotions follow the default branch'],
    [{ ref: 'refs/heads/main', deleted: true }, 'a branch was deleted'],
  ])('of %j does nothing and says why', (content, because) => {
    expect(assigned('push', { ...content, repository })).toEqual({ do: 'nothing', because })
  })
})

describe('a schedule', () => {
  test('promotes what is due, also where its payload names no branch', () => {
    const env = { GITHUB_SHA: merge, GITHUB_REF: 'refs/heads/trunk' }
    expect(assigned('schedule', { schedule: '0 * * * *' }, { env })).toEqual({
      do: 'promote',
      commit: merge,
      branch: 'trunk',
    })
    expect(assigned('schedule', { repository }, { command: 'status', env })).toMatchObject({
      do: 'status',
      branch: 'main',
    })
  })
})

describe('a dispatch', () => {
  test.each(['promote', 'status', 'rollback'] as const)('does what its input says: %s', (command) => {
    expect(assigned('workflow_dispatch', { inputs: { command }, repository })).toEqual({
      do: command,
      commit: merge,
      branch: 'main',
    })
  })

  test('to check compares the branch with the default one', () => {
    expect(assigned('workflow_dispatch', { inputs: null, repository }, { command: 'check' })).toMatchObject({
      do: 'check',
      base: { from: 'merge base', branch: 'main' },
    })
  })

  test('without a command says what to write', () => {
    expect(() => assigned('workflow_dispatch', { inputs: {}, repository })).toThrow(
      'write `command: promote` (or check, status, rollback) under `with:`',
    )
  })

  test('with another command suggests one', () => {
    expect(() => assigned('workflow_dispatch', { inputs: { command: 'promte' }, repository })).toThrow(
      "the workflow's input `command` is 'promte'; did you mean 'promote'? There are: auto, check",
    )
  })
})

describe('a workflow run', () => {
  const run = {
    event: 'pull_request',
    conclusion: 'success',
    head_sha: sha('a'),
    head_branch: 'change',
    head_repository: { id: 2, owner: { login: 'mallory' } },
    pull_requests: [{ number: 999 }],
  }

  test('of a fork is checked again; the number that the payload claims has no part in it', () => {
    const assignment = assigned('workflow_run', { repository, workflow_run: run })
    expect(assignment).toEqual({
      do: 'second stage',
      head: { sha: sha('a'), repositoryId: 2, owner: 'mallory', branch: 'change' },
      fromFork: true,
      branch: 'main',
    })
  })

  test('of this repository says so: only Dependabot needs a second stage', () => {
    const own = { ...run, head_repository: { id: 1, owner: { login: 'acme' } } }
    expect(assigned('workflow_run', { repository, workflow_run: own })).toMatchObject({ fromFork: false })
  })

  test.each([
    [{ event: 'push' }, 'the run before this one was not that of a pull request'],
    [{ conclusion: 'action_required' }, "the run before this one ended as 'action_required', not on its own"],
    [{ conclusion: 'cancelled' }, "the run before this one ended as 'cancelled', not on its own"],
    [{ head_repository: null }, 'the fork is gone'],
  ])('with %j does nothing', (fields, because) => {
    expect(assigned('workflow_run', { repository, workflow_run: { ...run, ...fields } })).toEqual({
      do: 'nothing',
      because,
    })
  })
})

describe('what is refused', () => {
  test('pull_request_target, with what to write instead', () => {
    expect(() => assigned('pull_request_target', pullRequest())).toThrow(
      'pull_request_target gives keys and a token that may write to what somebody else proposes, so nothing runs on it. ' +
        'Use `on: pull_request`; for forks add the second stage on `workflow_run`',
    )
  })

  test('an event that nothing is known of', () => {
    expect(() => assigned('issue_comment', {})).toThrow(
      "nothing is known to be done on 'issue_comment'. The action runs on",
    )
  })

  test.each([
    ['pull_request', 'promote', 'check'],
    ['merge_group', 'status', 'check'],
    ['push', 'check', 'promote or status'],
    ['schedule', 'rollback', 'promote or status'],
    ['workflow_run', 'promote', 'check'],
  ] as const)('on %s the command %s', (event, command, instead) => {
    expect(() => assigned(event, {}, { command })).toThrow(
      `\`command: ${command}\` makes no sense on ${event}; leave it out, or write ${instead}`,
    )
  })
})

test.each([
  ['main', true],
  ['feature/ünï-1.2', true],
  ['a b', false],
  ['-x', false],
  ['a\u202eb', false],
  ['x.lock', false],
  ['a@{0}', false],
  ['refs/heads/main', true],
  ['/x', false],
  ['x/', false],
])('%j as the name of a branch: %s', (name, holds) => {
  expect(isBranch(name)).toBe(holds)
})
