import { rm } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { changeCommits, testMerge } from '../../src/commands/change-commits.ts'
import { IncompleteFault } from '../../src/diagnostic/fault.ts'
import { type BareRemote, cloneShallow, makeRepository } from '../rig/git.ts'

/** Main moved on after the test merge was made; the change has two commits. */
async function pullRequest() {
  const repo = await makeRepository({ files: { a: '1' } })
  const older = await repo.commit('Older')
  const parent = await repo.commit('Base', { a: '2' })
  await repo.branch('change')
  await repo.commit('One', { b: '1' })
  const pullHead = await repo.commit('Two', { b: '2' })
  await repo.git('checkout', '--detach', parent)
  const merge = await repo.merge('change')
  await repo.checkout('main')
  const tip = await repo.commit('Later', { c: '1' })
  const remote = await repo.bareRemote()
  await repo.git('push', 'origin', `${merge}:refs/pull/7/merge`, `${pullHead}:refs/pull/7/head`)
  return {
    remote,
    commits: { older, parent, pullHead, merge, tip },
    [Symbol.asyncDispose]: () => repo[Symbol.asyncDispose](),
  }
}

const repository = {}

describe('the commits of a change', () => {
  test.each([
    ['the test merge at depth 1', 'refs/pull/7/merge', 1],
    ['the test merge at depth 2', 'refs/pull/7/merge', 2],
    ['the head at depth 1', 'refs/pull/7/head', 1],
    ['main at depth 1', 'main', 1],
  ])('are found whatever was checked out: %s', async (_, ref, depth) => {
    await using pull = await pullRequest()
    await using clone = await cloneShallow(pull.remote.url, depth, ref)
    const { merge, parent, tip } = pull.commits
    const change = { head: merge, base: { from: 'first parent', branch: 'main' } } as const
    expect(await changeCommits(change, { dir: clone.dir, repository })).toEqual({
      head: merge,
      base: parent,
      policy: tip,
    })
    const trees = [merge, parent, tip].map((commit) => clone.git('ls-tree', '--name-only', commit))
    expect(await Promise.all(trees)).toEqual(['a\nb', 'a', 'a\nc'])
    expect(await clone.git('status', '--short')).toBe('')
  })

  test('of a merge queue are what it says; a branch is compared with the tip of the default one', async () => {
    await using pull = await pullRequest()
    await using clone = await cloneShallow(pull.remote.url, 1, 'main')
    const { merge, older, tip } = pull.commits
    const place = { dir: clone.dir, repository }
    const queued = { head: merge, base: { from: 'commit', commit: older, branch: 'main' } } as const
    expect(await changeCommits(queued, place)).toEqual({ head: merge, base: older, policy: tip })
    const branch = { head: merge, base: { from: 'merge base', branch: 'main' } } as const
    expect(await changeCommits(branch, place)).toEqual({ head: merge, base: tip, policy: undefined })
  })

  test('are incomplete without the tip of the base branch: not reachable, or gone', async () => {
    await using pull = await pullRequest()
    await using clone = await cloneShallow(pull.remote.url, 2, 'refs/pull/7/merge')
    const change = (branch: string) => ({ head: pull.commits.merge, base: { from: 'first parent', branch } }) as const
    const place = { dir: clone.dir, repository }
    await expect(changeCommits(change('gone'), place)).rejects.toThrow(
      new IncompleteFault('origin has no branch gone any more, so there is no policy to check by'),
    )
    await remove(pull.remote)
    await expect(changeCommits(change('main'), place)).rejects.toThrow(
      /refs\/heads\/main cannot be read from origin: .*The job needs a checkout of this repository and `contents: read`/,
    )
  })
})

describe('the test merge of a pull request', () => {
  test('is that of its head, or none', async () => {
    await using pull = await pullRequest()
    await using clone = await cloneShallow(pull.remote.url, 1, 'main')
    const { merge, pullHead, parent } = pull.commits
    const place = { dir: clone.dir, repository }
    expect(await testMerge({ number: 7, pullHead }, place)).toBe(merge)
    expect(await testMerge({ number: 7, pullHead: parent }, place)).toBeUndefined()
    expect(await testMerge({ number: 8, pullHead }, place)).toBeUndefined()
    expect(await clone.git('rev-parse', 'HEAD')).toBe(pull.commits.tip)
  })
})

function remove(remote: BareRemote): Promise<void> {
  return rm(remote.path, { recursive: true })
}
