import { access, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cloneShallow, makeRepository } from './git.ts'

test('a repository starts on main with one commit, a fixed identity and no settings of the host', async () => {
  await using repo = await makeRepository({ files: { 'a.txt': 'one\r\n', 'deep/b.bin': new Uint8Array([0, 255]) } })
  expect(await repo.git('branch', '--show-current')).toBe('main')
  expect(await repo.git('log', '--format=%an %cn %cI')).toBe('Ada Author Carl Committer 2026-01-05T09:04:00+00:00')
  expect(await repo.git('ls-files')).toBe('a.txt\ndeep/b.bin')
  expect(await repo.git('cat-file', '-s', 'HEAD:a.txt')).toBe('5')
  expect(await repo.git('cat-file', '-s', 'HEAD:deep/b.bin')).toBe('2')
  expect(await repo.git('config', '--list', '--show-origin')).not.toMatch(/user\.|file:(?!\.git)/)
})

test('files are written, replaced and deleted, and every commit is later than the last', async () => {
  await using repo = await makeRepository({ files: { 'a.txt': 'one', 'b.txt': 'two' } })
  await repo.write({ 'a.txt': 'uno', 'b.txt': null })
  expect(await repo.git('status', '--short')).toBe(' M a.txt\n D b.txt')
  const second = await repo.commit('Second', { 'c/d.txt': 'three' })
  expect(second).toMatch(/^[0-9a-f]{40}$/)
  const third = await repo.commit('Nothing new')
  expect(await repo.git('show', '--format=%s', '--name-status', second)).toBe(
    'Second\n\nM\ta.txt\nD\tb.txt\nA\tc/d.txt',
  )
  expect(await repo.git('log', '--format=%H')).toMatch(new RegExp(`^${third}\n${second}\n`))
  const times = (await repo.git('log', '--format=%ct')).split('\n').map(Number)
  expect(times).toEqual(times.toSorted((a, b) => b - a))
  expect(new Set(times).size).toBe(3)
})

test('the same history has the same shas', async () => {
  const history = async (): Promise<string> => {
    await using repo = await makeRepository({ files: { a: '1' } })
    await repo.branch('topic')
    await repo.commit('Topic', { b: '2' })
    await repo.checkout('main')
    return await repo.merge('topic')
  }
  expect(await history()).toBe(await history())
})

test('a merge always has two parents, the first of them where it was made', async () => {
  await using repo = await makeRepository({ files: { a: '1' } })
  const start = await repo.git('rev-parse', 'HEAD')
  await repo.branch('topic')
  const head = await repo.commit('Topic', { b: '2' })
  await repo.branch('later', start)
  await repo.checkout('main')
  const merge = await repo.merge('topic')
  expect(await repo.git('rev-list', '--parents', '-1', merge)).toBe(`${merge} ${start} ${head}`)
  expect(await repo.git('rev-parse', 'later')).toBe(start)
})

test('a failing git says why', async () => {
  await using repo = await makeRepository()
  await expect(repo.checkout('nowhere')).rejects.toThrow("pathspec 'nowhere' did not match")
})

test('a bare remote holds all branches and tags', async () => {
  await using repo = await makeRepository({ files: { a: '1' } })
  await repo.git('tag', 'v1')
  await repo.branch('topic')
  const topic = await repo.commit('Topic')
  await using remote = await repo.bareRemote()
  expect(remote.url).toMatch(/^file:\/\/\//)
  expect(await remote.git('for-each-ref', '--format=%(refname)')).toBe(
    'refs/heads/main\nrefs/heads/topic\nrefs/tags/v1',
  )
  expect(await remote.git('rev-parse', 'topic')).toBe(topic)
  await repo.git('push', 'origin', `${topic}:refs/pull/1/head`)
  await using backup = await repo.bareRemote({ name: 'backup' })
  expect(await repo.git('remote')).toBe('backup\norigin')
  expect(await backup.git('rev-parse', 'topic')).toBe(topic)
})

test.each([1, 2])('a clone of depth %i has as many commits and knows that it is shallow', async (depth) => {
  await using repo = await makeRepository({ files: { a: '1' } })
  await repo.commit('Second', { a: '2' })
  const tip = await repo.commit('Third', { a: '3' })
  await using remote = await repo.bareRemote()
  await using clone = await cloneShallow(remote.url, depth)
  expect(await clone.git('rev-list', '--count', 'HEAD')).toBe(String(depth))
  expect(await clone.git('rev-parse', 'HEAD', 'origin/main')).toBe(`${tip}\n${tip}`)
  expect(await clone.git('rev-parse', '--is-shallow-repository')).toBe('true')
  expect(await clone.git('branch', '--show-current')).toBe('main')
  expect(await readFile(join(clone.dir, 'a'), 'utf8')).toBe('3')
  const next = await clone.commit('Fourth', { a: '4' })
  expect(Number(await clone.git('log', '-1', '--format=%ct', next))).toBeGreaterThan(
    Number(await repo.git('log', '-1', '--format=%ct', tip)),
  )
  await clone.git('push', 'origin', 'main')
  expect(await remote.git('rev-parse', 'main')).toBe(next)
})

test('a test merge can be fetched by its ref and by its sha, detached', async () => {
  await using repo = await makeRepository({ files: { a: '1' } })
  const base = await repo.git('rev-parse', 'HEAD')
  await repo.branch('topic')
  const head = await repo.commit('Topic', { b: '2' })
  await repo.checkout('main')
  await using remote = await repo.bareRemote()
  const merge = await repo.merge('topic')
  await repo.git('push', 'origin', `${merge}:refs/pull/1/merge`)
  for (const ref of ['refs/pull/1/merge', merge]) {
    await using clone = await cloneShallow(remote.url, 2, ref)
    expect(await clone.git('rev-parse', 'HEAD', 'HEAD^1', 'HEAD^2')).toBe(`${merge}\n${base}\n${head}`)
    expect(await clone.git('branch', '--show-current')).toBe('')
    await expect(clone.git('rev-parse', 'HEAD^1^{commit}^')).rejects.toThrow()
  }
})

test.each([
  ['tips', false, false],
  ['reachable', true, false],
  ['any', true, true],
] as const)(
  'a remote whose wants are %s serves a reachable sha: %s, an unreachable one: %s',
  async (wants, inner, lost) => {
    await using repo = await makeRepository({ files: { a: '1' } })
    const first = await repo.git('rev-parse', 'HEAD')
    const dropped = await repo.commit('Dropped')
    await using remote = await repo.bareRemote({ wants })
    await repo.git('reset', '--hard', first)
    await repo.commit('Second')
    const tip = await repo.commit('Third')
    await repo.git('push', '--force', 'origin', 'main')
    const fetchable = async (sha: string): Promise<boolean> => {
      await using stranger = await makeRepository()
      const fetch = stranger.git('-c', 'protocol.version=0', 'fetch', remote.url, sha)
      return await fetch.then(
        () => true,
        () => false,
      )
    }
    expect(await fetchable(tip)).toBe(true)
    expect(await fetchable(first)).toBe(inner)
    expect(await fetchable(dropped)).toBe(lost)
  },
)

test('a disposed repository is gone', async () => {
  const repo = await makeRepository()
  await repo[Symbol.asyncDispose]()
  await expect(access(repo.dir)).rejects.toThrow('ENOENT')
})
