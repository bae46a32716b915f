import { mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Repository, makeRepository } from '../rig/git.ts'
import { type GitHost, startGitHost } from '../rig/git-host.ts'
import { key, llmops } from './project.ts'
import { releaseFiles, type ReleaseOptions, run, towns } from './releases.ts'

/** The host of an organisation, with two versions of its policy and Model. */
async function organisation(scope: AsyncDisposableStack, url: string) {
  const files = (maxTokens: number) => ({
    'llmops.yaml': `apiVersion: llmops/v1
kind: Project
name: llm-platform
providers:
  local: {url: "${url}", key: LOCAL_KEY}
budget: {pullRequest: 1}
---
kind: Model
name: town-model
id: local/mini
price: {input: 1, output: 4}
parameters: {maxTokens: ${maxTokens}}
`,
  })
  const repo = scope.use(await makeRepository({ files: files(100) }))
  const first = await repo.git('rev-parse', 'HEAD')
  const second = await repo.commit('Longer', files(200))
  const bare = scope.use(await repo.bareRemote())
  const repositories = { 'acme/platform.git': bare.path, 'mallory/platform.git': bare.path }
  return { host: scope.use(await startGitHost(repositories)), first, second }
}

type Organisation = Awaited<ReturnType<typeof organisation>>

/** A project whose providers and Model are the organisation's. */
function extendingFiles(server: string, host: GitHost, commit: string, more: Partial<ReleaseOptions> = {}) {
  const files = releaseFiles({ url: server, ...more })
  return {
    ...files,
    'llmops.yaml': `apiVersion: llmops/v1
kind: Project
name: towns
extends: ${host.url}/acme/platform.git@${commit}
budget: {pullRequest: 50}
`,
    'llmops/answer.yaml': (files['llmops/answer.yaml'] ?? '').replace(/---\nkind: Model[\s\S]*/, ''),
  }
}

/** A project whose main extends the first version, on a branch `change`. */
async function extendingProject(scope: AsyncDisposableStack) {
  const server = scope.use(await towns('extends'))
  const { host, first, second } = await organisation(scope, server.url)
  const repo = scope.use(await makeRepository({ files: extendingFiles(server.url, host, first) }))
  await repo.branch('change')
  const pin = (extended: string) =>
    repo.commit('Pin', { 'llmops.yaml': withExtends(server.url, host, first, extended) })
  return { server, host, first, second, repo, pin }
}

function withExtends(server: string, host: GitHost, commit: string, extended: string): string {
  return extendingFiles(server, host, commit)['llmops.yaml'].replace(/extends: .*/, `extends: ${extended}`)
}

/** As a pipeline runs it: of a commit, and by nobody. */
const inPipeline = { env: { CI: 'true' } }
const compare = ['--base', 'main', '--head', 'HEAD', '--format', 'json'] as const

async function planOf(repo: Repository, options = inPipeline) {
  const finished = await llmops(repo, ['plan', ...compare], options)
  return { ...finished, report: finished.stdout === '' ? undefined : JSON.parse(finished.stdout) }
}

