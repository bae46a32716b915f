import { access, chmod, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { branchDriver, type BranchDriverOptions } from '../../src/adapters/git/branch-driver.ts'
import { requireInside } from '../../src/adapters/git/delivery-commit.ts'
import { onlyLooking } from '../../src/adapters/git/only-looking.ts'
import { openRepository } from '../../src/adapters/git/repository.ts'
import { DeliveryFault, type Driver } from '../../src/promotion/driver.ts'
import { artifactOf, deliveryOf, ownerOf, project } from '../promotion/records.ts'
import { cloneShallow, makeRepository, type Repository } from '../rig/git.ts'
import { startNode } from '../rig/run.ts'
import { commitByHand, type Home, killWhileMoving, refusePushes } from './git-accidents.ts'
import { startGitHttpServer } from './git-http-server.ts'
import { userState } from './repository-state.ts'

const deliverer = fileURLToPath(new URL('branch-deliverer.ts', import.meta.url))
const branch = 'deploy/staging'
const userFiles = { 'llmops.yaml': 'a: 1\n', '.github/workflows/ci.yml': 'on: push\n' }
const releasePaths = deliveryOf('a', 1).files.map(({ path }) => path)

async function driverIn(repo: Repository, options: Partial<BranchDriverOptions> = {}): Promise<Driver> {
  const repository = await openRepository(repo.dir)
  const address = { owner: ownerOf(), repository, remote: 'origin', branch, folder: '' }
  return branchDriver({ ...address, now: () => '2026-11-22T10:00:00Z', waits: [10, 10], ...options })
}

async function deliver(driver: Driver, text: string, sequence: number, target = 'staging'): Promise<void> {
  const { release, files } = deliveryOf(text, sequence, target)
  await driver.apply(driver.plan((await driver.read())?.release, release, files), files)
}

async function pathsOn(home: Home, name = branch): Promise<readonly string[]> {
  return (await home.git('ls-tree', '-r', '--name-only', name)).split('\n')
}

for (const where of ['at a remote', 'of this repository'] as const) {
  describe(`a branch ${where}`, () => {
    const setUp = async (scope: AsyncDisposableStack) => {
      const repo = scope.use(await makeRepository({ files: userFiles }))
      const remote = scope.use(await repo.bareRemote())
      const options = where === 'at a remote' ? {} : { remote: undefined }
      return { repo, home: where === 'at a remote' ? remote : repo, options, driver: await driverIn(repo, options) }
    }

    test('is exactly the files of the release, one commit each delivery, without history or files of the user', async () => {
      await using scope = new AsyncDisposableStack()
      const { repo, home, driver } = await setUp(scope)
      const before = userState(repo.dir, branch)
      expect(await driver.read()).toBeUndefined()
      await deliver(driver, 'a', 1)
      expect(await driver.read()).toEqual({ release: deliveryOf('a', 1).release, project, intact: true })
      expect(await pathsOn(home)).toEqual(releasePaths)
      await deliver(driver, 'b', 2)
      expect(await pathsOn(home)).toEqual(deliveryOf('b', 2).files.map(({ path }) => path))
      const first = `support ${artifactOf('a').digest.slice(0, 15)}… for staging (no. 1)`
      const second = `support ${artifactOf('b').digest.slice(0, 15)}… for staging (no. 2)`
      expect(await home.git('log', '--format=%s|%an|%ai', branch)).toBe(
        `${second}|llmops|2026-11-22 10:00:00 +0000\n${first}|llmops|2026-11-22 10:00:00 +0000`,
      )
      for (const { path, bytes } of deliveryOf('b', 2).files)
        expect(await home.git('show', `${branch}:${path}`)).toBe(new TextDecoder().decode(bytes))
      expect(userState(repo.dir, branch)).toEqual(before)
    })

    test('is not touched by delivering what it holds', async () => {
      await using scope = new AsyncDisposableStack()
      const { home, driver } = await setUp(scope)
      await deliver(driver, 'a', 1)
      const tip = await home.git('rev-parse', branch)
      await deliver(driver, 'a', 1)
      expect(await home.git('rev-parse', branch)).toBe(tip)
    })

    test('never goes back to a smaller number, and belongs to one target', async () => {
      await using scope = new AsyncDisposableStack()
      const { repo, home, options, driver } = await setUp(scope)
      await deliver(driver, 'b', 7)
      const tip = await home.git('rev-parse', branch)
      await expect(deliver(driver, 'a', 6)).rejects.toThrow(/staging holds number 7 already; number 6 comes too late/)
      const other = await driverIn(repo, { ...options, owner: ownerOf('production') })
      await expect(other.read()).rejects.toThrow(/place of target 'production' holds a release of target 'staging'/)
      const { release, files } = deliveryOf('a', 8, 'production')
      await expect(other.apply(other.plan(undefined, release, files), files)).rejects.toThrow(DeliveryFault)
      expect(await home.git('rev-parse', branch)).toBe(tip)
    })

    test('in a folder leaves the rest of the tree as it is, modes and links included', async () => {
      await using scope = new AsyncDisposableStack()
      const { repo, home, options } = await setUp(scope)
      await commitByHand(home, 'prompts', async (clone) => {
        await clone.write({ 'README.md': 'All prompts\n', 'run.sh': '#!/bin/sh\n', 'apps/other/x': '1\n' })
        await chmod(join(clone.dir, 'run.sh'), 0o755)
        await symlink('README.md', join(clone.dir, 'link'))
      })
      const rest = await home.git('ls-tree', '-r', 'prompts')
      const driver = await driverIn(repo, { ...options, branch: 'prompts', folder: 'apps/support', shared: true })
      expect(await driver.read()).toBeUndefined()
      for (const [text, sequence] of [
        ['a', 1],
        ['b', 2],
      ] as const) {
        await deliver(driver, text, sequence)
        expect((await driver.read())?.intact).toBe(true)
        const all = (await home.git('ls-tree', '-r', 'prompts')).split('\n')
        expect(all.filter((line) => !line.includes('\tapps/support/')).join('\n')).toBe(rest)
        expect(all.filter((line) => line.includes('\tapps/support/')).length).toBe(releasePaths.length)
      }
      expect(await home.git('rev-list', '--count', 'prompts')).toBe('3')
    })

    test('that holds something else is refused, and not written', async () => {
      await using scope = new AsyncDisposableStack()
      const { repo, home, options } = await setUp(scope)
      await commitByHand(home, 'prompts', (clone) => clone.write({ 'apps/support/mine.md': 'x\n', 'apps/file': 'x\n' }))
      const tips = await home.git('for-each-ref')
      for (const [address, message] of [
        [{ branch: 'main' }, /branch main.*: it has a history that llmops did not make.*`shared: true`/],
        [{ branch: 'prompts', folder: 'apps/new' }, /branch prompts.*: it has a history that llmops did not make/],
        [{ branch: 'prompts', folder: 'apps/support', shared: true }, /folder apps\/support: it holds other files/],
        [{ branch: 'prompts', folder: 'apps/file', shared: true }, /it holds other files/],
        [{ branch: 'prompts', folder: 'apps/file/deep', shared: true }, /'file' is no folder there/],
      ] as const) {
        const driver = await driverIn(repo, { ...options, ...address })
        await expect(deliver(driver, 'a', 1)).rejects.toThrow(message)
        await expect(deliver(driver, 'a', 1)).rejects.toThrow(DeliveryFault)
      }
      expect(await home.git('for-each-ref')).toBe(tips)
    })

    test('that got a history or workflows of a user is refused, also where llmops began it', async () => {
      await using scope = new AsyncDisposableStack()
      const { repo, home, options } = await setUp(scope)
      const driver = await driverIn(repo, { ...options, folder: 'apps/support' })
      await deliver(driver, 'a', 1)
      await commitByHand(home, branch, (clone) => clone.write({ 'README.md': 'beside it\n' }))
      await deliver(driver, 'b', 2)
      const ours = await home.git('rev-parse', branch)
      await commitByHand(home, branch, (clone) => clone.write({ '.github/workflows/run.yml': 'on: push\n' }))
      await expect(deliver(driver, 'c', 3)).rejects.toThrow(/has workflows, which every delivery would start/)
      await home.git('update-ref', `refs/heads/${branch}`, ours)
      await commitByHand(home, branch, async (clone) => {
        await clone.git('merge', '--allow-unrelated-histories', '--no-edit', 'main')
      })
      await expect(driver.read()).rejects.toThrow(/a history that llmops did not make/)
      const shared = await driverIn(repo, { ...options, folder: 'apps/support', shared: true })
      await deliver(shared, 'c', 3)
      expect((await shared.read())?.release.sequence).toBe(3)
    })

    test('of another project is refused, and a renamed target goes on with it', async () => {
      await using scope = new AsyncDisposableStack()
      const { repo, home, options, driver } = await setUp(scope)
      await deliver(driver, 'a', 1)
      const tip = await home.git('rev-parse', branch)
      const strange = ownerOf('staging', { project: { name: 'support', folder: 'apps/b' } })
      const other = await driverIn(repo, { ...options, owner: strange })
      await expect(deliver(other, 'b', 2)).rejects.toThrow(
        "holds a release of project 'support', not of project 'support' in apps/b",
      )
      expect(await home.git('rev-parse', branch)).toBe(tip)
      const renamed = await driverIn(repo, { ...options, owner: ownerOf('stage', { formerTarget: 'staging' }) })
      await deliver(renamed, 'b', 2, 'stage')
      expect((await renamed.read())?.release.target).toBe('stage')
    })

    test('that was tampered with is told, and made whole by the next delivery', async () => {
      await using scope = new AsyncDisposableStack()
      const { home, driver } = await setUp(scope)
      await deliver(driver, 'a', 1)
      const document = `artifact/blobs/sha256/${artifactOf('a').digest.slice(7)}`
      const ways: readonly ((clone: Repository) => Promise<unknown>)[] = [
        (clone) => clone.write({ [document]: '{"text":"b"}' }),
        (clone) => clone.write({ [document]: null }),
        (clone) => clone.write({ 'artifact/index.json': '{}' }),
        (clone) =>
          clone.write({ 'release.json': `${new TextDecoder().decode(deliveryOf('a', 1).files.at(-1)?.bytes)}\n` }),
        async (clone) => {
          await rm(join(clone.dir, document))
          await symlink('../../index.json', join(clone.dir, document))
        },
      ]
      for (const tamper of ways) {
        await commitByHand(home, branch, tamper)
        const { release } = deliveryOf('a', 1)
        expect(await driver.read()).toEqual({ release, project, intact: false })
        await deliver(driver, 'a', 1)
        expect(await driver.read()).toEqual({ release, project, intact: true })
      }
      await commitByHand(home, branch, (clone) => clone.write({ 'release.json': '{' }))
      await expect(driver.read()).rejects.toThrow(/branch deploy\/staging.*release\.json cannot be read/)
    })

    test('to which several deliver at once ends at the highest number, with nothing lost on the way', async () => {
      await using scope = new AsyncDisposableStack()
      const { home, driver } = await setUp(scope)
      const outcomes = await Promise.allSettled([3, 1, 5, 2, 4].map((n) => deliver(driver, `v${n}`, n)))
      for (const outcome of outcomes)
        if (outcome.status === 'rejected') expect(String(outcome.reason)).toMatch(/DeliveryFault.*comes too late/)
      expect(await driver.read()).toEqual({ release: deliveryOf('v5', 5).release, project, intact: true })
      const subjects = (await home.git('log', '--format=%s', branch)).split('\n')
      const numbers = subjects.map((line) => Number(/no\. (\d+)/.exec(line)?.[1]))
      expect(numbers).toEqual(numbers.toSorted((a, b) => b - a))
      expect(numbers.length).toBe(outcomes.filter(({ status }) => status === 'fulfilled').length)
    })

    test('with two targets in folders of their own takes both at once', async () => {
      await using scope = new AsyncDisposableStack()
      const { repo, home, options } = await setUp(scope)
      const names = ['staging', 'production']
      const drivers = await Promise.all(
        names.map((target) => driverIn(repo, { ...options, owner: ownerOf(target), folder: `targets/${target}` })),
      )
      await Promise.all(drivers.map((driver, index) => deliver(driver, 'a', 1, names[index])))
      for (const driver of drivers) expect((await driver.read())?.intact).toBe(true)
      expect(await home.git('rev-list', '--count', branch)).toBe('2')
      expect((await pathsOn(home)).length).toBe(2 * releasePaths.length)
    })
  })
}

test('a branch of another repository is reached by URL, also from a clone of depth 1, which stays what it is', async () => {
  await using repo = await makeRepository({ files: userFiles })
  await repo.commit('more')
  await using remote = await repo.bareRemote()
  await using other = await makeRepository()
  await using elsewhere = await other.bareRemote()
  await using clone = await cloneShallow(remote.url, 1)
  const before = userState(clone.dir)
  const driver = await driverIn(clone, { remote: elsewhere.url })
  for (const sequence of [1, 2, 3]) await deliver(driver, `v${sequence}`, sequence)
  expect((await driver.read())?.intact).toBe(true)
  expect(await elsewhere.git('rev-list', '--count', branch)).toBe('3')
  expect(await remote.git('for-each-ref', '--format=%(refname)')).toBe('refs/heads/main')
  expect(userState(clone.dir)).toEqual(before)
})

test('a branch that is protected is a fault in the words of who protects it', async () => {
  await using repo = await makeRepository()
  await using remote = await repo.bareRemote()
  await refusePushes(
    remote,
    'pre-receive',
    'error: GH013: Repository rule violations found for refs/heads/deploy/staging.',
  )
  const driver = await driverIn(repo, { waits: [60_000] })
  await expect(deliver(driver, 'a', 1)).rejects.toThrow(
    /branch deploy\/staging at origin: refused: .*GH013: Repository rule.*Either let the identity .* write this branch .*, or give the target another branch/,
  )
  await expect(deliver(driver, 'a', 1)).rejects.toThrow(DeliveryFault)
  expect(await driver.read()).toBeUndefined()
})

test('a commit that changes anything outside the folder is not pushed', async () => {
  await using repo = await makeRepository({ files: { 'apps/a/x': '1', 'apps/ab': '1' } })
  const place = { repository: await openRepository(repo.dir), folder: 'apps/a' }
  const tip = await repo.git('rev-parse', 'HEAD')
  await requireInside(place, tip, await repo.commit('Inside', { 'apps/a/y': '2' }))
  const inside = await repo.git('rev-parse', 'HEAD')
  const outside = await repo.commit('Beside', { 'apps/ab': '2' })
  await expect(requireInside(place, inside, outside)).rejects.toThrow(/would change 'apps\/ab', which is outside/)
  await expect(requireInside(place, undefined, tip)).rejects.toThrow(DeliveryFault)
})

test('who only looks reads a remote branch without leaving a ref or an object', async () => {
  await using repo = await makeRepository()
  await using remote = await repo.bareRemote()
  await using elsewhere = await makeRepository()
  await elsewhere.git('remote', 'add', 'origin', remote.url)
  await deliver(await driverIn(elsewhere), 'a', 1)
  const repository = await openRepository(repo.dir)
  const before = [await repo.git('for-each-ref'), await repo.git('count-objects', '-v')]
  await using scope = new AsyncDisposableStack()
  const looking = await onlyLooking(repository, scope)
  const driver = await driverIn(repo, { repository: looking })
  expect(await driver.read()).toEqual({ release: deliveryOf('a', 1).release, project, intact: true })
  expect([await repo.git('for-each-ref'), await repo.git('count-objects', '-v')]).toEqual(before)
  await scope.disposeAsync()
  await expect(access(looking.objects?.added ?? '/')).rejects.toThrow('ENOENT')
})

test('a remote that is gone is a fault with its name', async () => {
  await using repo = await makeRepository()
  const driver = await driverIn(repo, { remote: 'file:///nonexistent/prompts.git' })
  await expect(driver.read()).rejects.toThrow(/branch deploy\/staging at file:.*does not appear to be a git repository/)
  await expect(deliver(driver, 'a', 1)).rejects.toThrow(DeliveryFault)
})

test('a push whose reply is lost is delivered once', async () => {
  await using repo = await makeRepository()
  await using remote = await repo.bareRemote()
  await using server = await startGitHttpServer(remote.path)
  const driver = await driverIn(repo, { remote: server.url })
  for (const sequence of [1, 2]) {
    server.fate = { push: 'reply-lost', times: 1 }
    await deliver(driver, `v${sequence}`, sequence)
    expect((await driver.read())?.release.sequence).toBe(sequence)
  }
  expect(await remote.git('rev-list', '--count', branch)).toBe('2')
})

for (const where of ['remote', 'local'] as const) {
  test(`killed at any instant, a delivery leaves the release before it or its own (${where})`, async () => {
    await using repo = await makeRepository({ files: userFiles })
    await using remote = await repo.bareRemote()
    const at = where === 'remote' ? remote.url : '-'
    const driver = await driverIn(repo, { remote: where === 'remote' ? 'origin' : undefined })
    let last = 0
    for (let round = 1; round <= 4; round++) {
      const running = await startNode(deliverer, [repo.dir, at, String(last + 1), '100000'])
      const { stdout } = await killWhileMoving(running, where === 'remote' ? remote : repo, branch)
      const printed = Number(stdout.trim().split('\n').at(-1) || last)
      const held = await driver.read()
      expect(held?.intact ?? true).toBe(true)
      expect([printed, printed + 1]).toContain(held?.release.sequence ?? 0)
      last = held?.release.sequence ?? 0
      await deliver(driver, `v${last + 1}`, last + 1)
      last += 1
    }
    expect(last).toBeGreaterThanOrEqual(8)
    expect(await repo.git('status', '--porcelain')).toBe('')
    await repo.git('fsck', '--strict', '--no-dangling')
  })
}
