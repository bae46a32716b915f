import type { Branch, Waits } from './branch.ts'
import { localBranch } from './local-branch.ts'
import { remoteBranch } from './remote-branch.ts'
import type { Repository } from './repository.ts'

/** Where a branch is. */
export interface BranchAddress {
  readonly repository: Repository
  /** Name, URL or path of a remote; undefined: the branch is one of this repository. */
  readonly remote: string | undefined
  readonly branch: string
}

export function openBranch({ repository, remote, branch }: BranchAddress, waits: Waits): Branch {
  return remote === undefined ? localBranch(repository, branch) : remoteBranch(repository, remote, branch, waits)
}