describe('a project that extends an organisation', () => {
  test('is evaluated with its Model, within its budget, and fetches once', async () => {
    await using scope = new AsyncDisposableStack()
    const { server, host, first, repo } = await extendingProject(scope)
    await repo.commit('Reworded', {
      'llmops/answer.yaml': extendingFiles(server.url, host, first, { system: 'Answer from this map.' })[
        'llmops/answer.yaml'
      ],
    })
    const { code, stdout, stderr } = await llmops(
      repo,
      ['check', ...compare.slice(0, 4), '--format', 'markdown'],
      inPipeline,
    )
    expect([code, stderr]).toEqual([0, expect.stringContaining('24 calls')])
    expect(stdout).toMatch(/policy of `[\d.:]+\/acme\/platform@\w{7}`/)
    expect(stdout).toMatch(/of \$1\b/)
    expect(server.requests).toHaveLength(24)
    expect(server.requests[0]?.headers.authorization).toBe(`Bearer ${key}`)
    expect(await repo.git('status', '--short')).toBe('')

    const asked = host.requests.length
    await host[Symbol.asyncDispose]()
    const again = await planOf(repo)
    expect([again.code, again.report.extends, again.report.plan.budget]).toEqual([
      0,
      { repository: `${host.url}/acme/platform.git`, commit: first },
      { usd: 1, minutes: 30 },
    ])
    expect(host.requests).toHaveLength(asked)
  })

  test('is told what another commit of it changes, through `extends`, and what of that holds after the merge', async () => {
    await using scope = new AsyncDisposableStack()
    const { host, first, second, repo, pin } = await extendingProject(scope)
    await pin(`${host.url}/acme/platform.git@${second}`)
    const { code, report } = await planOf(repo)
    expect(code).toBe(0)
    const label = (commit: string) => `${new URL(host.url).host}/acme/platform@${commit.slice(0, 7)}`
    expect(report.plan.changes.resources).toMatchObject([
      { kind: 'Project', fields: [{ path: ['extends'] }] },
      {
        kind: 'Model',
        name: 'town-model',
        from: label(second),
        fields: [{ path: ['parameters', 'maxTokens'], before: 100, after: 200 }],
      },
    ])
    expect(report.plan.changes.suites).toMatchObject([{ suite: 'quality', subject: true }])
    expect(report.plan.changes.suites[0].through).toContainEqual(expect.objectContaining({ name: 'town-model' }))
    expect(report.plan.policyChanges).toEqual([`extends: ${label(first)} → ${label(second)}`])
    const { stdout } = await llmops(repo, ['plan', '--base', 'main', '--head', 'HEAD'], inPipeline)
    expect(stdout).toContain(`model town-model (through extends, from ${label(second)})`)
    expect(stdout).toContain(`policy of ${label(first)}`)
  })
})

describe('a change that names another repository', () => {
  test('sends nobody there: it holds after the merge, and what needs it is an error', async () => {
    await using scope = new AsyncDisposableStack()
    const { host, first, repo, pin } = await extendingProject(scope)
    await pin(`${host.url}/mallory/platform.git@${first}`)
    for (const args of [
      ['plan', ...compare],
      ['validate', '--format', 'json'],
    ]) {
      const { code, stdout } = await llmops(repo, args, inPipeline)
      expect([code, codesIn(stdout)]).toEqual([2, ['extends-not-read', 'unresolved-reference']])
    }
    expect(host.requests.filter(({ path }) => path.startsWith('/mallory'))).toEqual([])
  })

  test('is only a warning where nothing needs it; policy stays that of the base', async () => {
    await using scope = new AsyncDisposableStack()
    const { server, host, first, repo } = await extendingProject(scope)
    await repo.commit('Adopt', {
      ...releaseFiles({ url: server.url, project: `extends: ${host.url}/mallory/platform.git@${first}\n` }),
    })
    const { code, report, stdout } = await planOf(repo)
    expect([code, codesIn(stdout)]).toEqual([0, ['extends-not-read']])
    expect(report.plan.budget).toEqual({ usd: 1, minutes: 30 })
    expect(report.plan.policyChanges).toContainEqual(
      expect.stringMatching(
        /^extends: .*acme\/platform@\w{7} → .*mallory\/platform@\w{7} \(not read before the merge\)$/,
      ),
    )
    expect(host.requests.filter(({ path }) => path.startsWith('/mallory'))).toEqual([])
  })

  test('is read where it is the own work tree of whoever runs it', async () => {
    await using scope = new AsyncDisposableStack()
    const { server, host, first, repo } = await extendingProject(scope)
    await repo.write({
      'llmops.yaml': withExtends(server.url, host, first, `${host.url}/mallory/platform.git@${first}`),
    })
    const { code, stdout } = await llmops(repo, ['validate', '--format', 'json'])
    expect([code, codesIn(stdout)]).toEqual([0, []])
    expect(host.requests.filter(({ path }) => path.startsWith('/mallory'))).not.toEqual([])
  })
})

