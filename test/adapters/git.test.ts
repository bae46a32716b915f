import { execFileSync } from 'node:child_process'
import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { CommitSnapshot } from '../../src/adapters/git/commit-snapshot.ts'
import { isAncestor, mergeBase, resolveCommit } from '../../src/adapters/git/commits.ts'
import { openRepository } from '../../src/adapters/git/repository.ts'
import { WorkTreeSnapshot } from '../../src/adapters/git/work-tree-snapshot.ts'
import { IncompleteFault, UsageFault } from '../../src/diagnostic/fault.ts'
import { cloneShallow, makeRepository } from '../rig/git.ts'
import { temporaryDirectory } from '../rig/temp.ts'

const text = (bytes: Uint8Array | undefined) => bytes && new TextDecoder().decode(bytes)

describe('a snapshot of a commit', () => {
  test('lists and reads the tree as it was committed, whatever the work tree holds now', async () => {
    await using repo = await makeRepository({
      files: { 'llmops.yaml': 'a: 1\n', 'llmops/ü b.yaml': 'ü\n', 'other/x': '' },
    })
    const commit = await repo.git('rev-parse', 'HEAD')
    await repo.write({ 'llmops.yaml': 'a: 2\n', 'llmops/ü b.yaml': null })
    await using snapshot = new CommitSnapshot(await openRepository(repo.dir), commit)
    expect((await snapshot.list('llmops')).map(({ path, type, bytes }) => [path, type, bytes])).toEqual([
      ['llmops/ü b.yaml', 'file', 3],
    ])
    expect((await snapshot.list('llmops.yaml')).length).toBe(1)
    expect((await snapshot.list('')).map(({ path }) => path)).toEqual(['llmops.yaml', 'llmops/ü b.yaml', 'other/x'])
    expect(text(await snapshot.read('llmops.yaml'))).toBe('a: 1\n')
    expect(text(await snapshot.read('llmops/ü b.yaml'))).toBe('ü\n')
    expect(text(await snapshot.read('other/x'))).toBe('')
    expect(await snapshot.read('llmops')).toBeUndefined()
    expect(await snapshot.read('nothing')).toBeUndefined()
  })

  test('answers many reads at once, each with its own bytes', async () => {
    const files = Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`f/${n}`, `${n}\n`.repeat(n * 40)]))
    await using repo = await makeRepository({ files })
    await using snapshot = new CommitSnapshot(await openRepository(repo.dir), await repo.git('rev-parse', 'HEAD'))
    const read = await Promise.all(
      Object.keys(files).map(async (path) => [path, text(await snapshot.read(path))] as const),
    )
    expect(Object.fromEntries(read)).toEqual(files)
  })

  test('names a symbolic link as such and does not read it', async () => {
    await using repo = await makeRepository({ files: { a: 'secret' } })
    await symlink('a', join(repo.dir, 'link'))
    await using snapshot = new CommitSnapshot(await openRepository(repo.dir), await repo.commit('link'))
    expect((await snapshot.list('link')).map(({ type }) => type)).toEqual(['symlink'])
    expect(await snapshot.read('link')).toBeUndefined()
  })
})

describe('a snapshot of the work tree', () => {
  test('has changed, new and unchanged files, not ignored or deleted ones, with the ids Git would give them', async () => {
    await using repo = await makeRepository({ files: { '.gitignore': 'ignored\n', a: '1', b: '2', c: '3' } })
    await repo.write({ a: 'changed', b: null, ignored: 'x', 'new/file': 'n' })
    const snapshot = new WorkTreeSnapshot(await openRepository(repo.dir))
    const listed = await snapshot.list('', { ids: true })
    expect(listed.map(({ path }) => path)).toEqual(['.gitignore', 'a', 'c', 'new/file'])
    for (const { path, id } of listed) expect([path, id]).toEqual([path, await repo.git('hash-object', path)])
    expect(text(await snapshot.read('a'))).toBe('changed')
    expect(await snapshot.read('b')).toBeUndefined()
    expect((await snapshot.list('new')).map(({ path }) => path)).toEqual(['new/file'])
  })

  test('does not follow a symbolic link, to a file or on the way', async () => {
    await using outside = await temporaryDirectory()
    await using repo = await makeRepository({ files: { a: '1' } })
    execFileSync('sh', ['-c', `echo secret > ${outside.path}/secret`])
    await symlink(join(outside.path, 'secret'), join(repo.dir, 'file'))
    await symlink(outside.path, join(repo.dir, 'folder'))
    const snapshot = new WorkTreeSnapshot(await openRepository(repo.dir))
    expect(await snapshot.read('file')).toBeUndefined()
    expect(await snapshot.read('folder/secret')).toBeUndefined()
    expect((await snapshot.list('')).map(({ path, type }) => [path, type])).toEqual([
      ['a', 'file'],
      ['file', 'symlink'],
      ['folder', 'symlink'],
    ])
  })

  test('neither reads nor waits for a named pipe', async () => {
    await using repo = await makeRepository({ files: { a: '1' } })
    execFileSync('mkfifo', [join(repo.dir, 'pipe')])
    const snapshot = new WorkTreeSnapshot(await openRepository(repo.dir))
    expect(await snapshot.read('pipe')).toBeUndefined()
  })
})

