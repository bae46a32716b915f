import { describe, expect, test } from 'vitest'
import { openRepository } from '../../src/adapters/git/repository.ts'
import { openExtensions } from '../../src/commands/extends.ts'
import { type Extends, readExtends } from '../../src/resources/extends.ts'
import { policyOf } from '../../src/resources/policy-of.ts'
import type { Project } from '../../src/resources/project.ts'
import { loadProject } from '../../src/rules/load-project.ts'
import { memorySnapshot } from '../behaviour/memory-snapshot.ts'
import { makeRepository } from '../rig/git.ts'
import { startGitHost } from '../rig/git-host.ts'

/** A repository, and a host with what it may extend. */
async function setting(scope: AsyncDisposableStack) {
  const theirs = scope.use(await makeRepository({ files: { 'llmops.yaml': 'theirs' } }))
  const bare = scope.use(await theirs.bareRemote())
  const host = scope.use(await startGitHost({ 'acme/platform.git': bare.path }))
  const ours = scope.use(await makeRepository())
  const commit = await theirs.git('rev-parse', 'HEAD')
  const named = (repository: string): Extends => {
    const read = readExtends(`${repository}@${commit}`)
    if (!read.ok) throw new Error(read.problem.code)
    return read.extended
  }
  const repository = await openRepository(ours.dir, { server: `${host.url}/` })
  return { theirs, host, named, place: { repository, folder: '' } }
}

async function projectExtending({ repository, commit }: Extends): Promise<Project> {
  const yaml = `apiVersion: llmops/v1\nkind: Project\nname: support\nextends: ${repository}@${commit}\n`
  const { project } = await loadProject(memorySnapshot({ 'llmops.yaml': yaml }), '', {
    openExtended: async () =>
      memorySnapshot({ 'llmops.yaml': 'apiVersion: llmops/v1\nkind: Project\nname: platform\n' }),
  })
  if (project === undefined) throw new Error('not valid')
  expect(policyOf(project).extends).toEqual({ repository, commit, label: expect.any(String) })
  return project
}

describe('what is extended', () => {
  test('is looked for on the server of the code host, by its name alone', async () => {
    await using scope = new AsyncDisposableStack()
    const { host, named, place } = await setting(scope)
    const snapshot = await openExtensions(place, false, scope).ofTrusted(named('acme/platform'))
    expect(snapshot).not.toBe('withheld')
    expect(new Set(host.requests.map(({ path }) => path.split('/info')[0]?.split('/git-')[0]))).toEqual(
      new Set(['/acme/platform.git']),
    )
  })

  test('is one address however it is written, for whoever is trusted; another one is withheld', async () => {
    await using scope = new AsyncDisposableStack()
    const { host, theirs, named, place } = await setting(scope)
    const trusted = await projectExtending(named('acme/platform'))
    const extensions = openExtensions(place, false, scope)
    const open = extensions.ofChange(async () => [undefined, trusted])
    expect(await open(named(`${host.url}/acme/platform.git`))).not.toBe('withheld')
    expect(await open(named('acme/platform.git'))).not.toBe('withheld')
    expect(await open(named(theirs.dir))).toBe('withheld')
    expect(await open(named('mallory/platform'))).toBe('withheld')
    expect(await extensions.ofChange(async () => [])(named('acme/platform'))).toBe('withheld')
    expect(host.requests.filter(({ path }) => !path.startsWith('/acme/'))).toEqual([])
  })

  test('is opened once for all trees of a command', async () => {
    await using scope = new AsyncDisposableStack()
    const { named, place } = await setting(scope)
    const { ofTrusted } = openExtensions(place, false, scope)
    const [first, second] = await Promise.all([ofTrusted(named('acme/platform')), ofTrusted(named('acme/platform'))])
    expect(second).toBe(first)
  })

  test('has a path from the root of the repository', async () => {
    await using scope = new AsyncDisposableStack()
    const { theirs, named, place } = await setting(scope)
    const beside = named(`../${theirs.dir.split('/').at(-1)}`)
    expect(await openExtensions(place, false, scope).ofTrusted(beside)).not.toBe('withheld')
  })
})
