import { describe, expect, test } from 'vitest'
import { gitLedger } from '../../src/adapters/git/ledger.ts'
import { openRepository } from '../../src/adapters/git/repository.ts'
import { fetchLedgerOfMonth, knownMonth, monthInLedger, noteExpense } from '../../src/commands/month.ts'
import type { Clock } from '../../src/evaluation/call.ts'
import { LedgerFault } from '../../src/promotion/ledger.ts'
import { policyWith } from '../evaluation/fixtures.ts'
import { makeRepository, type Repository } from '../rig/git.ts'

const november = Date.UTC(2026, 10, 30, 23, 59)
const december = Date.UTC(2026, 11, 1)
const source = '9f8e7d6c5b4a39281706f5e4d3c2b1a098765432'
const policy = policyWith([], {
  budget: { usd: 2, calls: undefined, runMs: 60_000, monthUsd: 300 },
  ledgerBranch: 'llmops-ledger',
})

function at(now: number): Clock {
  return { now: () => now, random: () => 0, sleep: () => Promise.resolve() }
}

async function ledgerOf(repo: Repository, remote?: string) {
  const repository = await openRepository(repo.dir)
  const ledger = gitLedger({ repository, remote, branch: 'llmops-ledger', projectFolder: '' })
  const said: string[] = []
  const note = (expense: Partial<Parameters<typeof noteExpense>[0]>, now = november) => {
    const ports = { ledger, clock: at(now), signal: new AbortController().signal }
    return noteExpense({ of: 'promotion', usd: 1, source, by: 'ada', ...expense }, ports, (line) => said.push(line))
  }
  return { repository, ledger, note, said }
}

describe('a month', () => {
  test('sums what was noted in it, and begins anew with the next', async () => {
    await using repo = await makeRepository()
    const { repository, ledger, note } = await ledgerOf(repo)
    await note({ usd: 1.25, calls: 240 })
    await note({ usd: 0.5, calls: 12 })
    await note({ usd: 4 }, december)
    const space = { repository, folder: '' }
    expect(await knownMonth(space, policy, november)).toEqual({ usd: 300, spentUsd: 1.75, known: true })
    expect(await monthInLedger(ledger, policy, december)).toEqual({ usd: 300, spentUsd: 4, known: true })
    expect(
      await knownMonth(space, policyWith([], { budget: { ...policy.budget, monthUsd: undefined } as never }), november),
    ).toBeUndefined()
    const message = await repo.git('log', '-1', '--format=%B', 'llmops-ledger')
    expect(message.trimEnd().split('\n')).toEqual([
      'note $4 for promoting 9f8e7d6',
      '',
      `Source: ${source}`,
      'State: expense of promotion',
      'USD: 4',
      'By: ada',
    ])
  })

  test('knows nothing in a clone without a ledger, and says so', async () => {
    await using repo = await makeRepository()
    const space = { repository: await openRepository(repo.dir), folder: '' }
    expect(await knownMonth(space, policy, november)).toEqual({ usd: 300, spentUsd: 0, known: false })
  })

  test('is known to the clone of a job, which has one branch alone, once the ledger was fetched', async () => {
    await using repo = await makeRepository()
    await repo.commit('begun', { 'a.txt': 'a' })
    await using remote = await repo.bareRemote()
    const { note } = await ledgerOf(repo, 'origin')
    await note({ usd: 7 })
    await using job = await makeRepository()
    await job.git('remote', 'add', 'origin', remote.url)
    const space = { repository: await openRepository(job.dir), folder: '' }
    const said: string[] = []
    await fetchLedgerOfMonth(space, policy, (line) => said.push(line))
    expect(said).toEqual([])
    expect(await knownMonth(space, policy, november)).toEqual({ usd: 300, spentUsd: 7, known: true })
  })

  test('whose ledger cannot be read is said to be unknown', async () => {
    await using repo = await makeRepository()
    await repo.git('remote', 'add', 'origin', `${repo.dir}/nowhere`)
    const space = { repository: await openRepository(repo.dir), folder: '' }
    const said: string[] = []
    await fetchLedgerOfMonth(space, policy, (line) => said.push(line))
    expect(await knownMonth(space, policy, november)).toMatchObject({ spentUsd: 0, known: false })
    expect(said).toEqual([expect.stringContaining('what was spent this month is not known for sure')])
  })

  test('counts the checks of a merge once, whoever notes them, and nothing that cost nothing', async () => {
    await using repo = await makeRepository()
    const { ledger, note } = await ledgerOf(repo)
    await note({ of: 'checks', usd: 3 })
    await note({ of: 'checks', usd: 3, by: 'another job' })
    await note({ usd: 0 })
    expect(await ledger.expenses('2026-11')).toMatchObject([{ of: 'checks', usd: 3, by: 'ada' }])
    expect(await repo.git('rev-list', '--count', 'llmops-ledger')).toBe('1')
  })

  test('is kept by several that write at once', async () => {
    await using repo = await makeRepository()
    await using remote = await repo.bareRemote()
    const { note } = await ledgerOf(repo, 'origin')
    await Promise.all([1, 2, 4].map((usd) => note({ usd, by: `${usd}` })))
    const { ledger } = await ledgerOf(repo, 'origin')
    expect((await monthInLedger(ledger, policy, november))?.spentUsd).toBe(7)
    expect(await remote.git('rev-list', '--count', 'llmops-ledger')).toBe('3')
  })

  test('that cannot be written is said, and stops nothing', async () => {
    await using repo = await makeRepository()
    await repo.git('branch', 'llmops-ledger') // no ledger at all
    const { note, said } = await ledgerOf(repo)
    await note({})
    expect(said).toEqual([expect.stringContaining('the budget of the month does not know of it')])
  })

  test('of a ledger that was tampered with is a fault, not a smaller sum', async () => {
    await using repo = await makeRepository()
    const { ledger, note } = await ledgerOf(repo)
    await note({ usd: 9 })
    await repo.git('checkout', '--quiet', 'llmops-ledger')
    const file = await repo.git('ls-files', '*/expenses/*')
    await repo.commit('Cheaper', { [file]: `{"at":"2026-11-30T23:59:00.000Z","usd":0}\n` })
    await expect(ledger.expenses('2026-11')).rejects.toThrow(LedgerFault)
  })
})