describe('commits', () => {
  test('outside a repository there is a located refusal', async () => {
    await using folder = await temporaryDirectory()
    await expect(openRepository(folder.path)).rejects.toThrow(UsageFault)
  })

  test('a ref that does not exist is wrong usage; one that looks like an option is only a name', async () => {
    await using repo = await makeRepository()
    const repository = await openRepository(repo.dir)
    await expect(resolveCommit(repository, 'nope')).rejects.toThrow(/no commit 'nope'/)
    await expect(resolveCommit(repository, '--upload-pack=touch x')).rejects.toThrow(UsageFault)
  })

  for (const depth of [1, 2]) {
    test(`a clone of depth ${depth} gets the first parent of a test merge, and the merge base, from its remote`, async () => {
      await using repo = await makeRepository({ files: { a: '0' } })
      for (let n = 1; n <= 5; n++) await repo.commit(`main ${n}`, { a: String(n) })
      await repo.branch('feature', 'HEAD~3')
      await repo.commit('feature', { b: '1' })
      await repo.checkout('main')
      const base = await repo.git('rev-parse', 'HEAD')
      const fork = await repo.git('rev-parse', 'HEAD~3')
      await repo.branch('pull/1/merge')
      const merge = await repo.merge('feature')
      await repo.checkout('main')
      await using remote = await repo.bareRemote()
      await using clone = await cloneShallow(remote.url, depth, merge)
      const repository = await openRepository(clone.dir)
      expect(await resolveCommit(repository, 'HEAD')).toBe(merge)
      expect(await resolveCommit(repository, 'HEAD^1')).toBe(base)
      expect(await resolveCommit(repository, 'main')).toBe(base)
      expect(await mergeBase(repository, base, merge)).toBe(base)
      expect(await mergeBase(repository, base, await resolveCommit(repository, 'feature'))).toBe(fork)
      await using snapshot = new CommitSnapshot(repository, base)
      expect(text(await snapshot.read('a'))).toBe('5')
    })
  }

  test('a shallow clone knows what came before, also where an old branch was merged last', async () => {
    await using repo = await makeRepository({ files: { a: '0' } })
    await repo.branch('old')
    await repo.commit('side', { b: '1' })
    await repo.checkout('main')
    for (let n = 1; n <= 30; n++) await repo.commit(`main ${n}`, { a: String(n) })
    const early = await repo.git('rev-parse', 'HEAD~15')
    const tip = await repo.merge('old')
    const aside = await repo.git('rev-parse', 'old')
    await using remote = await repo.bareRemote({ wants: 'any' })
    for (const [commit, later, expected] of [
      [early, tip, true],
      [tip, early, false],
      [tip, tip, true],
      [aside, early, false],
    ] as const) {
      await using clone = await cloneShallow(remote.url, 1, 'main')
      expect(await isAncestor(await openRepository(clone.dir), commit, later)).toBe(expected)
    }
  })

  test('a commit that was rewritten away comes after nothing, which a shallow clone finds out by itself', async () => {
    await using repo = await makeRepository({ files: { a: '0' } })
    for (const text of ['1', '2', '3']) await repo.commit(text, { a: text })
    const gone = await repo.commit('gone', { a: 'x' })
    await repo.git('reset', '--quiet', '--hard', 'HEAD~1')
    const tip = await repo.commit('instead', { a: 'y' })
    await using remote = await repo.bareRemote()
    await using clone = await cloneShallow(remote.url, 1, 'main')
    const repository = await openRepository(clone.dir)
    expect(await isAncestor(repository, tip, gone)).toBe(false)
    expect(await clone.git('rev-parse', '--is-shallow-repository')).toBe('false')
  })

  test('a shallow clone of which the remote is gone cannot tell what comes before what', async () => {
    await using repo = await makeRepository({ files: { a: '0' } })
    const tip = await repo.commit('one', { a: '1' })
    await using remote = await repo.bareRemote()
    await using clone = await cloneShallow(remote.url, 1, 'main')
    await clone.git('remote', 'set-url', 'origin', 'file:///nonexistent')
    const asked = isAncestor(await openRepository(clone.dir), tip, 'a'.repeat(40))
    await expect(asked).rejects.toThrow(IncompleteFault)
  })

  test('a shallow clone whose remote is gone says what is missing instead of comparing with nothing', async () => {
    await using repo = await makeRepository({ files: { a: '0' } })
    await repo.branch('other')
    await repo.commit('one', { a: '1' })
    await repo.checkout('main')
    await repo.commit('two', { a: '2' })
    await using remote = await repo.bareRemote()
    await using clone = await cloneShallow(remote.url, 1, 'main')
    const repository = await openRepository(clone.dir)
    const other = await resolveCommit(repository, 'other')
    await clone.git('remote', 'set-url', 'origin', 'file:///nonexistent')
    await expect(mergeBase(repository, other, await resolveCommit(repository, 'HEAD'))).rejects.toThrow(IncompleteFault)
  })
})
