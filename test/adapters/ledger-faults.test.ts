import { describe, expect, test } from 'vitest'
import { LedgerFault } from '../../src/promotion/ledger.ts'
import { claimOf, writeOf } from '../promotion/records.ts'
import { makeRepository } from '../rig/git.ts'
import { refusePushes } from './git-accidents.ts'
import { startGitHttpServer } from './git-http-server.ts'
import { append, branch, ledgerIn } from './ledger-client.ts'
import { userState } from './repository-state.ts'

describe('a remote that refuses', () => {
  const rules: readonly (readonly ['update' | 'pre-receive', string, readonly RegExp[]])[] = [
    [
      'update',
      'error: GH006: Protected branch update failed for refs/heads/llmops-ledger.\nerror: Changes must be made through a pull request.',
      [/GH006: Protected branch update failed for refs\/heads\/llmops-ledger/, /through a pull request/],
    ],
    [
      'pre-receive',
      'error: GH013: Repository rule violations found for refs/heads/llmops-ledger.\nReview all repository rules at https://x:secret@github.com/acme/support/rules\n\n- Cannot create ref due to creations being restricted.',
      [/GH013: Repository rule violations/, /creations being restricted/, /https:\/\/github\.com/],
    ],
  ]
  for (const [hook, words, expected] of rules) {
    test(`by a rule (${words.slice(7, 12)}) is named with both remedies, at once, and nothing is written`, async () => {
      await using repo = await makeRepository()
      await using remote = await repo.bareRemote()
      await refusePushes(remote, hook, words)
      const before = userState(repo.dir)
      const ledger = await ledgerIn(repo, { waits: [60_000] })
      const tip = await ledger.read()
      const fault: unknown = await ledger.append(tip, writeOf(claimOf(undefined, 'a'))).catch((error: unknown) => error)
      expect(fault).toBeInstanceOf(LedgerFault)
      for (const part of [...expected, /let the identity that deploys write/, /name another branch as the ledger/])
        expect(String(fault)).toMatch(part)
      expect(String(fault)).not.toContain('secret')
      expect(await remote.git('for-each-ref', '--format=%(refname)')).toBe('refs/heads/main')
      expect(userState(repo.dir)).toEqual(before)
    })
  }

  test('for want of permission is told at once, with the same remedies', async () => {
    await using repo = await makeRepository()
    await using remote = await repo.bareRemote()
    await using server = await startGitHttpServer(remote.path)
    server.fate = { push: 'refused' }
    const ledger = await ledgerIn(repo, { remote: server.url, waits: [60_000] })
    const claim = writeOf(claimOf(undefined, 'a'))
    await expect(ledger.append(await ledger.read(), claim)).rejects.toThrow(/error: 403.*contents: write/)
  })
})

describe('a network with trouble', () => {
  const setUp = async (scope: AsyncDisposableStack) => {
    const repo = scope.use(await makeRepository())
    const remote = scope.use(await repo.bareRemote())
    const server = scope.use(await startGitHttpServer(remote.path))
    return { repo, remote, server, ledger: await ledgerIn(repo, { remote: server.url }) }
  }

  test('that loses a push is asked again', async () => {
    await using scope = new AsyncDisposableStack()
    const { remote, server, ledger } = await setUp(scope)
    server.fate = { push: 'lost', times: 2 }
    await append(ledger, 'a')
    expect(await remote.git('rev-list', '--count', branch)).toBe('1')
  })

  test('that loses the reply of a push: what is there decides, and nothing is written twice', async () => {
    await using scope = new AsyncDisposableStack()
    const { remote, server, ledger } = await setUp(scope)
    for (const text of ['a', 'b']) {
      server.fate = { push: 'reply-lost', times: 1 }
      await append(ledger, text)
    }
    expect(await remote.git('rev-list', '--count', branch)).toBe('2')
    const tip = await ledger.read()
    server.fate = { push: 'reply-lost', times: 1 }
    const claims = ['x', 'y'].map((by) => claimOf(tip.targets.get('staging'), 'c', { by }))
    const outcomes = await Promise.all(claims.map((claim) => ledger.append(tip, writeOf(claim))))
    expect(outcomes.toSorted()).toEqual(['moved', 'written'])
    const winner = claims[outcomes.indexOf('written')]
    expect((await ledger.read()).targets.get('staging')?.latest).toEqual(winner)
  })

  test('that does not end is a fault after as many repetitions as there are waits', async () => {
    await using scope = new AsyncDisposableStack()
    const { remote, server, ledger } = await setUp(scope)
    server.fate = { push: 'lost', times: 99 }
    const claim = writeOf(claimOf(undefined, 'a'))
    await expect(ledger.append(await ledger.read(), claim)).rejects.toThrow(LedgerFault)
    const left = server.fate.push === 'lost' ? server.fate.times : 99
    expect([3, 6]).toContain(99 - left) // libcurl itself asks once more where a connection that it kept is closed
    expect(await remote.git('rev-list', '--count', '--all')).toBe('1')
  })

  test('or a remote that is gone, is a fault with its name, without the credentials in it', async () => {
    await using repo = await makeRepository()
    const gone = await ledgerIn(repo, { remote: 'file:///nonexistent/support.git' })
    await expect(gone.read()).rejects.toThrow(/llmops-ledger at file:.*does not appear to be a git repository/)
    const closed = await ledgerIn(repo, { remote: 'http://ada:secret@127.0.0.1:9/support.git' })
    const fault: unknown = await closed.read().catch((error: unknown) => error)
    expect(fault).toBeInstanceOf(LedgerFault)
    expect(String(fault)).toMatch(/llmops-ledger at http:\/\/127\.0\.0\.1:9.*(refused|connect)/i)
    expect(String(fault)).not.toContain('secret')
  })
})
