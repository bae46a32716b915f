import type { LedgerRecord, TargetState } from './ledger.ts'
import { recordDigest } from './ledger-record.ts'

/** Where a target's next release stands in its history: what a new claim has to carry. */
export function nextClaim(
  state: TargetState | undefined,
): Pick<LedgerRecord, 'predecessor'> & { readonly sequence: number } {
  if (state === undefined) return { sequence: 1, predecessor: undefined }
  return { sequence: state.latest.release.sequence + 1, predecessor: recordDigest(state.latest) }
}

/**
 * Why `record` cannot follow `previous` (undefined: nothing) in a target's history; undefined where it can. A promotion is
 * claimed, then committed or withdrawn; a claim may also be superseded by the next one, and then never be committed.
 */
export function chainFault(previous: LedgerRecord | undefined, record: LedgerRecord): string | undefined {
  const follows = previous === undefined ? undefined : recordDigest(previous)
  if (record.predecessor !== follows)
    return `follows ${record.predecessor ?? 'nothing'}, but the record before it is ${follows ?? 'none'}`
  return record.state === 'claimed' ? claimFault(previous, record) : outcomeFault(previous, record)
}

/** A target as its records tell, oldest first. Throws TypeError where there is none. */
export function stateOf(history: readonly LedgerRecord[]): TargetState {
  const latest = history.at(-1)
  if (latest === undefined) throw new TypeError('a target without records has no state')
  const held = history.findLast(({ state }) => state === 'committed')
  return { target: latest.release.target, latest, held, history }
}

function claimFault(previous: LedgerRecord | undefined, { release }: LedgerRecord): string | undefined {
  const sequence = (previous?.release.sequence ?? 0) + 1
  return release.sequence === sequence ? undefined : `claims number ${release.sequence} where ${sequence} is next`
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
