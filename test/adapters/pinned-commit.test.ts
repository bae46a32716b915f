import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CommitSnapshot } from '../../src/adapters/git/commit-snapshot.ts'
import { fetchPinned, type PinnedCommitOptions } from '../../src/adapters/git/pinned-commit.ts'
import { IncompleteFault } from '../../src/diagnostic/fault.ts'
import { makeRepository } from '../rig/git.ts'
import { type GitHost, startGitHost } from '../rig/git-host.ts'
import { temporaryDirectory } from '../rig/temp.ts'

const label = 'acme/platform@4f1c9e2'

/** A repository of three commits on a host, of which the second is pinned, and a folder to keep it in. */
async function pinnedOnHost(scope: AsyncDisposableStack) {
  const repo = scope.use(await makeRepository({ files: { 'llmops.yaml': 'first' } }))
  const commit = await repo.commit('Second', { 'llmops.yaml': 'second', 'llmops/models.yaml': 'a' })
  await repo.commit('Third', { 'llmops.yaml': 'third' })
  const bare = scope.use(await repo.bareRemote())
  const host = scope.use(await startGitHost({ 'acme/platform.git': bare.path }))
  const home = join(scope.use(await temporaryDirectory('home')).path, 'extends')
  const pinned = { address: `${host.url}/acme/platform.git`, commit, label }
  return { repo, host, home, pinned, bare }
}

async function textsIn(repository: Awaited<ReturnType<typeof fetchPinned>>, commit: string) {
  await using snapshot = new CommitSnapshot(repository, commit)
  const entries = await snapshot.list('')
  return await Promise.all(
    entries.map(async ({ path }) => [path, new TextDecoder().decode(await snapshot.read(path))] as const),
  )
}

describe('a commit of another repository', () => {
  test('is fetched once, alone, and read from there without a network', async () => {
    await using scope = new AsyncDisposableStack()
    const { host, home, pinned } = await pinnedOnHost(scope)
    const first = await fetchPinned(pinned, { home })
    const files = [
      ['llmops.yaml', 'second'],
      ['llmops/models.yaml', 'a'],
    ]
    expect(await textsIn(first, pinned.commit)).toEqual(files)
    const { length } = host.requests
    expect(length).toBeGreaterThan(0)
    await host[Symbol.asyncDispose]()
    const second = await fetchPinned(pinned, { home })
    expect(second.root).toBe(first.root)
    expect(await textsIn(second, pinned.commit)).toEqual(files)
    expect(host.requests).toHaveLength(length)
    expect(await readdir(home)).toHaveLength(1)
  })

  test('is fetched by two at once, and neither is in the way of the other', async () => {
    await using scope = new AsyncDisposableStack()
    const { home, pinned } = await pinnedOnHost(scope)
    const all = await Promise.all([1, 2, 3, 4].map(() => fetchPinned(pinned, { home })))
    expect(new Set(all.map(({ root }) => root)).size).toBe(1)
    expect(await textsIn(all[0] as (typeof all)[0], pinned.commit)).toHaveLength(2)
    expect(await readdir(home)).toHaveLength(1)
  })

  test('is fetched again where what is kept is damaged; what a killed run left is not looked at', async () => {
    await using scope = new AsyncDisposableStack()
    const { home, pinned } = await pinnedOnHost(scope)
    const { root } = await fetchPinned(pinned, { home })
    await rm(join(root, 'objects'), { recursive: true })
    await mkdir(join(home, 'new-killed/objects'), { recursive: true })
    expect(await textsIn(await fetchPinned(pinned, { home }), pinned.commit)).toHaveLength(2)
  })

  test('comes from a path, too, and where Git is told to find no bare repository by itself', async () => {
    await using scope = new AsyncDisposableStack()
    const { home, pinned, repo } = await pinnedOnHost(scope)
    await writeFile(join(repo.dir, '../bare.config'), '[safe]\n\tbareRepository = explicit\n')
    const before = process.env['GIT_CONFIG_GLOBAL']
    process.env['GIT_CONFIG_GLOBAL'] = join(repo.dir, '../bare.config')
    try {
      const repository = await fetchPinned({ ...pinned, address: repo.dir }, { home })
      expect(await textsIn(repository, pinned.commit)).toHaveLength(2)
    } finally {
      if (before === undefined) delete process.env['GIT_CONFIG_GLOBAL']
      else process.env['GIT_CONFIG_GLOBAL'] = before
      await rm(join(repo.dir, '../bare.config'))
    }
  })

  test('is asked for with the credentials of its server, and those go to no other', async () => {
    await using scope = new AsyncDisposableStack()
    const { home, pinned, host, bare } = await pinnedOnHost(scope)
    const other = scope.use(await startGitHost({ 'acme/platform.git': bare.path }))
    const config = [[`http.${host.url}/.extraheader`, 'AUTHORIZATION: basic c2VjcmV0']] as const
    await fetchPinned(pinned, { home, config })
    await fetchPinned({ ...pinned, address: `${other.url}/acme/platform.git` }, { home, config })
    expect(new Set(host.requests.map(({ authorization }) => authorization))).toEqual(new Set(['basic c2VjcmV0']))
    expect(new Set(other.requests.map(({ authorization }) => authorization))).toEqual(new Set([undefined]))
  })
})

