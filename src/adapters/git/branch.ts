import { setTimeout } from 'node:timers/promises'
import { GitFault } from './git-fault.ts'

/** A branch, here or at a remote, whose objects are read and built in this repository. */
export interface Branch {
  /** How a reader knows it: `llmops-ledger`, `deploy/staging at origin`. */
  readonly label: string
  /** Its commit, with all objects here; undefined where there is no such branch. Throws GitFault where it cannot be read. */
  tip(): Promise<string | undefined>
  /** Tries once to move it from one commit (undefined: it must not exist) to another. */
  move(from: string | undefined, to: string): Promise<Move>
  /** Whether `commit` is `tip`, or in its history. */
  contains(tip: string, commit: string): Promise<boolean>
}

/**
 * How a try ended. `there already`: it points to `to`, but not by this try. A failure is not to be believed: the reply of a
 * push that took place may be lost.
 */
export type Move =
  | { readonly kind: 'written' }
  | { readonly kind: 'there already' }
  | { readonly kind: 'failed'; readonly words: string; readonly refused: boolean }

/** How long to wait before a try is repeated; there are as many repetitions as waits. In ms. */
export type Waits = readonly number[]

/** Network trouble passes, or is no matter of seconds. */
export const defaultWaits: Waits = [500, 2000, 5000]

/**
 * Moves a branch by compare-and-swap: `moved` where it was not at `from` any more. After a failure the branch is read again,
 * and only what is there decides.
 * @throws GitFault where the other side refuses, or cannot be reached in as many repetitions as there are waits
 */
export async function compareAndSwap(
  branch: Branch,
  from: string | undefined,
  to: string,
  waits: Waits,
): Promise<'written' | 'moved'> {
  for (const [attempt, wait] of [...waits, undefined].entries()) {
    const move = await branch.move(from, to)
    if (move.kind === 'written') return 'written'
    // On the first try it is an equal commit of somebody else; later, most likely our own of which the reply was lost.
    if (move.kind === 'there already') return attempt === 0 ? 'moved' : 'written'
    const now = await branch.tip()
    if (now !== from) return now !== undefined && (await branch.contains(now, to)) ? 'written' : 'moved'
    if (move.refused || wait === undefined) throw new GitFault(move.words, move.refused)
    await setTimeout(wait)
  }
  throw new Error('the last try has no wait')
}
