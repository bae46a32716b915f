import { IncompleteFault } from '../../diagnostic/fault.ts'
import { LedgerFault, type LedgerTip } from '../../promotion/ledger.ts'
import { gitLine } from './git.ts'
import { ledgerAt } from './ledger.ts'
import { remoteOf } from './remote.ts'
import { keptRef } from './remote-branch.ts'
import type { Repository } from './repository.ts'

export interface KnownLedgerOptions {
  readonly repository: Repository
  readonly branch: string
  readonly projectFolder: string
}

/**
 * The ledger as this clone has it, without asking a remote: what an earlier run of llmops read, or a fetch brought. It may
 * be behind. Undefined where there is none, or none that can be read.
 */
export async function knownLedger({
  repository,
  branch,
  projectFolder,
}: KnownLedgerOptions): Promise<LedgerTip | undefined> {
  const remote = await remoteOf(repository)
  const refs =
    remote === undefined ? [`refs/heads/${branch}`] : [keptRef(remote, branch), `refs/remotes/${remote}/${branch}`]
  const newest = ['for-each-ref', '--count=1', '--sort=-committerdate', '--format=%(objectname)']
  const commit = await gitLine(repository, [...newest, ...refs])
  if (commit === undefined) return undefined
  try {
    return await ledgerAt(repository, commit, projectFolder)
  } catch (error) {
    if (error instanceof LedgerFault || error instanceof IncompleteFault) return undefined
    throw error
  }
}