describe('what cannot be had', () => {
  const faults: readonly (readonly [
    what: string,
    change: (host: GitHost) => void,
    more: Partial<PinnedCommitOptions>,
    why: RegExp,
  ])[] = [
    [
      'a host that does not answer',
      (host) => (host.fate = { does: 'hang' }),
      { timeoutMs: 300 },
      /not done after 0\.3 s/,
    ],
    ['a host that refuses', (host) => (host.fate = { does: 'refuse' }), {}, /not found/],
    ['a host that is gone', (host) => void host[Symbol.asyncDispose](), {}, /connect|refused/i],
  ]
  test.each(faults)('%s is a fault that says what to do, and leaves nothing', async (_, change, more, why) => {
    await using scope = new AsyncDisposableStack()
    const { home, pinned, host } = await pinnedOnHost(scope)
    change(host)
    const fault = await fetchPinned(pinned, { home, ...more }).catch((error: unknown) => error)
    expect(fault).toBeInstanceOf(IncompleteFault)
    expect(String(fault)).toMatch(why)
    expect(String(fault)).toMatch(
      /acme\/platform@4f1c9e2, which this project extends, cannot be read: .*kept in \.llmops/,
    )
    expect(await readdir(home)).toEqual([])
  })

  test('another address that the host sends us on to is not asked', async () => {
    await using scope = new AsyncDisposableStack()
    const { home, pinned, host, bare } = await pinnedOnHost(scope)
    const elsewhere = scope.use(await startGitHost({ 'acme/platform.git': bare.path }))
    host.fate = { does: 'moved', elsewhere: elsewhere.url }
    await expect(fetchPinned(pinned, { home })).rejects.toThrow(/cannot be read: .*returned error: 301/)
    expect(elsewhere.requests).toEqual([])
  })

  test('a commit that is not there, and the id of something else', async () => {
    await using scope = new AsyncDisposableStack()
    const { home, pinned, repo, bare } = await pinnedOnHost(scope)
    await expect(fetchPinned({ ...pinned, commit: '0'.repeat(39) + '1' }, { home })).rejects.toThrow(/not our ref/)
    await repo.git('tag', '--annotate', '--message=v1', 'v1', pinned.commit)
    await repo.git('push', 'origin', 'v1')
    const others = [await repo.git('rev-parse', 'v1'), await bare.git('rev-parse', `${pinned.commit}^{tree}`)]
    for (const commit of others)
      await expect(fetchPinned({ ...pinned, commit }, { home })).rejects.toThrow(IncompleteFault)
    expect(await readdir(home)).toEqual([])
  })

  test('an address that runs a program', async () => {
    await using scope = new AsyncDisposableStack()
    const { home, pinned } = await pinnedOnHost(scope)
    const address = `ext::touch ${join(home, '../ran')}`
    await expect(fetchPinned({ ...pinned, address }, { home })).rejects.toThrow(/transport 'ext' not allowed/)
    expect(await readdir(join(home, '..'))).toEqual(['extends'])
  })
})
