import type { Branch, Move } from './branch.ts'
import { isInHistory } from './commits.ts'
import { gitWords } from './git-fault.ts'
import { gitOutput, tryGit } from './objects.ts'
import type { Repository } from './repository.ts'

/** A branch of this repository. */
export function localBranch(repository: Repository, branch: string): Branch {
  const ref = `refs/heads/${branch}`
  return {
    label: branch,
    tip: () => localTip(repository, ref),
    move: (from, to) => moveRef(repository, ref, from, to),
    contains: (tip, commit) => isInHistory(repository, commit, tip),
  }
}

/** The commit of a ref of this repository. Throws GitFault where it cannot be told. */
export async function localTip(repository: Repository, ref: string): Promise<string | undefined> {
  const found = await gitOutput(repository, ['for-each-ref', '--format=%(objectname) %(refname)', ref])
  const line = found.split('\n').find((one) => one.endsWith(` ${ref}`))
  return line?.split(' ')[0]
}

async function moveRef(repository: Repository, ref: string, from: string | undefined, to: string): Promise<Move> {
  if (await isCheckedOut(repository, ref)) {
    const words =
      'it is checked out in a work tree, which would no longer be as its commit says; check out another branch'
    return { kind: 'failed', words, refused: true }
  }
  const result = await tryGit(repository, ['update-ref', '-m', 'llmops', ref, to, from ?? ''])
  if (result.code === 0) return { kind: 'written' }
  if ((await localTip(repository, ref)) === to) return { kind: 'there already' }
  return { kind: 'failed', words: gitWords(result), refused: false }
}

async function isCheckedOut(repository: Repository, ref: string): Promise<boolean> {
  return (await gitOutput(repository, ['worktree', 'list', '--porcelain'])).split('\n').includes(`branch ${ref}`)
}