describe('where it cannot be read', () => {
  test('nothing is decided: exit 3, with what to do', async () => {
    await using scope = new AsyncDisposableStack()
    const { host, repo } = await extendingProject(scope)
    await host[Symbol.asyncDispose]()
    for (const command of ['plan', 'validate']) {
      const { code, stdout, stderr } = await llmops(repo, [command, '--head', 'HEAD'], { env: {} })
      expect([command, code, stdout]).toEqual([command, 3, ''])
      expect(stderr).toMatch(/acme\/platform@\w{7}, which this project extends, cannot be read: /)
    }
  })

  test('what could have come with a commit is not believed', async () => {
    await using scope = new AsyncDisposableStack()
    const { repo } = await extendingProject(scope)
    await repo.write({ '.llmops/.gitignore': '', '.llmops/extends/x': '' })
    await repo.git('add', '--force', '.llmops')
    const tracked = await planOf(repo)
    expect([tracked.code, tracked.stderr]).toEqual([3, expect.stringContaining('.llmops is tracked by Git')])
    await repo.git('rm', '-r', '--force', '--quiet', '.llmops')
    await mkdir(join(repo.dir, '.llmops'))
    await symlink('/tmp', join(repo.dir, '.llmops/extends'))
    const linked = await planOf(repo)
    expect([linked.code, linked.stderr]).toEqual([3, expect.stringContaining('is a symbolic link or holds one')])
  })

  test('a base that extends what is invalid has no policy', async () => {
    await using scope = new AsyncDisposableStack()
    const server = scope.use(await towns('invalid'))
    const { host }: Organisation = await organisation(scope, server.url)
    const theirs = scope.use(await makeRepository({ files: { 'llmops.yaml': 'kind: Projekt\n' } }))
    const commit = await theirs.git('rev-parse', 'HEAD')
    const ours = extendingFiles(server.url, host, commit)
    const yaml = ours['llmops.yaml'].replace(/extends: .*/, `extends: ${theirs.dir}@${commit}`)
    const repo = scope.use(await makeRepository({ files: { ...ours, 'llmops.yaml': yaml } }))
    const { code, stderr } = await planOf(repo)
    expect(code).toBe(3)
    expect(stderr).toMatch(/base's project is invalid \(llmops\.yaml:4: .* cannot be extended: /)
  })
})

describe('a promotion', () => {
  test('is under the policy that the commit extends, and its evidence says so', async () => {
    await using scope = new AsyncDisposableStack()
    const { host, first, repo } = await extendingProject(scope)
    await repo.checkout('main')
    const { code, report } = await run(repo, 'promote')
    expect([code, report.targets[0]?.outcome.kind]).toEqual([0, 'promoted'])
    const evidence = await repo.git('show', `llmops-ledger:_/evidence/${report.targets[0]?.evidence?.slice(7)}.json`)
    expect(JSON.parse(evidence).predicate.policy).toEqual({
      source: 'base',
      commit: await repo.git('rev-parse', 'HEAD'),
      extends: { repository: `${host.url}/acme/platform.git`, commit: first },
    })
  })

  test('of a commit that was not merged reads nothing that it names', async () => {
    await using scope = new AsyncDisposableStack()
    const { host, repo } = await extendingProject(scope)
    await repo.commit('Not merged')
    const { code, stderr } = await run(repo, 'promote', '--head', 'change')
    expect([code, stderr]).toEqual([64, expect.stringContaining('is not on main: only what was merged is promoted')])
    expect(host.requests).toEqual([])
  })
})

function codesIn(stdout: string): readonly string[] {
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: readonly { code: string; severity: string }[] }
  return diagnostics.filter(({ severity }) => severity !== 'note').map(({ code }) => code)
}
