import type { LedgerRecord, TargetState } from './ledger.ts'
import { recordDigest } from './ledger-record.ts'

/** Where a target's next record stands in its history: what a claim, a stop or a new name has to carry. */
export function nextInChain(
  state: TargetState | undefined,
): Pick<LedgerRecord, 'predecessor'> & { readonly sequence: number } {
  if (state === undefined) return { sequence: 1, predecessor: undefined }
  return { sequence: state.latest.release.sequence + 1, predecessor: recordDigest(state.latest) }
}

/**
 * Why `record` cannot follow `previous` (undefined: nothing) in a target's history; undefined where it can. A promotion is
 * claimed, then committed or withdrawn; a claim may also be superseded by the next one, and then never be committed. What
 * delivers nothing (`stopped`, `renamed`) does not come between a claim and its outcome.
 */
export function chainFault(previous: LedgerRecord | undefined, record: LedgerRecord): string | undefined {
  const follows = previous === undefined ? undefined : recordDigest(previous)
  if (record.predecessor !== follows)
    return `follows ${record.predecessor ?? 'nothing'}, but the record before it is ${follows ?? 'none'}`
  return record.state === 'committed' || record.state === 'withdrawn'
    ? outcomeFault(previous, record)
    : nextFault(previous, record)
}

function nextFault(previous: LedgerRecord | undefined, { state, release }: LedgerRecord): string | undefined {
  const sequence = (previous?.release.sequence ?? 0) + 1
  // A name may have records of its own from before: what goes on under it comes after them, too.
  const isNext = state === 'renamed' ? release.sequence >= sequence : release.sequence === sequence
  if (!isNext) return `claims number ${release.sequence} where ${sequence} is next`
  if (state === 'claimed') return undefined
  if (previous?.state === 'claimed') return `is ${state} while number ${previous.release.sequence} is claimed`
  const isSameTarget = previous?.release.target === release.target
  return state === 'renamed' && (previous === undefined || isSameTarget) ? 'renames nothing' : undefined
}

/** A commit or a withdrawal is of the release that was claimed just before. */
function outcomeFault(previous: LedgerRecord | undefined, { state, kind, release }: LedgerRecord): string | undefined {
  if (previous?.state !== 'claimed') return `is ${state} without being claimed just before`
  const claimed = previous.release
  const same =
    previous.kind === kind &&
    claimed.target === release.target &&
    claimed.sequence === release.sequence &&
    claimed.digest === release.digest &&
    claimed.subject === release.subject &&
    claimed.source === release.source
  return same ? undefined : `is ${state}, but not the release that was claimed as number ${claimed.sequence}`
}
