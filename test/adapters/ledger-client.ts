import { expect } from 'vitest'
import { gitLedger, type GitLedgerOptions } from '../../src/adapters/git/ledger.ts'
import { openRepository } from '../../src/adapters/git/repository.ts'
import type { Ledger, LedgerRecord } from '../../src/promotion/ledger.ts'
import { claimOf, writeOf } from '../promotion/records.ts'
import type { Repository } from '../rig/git.ts'

export const branch = 'llmops-ledger'

/** The ledger of a repository, by default at its remote, with short waits. */
export async function ledgerIn(repo: Repository, options: Partial<GitLedgerOptions> = {}): Promise<Ledger> {
  const repository = await openRepository(repo.dir)
  return gitLedger({ repository, remote: 'origin', branch, projectFolder: '', waits: [10, 10], ...options })
}

/** Claims `text` for a target, and expects that nobody is in the way. */
export async function append(
  ledger: Ledger,
  text: string,
  more: Parameters<typeof claimOf>[2] = {},
): Promise<LedgerRecord> {
  const tip = await ledger.read()
  const record = claimOf(tip.targets.get(more.target ?? 'staging'), text, more)
  expect(await ledger.append(tip, writeOf(record))).toBe('written')
  return record
}
