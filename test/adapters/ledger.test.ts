import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { digestOf } from '../../src/digest/digest.ts'
import { LedgerFault, type LedgerRecord } from '../../src/promotion/ledger.ts'
import { filesOf } from '../../src/promotion/ledger-format.ts'
import { stateOf } from '../../src/promotion/target-state.ts'
import { artifactOf, claimOf, outcomeOf, writeOf } from '../promotion/records.ts'
import { cloneShallow, makeRepository } from '../rig/git.ts'
import { startNode } from '../rig/run.ts'
import { commitByHand, killWhileMoving } from './git-accidents.ts'
import { append, branch, ledgerIn } from './ledger-client.ts'
import { userState } from './repository-state.ts'

const writer = fileURLToPath(new URL('ledger-writer.ts', import.meta.url))
const userFiles = { 'llmops.yaml': 'a: 1\n', '.github/workflows/ci.yml': 'on: push\n', 'src/a.ts': '1\n' }

for (const where of ['at a remote', 'in a repository without remote'] as const) {
  describe(`a ledger ${where}`, () => {
    const remoteName = where === 'at a remote' ? 'origin' : undefined
    const setUp = async (scope: AsyncDisposableStack) => {
      const repo = scope.use(await makeRepository({ files: userFiles }))
      const remote = scope.use(await repo.bareRemote())
      const home = remoteName === undefined ? repo : remote
      return { repo, home, ledger: await ledgerIn(repo, { remote: remoteName }) }
    }

    test('begins with the first record, on a branch of its own without anything of the user', async () => {
      await using scope = new AsyncDisposableStack()
      const { repo, home, ledger } = await setUp(scope)
      const before = userState(repo.dir, branch)
      expect(await ledger.read()).toEqual({ commit: undefined, targets: new Map() })
      const claim = await append(ledger, 'a')
      expect(await home.git('rev-list', '--count', '--all', '--not', 'main')).toBe('1')
      expect(await home.git('merge-base', '--all', 'main', branch).catch(() => 'none')).toBe('none')
      expect((await home.git('ls-tree', '-r', '--name-only', branch)).split('\n')).toEqual([
        '_/targets/staging/000001-claimed.json',
        'ledger.json',
      ])
      const tip = await ledger.read()
      expect(tip.commit).toBe(await home.git('rev-parse', branch))
      expect(tip.targets.get('staging')).toEqual({
        target: 'staging',
        latest: claim,
        held: undefined,
        history: [claim],
      })
      expect(userState(repo.dir, branch)).toEqual(before)
    })

    test('keeps evidence and documents, and tells its history to git log', async () => {
      await using scope = new AsyncDisposableStack()
      const { repo, home, ledger } = await setUp(scope)
      const before = userState(repo.dir, branch)
      const artifact = artifactOf('a')
      const evidence = { digest: digestOf('{"e":1}'), statement: '{"e":1}' }
      const tip = await ledger.read()
      const claim = claimOf(undefined, 'a', { evidence: evidence.digest })
      expect(await ledger.append(tip, { ...writeOf(claim), artifact, evidence })).toBe('written')
      const commit = outcomeOf(claim, 'committed')
      expect(await ledger.append(await ledger.read(), writeOf(commit))).toBe('written')
      expect(await ledger.document(artifact.digest)).toBe(artifact.document)
      expect(await ledger.document(digestOf('other'))).toBeUndefined()
      expect(await home.git('show', `${branch}:_/evidence/${evidence.digest.slice(7)}.json`)).toBe(evidence.statement)
      const short = artifact.digest.slice(0, 15)
      expect(
        await home.git('log', '--format=%s|%an|%ae|%ai|%(trailers:key=Sequence,valueonly,separator=)', branch),
      ).toBe(
        `promote support ${short}… to staging (no. 1)|llmops|llmops@users.noreply.github.com|2026-11-22 10:01:00 +0000|1\n` +
          `claim support ${short}… to staging (no. 1)|llmops|llmops@users.noreply.github.com|2026-11-22 10:00:00 +0000|1`,
      )
      expect((await ledger.read()).targets.get('staging')?.held).toEqual(commit)
      expect(userState(repo.dir, branch)).toEqual(before)
    })

    test('lets one of two that read the same tip write; the other one is told, and changes nothing', async () => {
      await using scope = new AsyncDisposableStack()
      const { home, ledger } = await setUp(scope)
      for (const round of ['first', 'second']) {
        const tip = await ledger.read()
        const claims = ['a', 'b', 'c'].map((by) => claimOf(tip.targets.get('staging'), round, { by }))
        const outcomes = await Promise.all(claims.map((claim) => ledger.append(tip, writeOf(claim))))
        expect(outcomes.toSorted()).toEqual(['moved', 'moved', 'written'])
        const winner = claims[outcomes.indexOf('written')]
        expect((await ledger.read()).targets.get('staging')?.latest).toEqual(winner)
        const stale = await home.git('rev-parse', branch)
        expect(await ledger.append(tip, writeOf(claims[0] ?? claimOf(undefined, '')))).toBe('moved')
        expect(await home.git('rev-parse', branch)).toBe(stale)
      }
    })

    test('keeps the projects of one repository apart, and what somebody else committed there', async () => {
      await using scope = new AsyncDisposableStack()
      const { repo, home, ledger } = await setUp(scope)
      const other = await ledgerIn(repo, { remote: remoteName, projectFolder: 'apps/support' })
      await append(ledger, 'a')
      const mine = await home.git('rev-parse', `${branch}:_`)
      await append(other, 'b')
      await append(other, 'c', { target: 'production' })
      expect(await home.git('rev-parse', `${branch}:_`)).toBe(mine)
      await commitByHand(home, branch, (clone) => clone.write({ 'README.md': 'Promotions of support\n' }))
      await append(ledger, 'd')
      expect((await home.git('ls-tree', '-r', '--name-only', branch)).split('\n')).toEqual([
        'README.md',
        '_/targets/staging/000001-claimed.json',
        '_/targets/staging/000002-claimed.json',
        'apps/support/targets/production/000001-claimed.json',
        'apps/support/targets/staging/000001-claimed.json',
        'ledger.json',
      ])
      expect([...(await other.read()).targets.keys()]).toEqual(['production', 'staging'])
      expect([...(await ledger.read()).targets.keys()]).toEqual(['staging'])
    })

    test('whose records were edited by hand is not believed, and not written', async () => {
      await using scope = new AsyncDisposableStack()
      const { home, ledger } = await setUp(scope)
      await append(ledger, 'a')
      await append(ledger, 'b')
      const path = '_/targets/staging/000001-claimed.json'
      const text = await home.git('show', `${branch}:${path}`)
      await commitByHand(home, branch, (clone) => clone.write({ [path]: `${text.replace('"ada"', '"eve"')}\n` }))
      await expect(ledger.read()).rejects.toThrow(/llmops-ledger.*000002-claimed\.json: the chain of records is broken/)
      await expect(ledger.read()).rejects.toThrow(LedgerFault)
    })

    test('is not written over a branch that is something else', async () => {
      await using scope = new AsyncDisposableStack()
      const { repo, home } = await setUp(scope)
      const before = userState(repo.dir)
      const main = await home.git('rev-parse', 'main')
      const ledger = await ledgerIn(repo, { remote: remoteName, branch: 'main' })
      await expect(ledger.read()).rejects.toThrow(/main.* holds something else than a ledger/)
      await expect(ledger.document(digestOf('x'))).rejects.toThrow(LedgerFault)
      const blind = { commit: undefined, targets: new Map() }
      expect(await ledger.append(blind, writeOf(claimOf(undefined, 'a')))).not.toBe('written')
      expect(await home.git('rev-parse', 'main')).toBe(main)
      expect(userState(repo.dir)).toEqual(before)
    })
  })
}

describe('in a local repository', () => {
  test('a ledger that is checked out is not moved under the work tree', async () => {
    await using repo = await makeRepository()
    const ledger = await ledgerIn(repo, { remote: undefined })
    await append(ledger, 'a')
    await repo.checkout(branch)
    const before = userState(repo.dir)
    await expect(append(ledger, 'b')).rejects.toThrow(/is checked out in a work tree/)
    expect(userState(repo.dir)).toEqual(before)
  })

  test('a lock that a killed Git left behind is named', async () => {
    await using repo = await makeRepository()
    const ledger = await ledgerIn(repo, { remote: undefined })
    await append(ledger, 'a')
    await repo.write({ [`.git/refs/heads/${branch}.lock`]: '' })
    await expect(append(ledger, 'b')).rejects.toThrow(/llmops-ledger\.lock': File exists/)
  })
})

describe('clones', () => {
  test('of depth 1 read and write the whole ledger, and stay what they are', async () => {
    await using repo = await makeRepository({ files: userFiles })
    await repo.commit('more', { 'src/a.ts': '2\n' })
    await using remote = await repo.bareRemote()
    const ledger = await ledgerIn(repo)
    for (const text of ['a', 'b', 'c']) await append(ledger, text)
    await using clone = await cloneShallow(remote.url, 1)
    const before = userState(clone.dir)
    const own = await ledgerIn(clone)
    expect((await own.read()).targets.get('staging')?.history.length).toBe(3)
    expect(userState(clone.dir)).toEqual(before)
    await append(own, 'd')
    expect((await own.read()).targets.get('staging')?.history.length).toBe(4)
    expect((await ledger.read()).targets.get('staging')?.history.length).toBe(4)
    expect(userState(clone.dir, branch)).toEqual(before)
    expect(await clone.git('log', '--format=%s', 'main')).toBe('more')
  })

  test('of depth 1 that begin it at the same time: one writes, the other is told', async () => {
    await using repo = await makeRepository({ files: userFiles })
    await repo.commit('more', { 'src/a.ts': '2\n' })
    await using remote = await repo.bareRemote()
    await using a = await cloneShallow(remote.url, 1)
    await using b = await cloneShallow(remote.url, 1)
    const [first, second] = [await ledgerIn(a), await ledgerIn(b)]
    const empty = await first.read()
    expect(await first.append(empty, writeOf(claimOf(undefined, 'a')))).toBe('written')
    expect(await second.append(empty, writeOf(claimOf(undefined, 'b')))).toBe('moved')
    expect((await second.read()).targets.get('staging')?.history.length).toBe(1)
  })

  test('need no remote by name: a URL does', async () => {
    await using repo = await makeRepository()
    await using remote = await repo.bareRemote()
    await using elsewhere = await makeRepository()
    await append(await ledgerIn(elsewhere, { remote: remote.url }), 'a')
    expect((await (await ledgerIn(repo)).read()).targets.size).toBe(1)
  })

  test('run none of the hooks of their user, and sign nothing for them', async () => {
    await using repo = await makeRepository()
    await using remote = await repo.bareRemote()
    for (const hook of ['pre-push', 'pre-commit', 'commit-msg']) {
      await repo.write({ [`.git/hooks/${hook}`]: '#!/bin/sh\nexit 1\n' })
      await chmod(join(repo.dir, '.git/hooks', hook), 0o755)
    }
    await repo.git('config', 'commit.gpgSign', 'true')
    await repo.git('config', 'user.signingKey', 'none')
    await append(await ledgerIn(repo), 'a')
    expect(await remote.git('log', '--format=%an %G?', branch)).toBe('llmops N')
  })

  test('write as who they are told to, in one line', async () => {
    await using repo = await makeRepository()
    const identity = { name: 'Deploy <bot>\nx', email: 'bot@acme.example' }
    await append(await ledgerIn(repo, { remote: undefined, identity }), 'a')
    expect(await repo.git('log', '--format=%an|%ae|%cn|%ce', branch)).toBe(
      'Deploy botx|bot@acme.example|Deploy botx|bot@acme.example',
    )
  })
})

test('fifty processes at once lose nothing: the chain is whole and its numbers have no gap', {
  timeout: 240_000,
}, async () => {
  await using repo = await makeRepository({ files: userFiles })
  await using remote = await repo.bareRemote()
  const names = Array.from({ length: 50 }, (_, index) => `writer-${index}`)
  const finished = await Promise.all(names.map((name) => writeWith(remote.url, name)))
  expect(finished.map(({ code, stderr }) => [code, stderr])).toEqual(names.map(() => [0, '']))
  const printed = finished.flatMap(({ stdout }) => linesOf(stdout)).toSorted((a, b) => a.sequence - b.sequence)
  const history = (await (await ledgerIn(repo)).read()).targets.get('staging')?.history ?? []
  expect(history.map(({ release, by }) => ({ sequence: release.sequence, by }))).toEqual(printed)
  expect(printed.map(({ sequence }) => sequence)).toEqual(names.map((_, index) => index + 1))
  expect(await remote.git('rev-list', '--count', branch)).toBe('50')
})

async function writeWith(remote: string, name: string) {
  await using repo = await makeRepository()
  const running = await startNode(writer, [repo.dir, remote, name, '1', '8000'], { timeoutMs: 200_000 })
  return await running.finished
}

function linesOf(stdout: string): readonly { readonly sequence: number; readonly by: string }[] {
  return [...stdout.matchAll(/^(\d+) (\S+)\n/gm)].map(([, sequence, by = '']) => ({ sequence: Number(sequence), by }))
}

for (const where of ['remote', 'local'] as const) {
  test(`killed at any instant, a writer leaves a whole ledger with all that it said it wrote (${where})`, async () => {
    await using repo = await makeRepository({ files: userFiles })
    await using remote = await repo.bareRemote()
    const at = where === 'remote' ? remote.url : '-'
    const ledger = await ledgerIn(repo, { remote: where === 'remote' ? 'origin' : undefined })
    const printed: { readonly sequence: number; readonly by: string }[] = []
    for (let round = 1; round <= 5; round++) {
      const running = await startNode(writer, [repo.dir, at, `round-${round}`, '1000', '50'])
      const { code, stdout } = await killWhileMoving(running, where === 'remote' ? remote : repo, branch)
      expect(code).toBe(137)
      printed.push(...linesOf(stdout))
      const history = (await ledger.read()).targets.get('staging')?.history ?? []
      const written = history.map(({ release, by }) => ({ sequence: release.sequence, by }))
      expect(written).toEqual(expect.arrayContaining(printed))
      await append(ledger, 'after')
    }
    expect(printed.length).toBeGreaterThan(0)
    expect(await repo.git('status', '--porcelain')).toBe('')
    await repo.git('fsck', '--strict', '--no-dangling')
  })
}

test('a ledger of a thousand records is read in a moment', async () => {
  await using repo = await makeRepository()
  const history: LedgerRecord[] = []
  for (let n = 0; n < 1000; n++) {
    const state = n === 0 ? undefined : stateOf(history)
    const record = claimOf(state, String(n))
    for (const { path, text } of filesOf('', new Map(state && [['staging', state]]), writeOf(record)))
      await repo.write({ [path]: text })
    history.push(record)
  }
  await repo.commit('Ledger')
  await repo.git('branch', branch)
  const begun = performance.now()
  const tip = await (await ledgerIn(repo, { remote: undefined })).read()
  expect(tip.targets.get('staging')?.history.length).toBe(1000)
  expect(performance.now() - begun).toBeLessThan(5000)
})
