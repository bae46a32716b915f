import type { Digest } from '../digest/digest.ts'
import type { Confirmation, LedgerRecord, LedgerTip, TargetState } from './ledger.ts'
import { recordDigest } from './ledger-record.ts'

/** A history that goes on under another name, and the newest record that it took along. */
export interface Departure {
  readonly to: string
  readonly after: Digest
}

/** What else is known of a target beside its records. */
export interface StateParts {
  readonly confirmation?: Confirmation | undefined
  readonly departed?: Departure | undefined
}

/** A target as its records tell, oldest first. Throws TypeError where there is none. */
export function stateOf(records: readonly LedgerRecord[], { confirmation, departed }: StateParts = {}): TargetState {
  const latest = records.at(-1)
  if (latest === undefined) throw new TypeError('a target without records has no state')
  const history = departed === undefined ? records : records.slice(indexOf(departed.after, records) + 1)
  const heldAt = history.findLastIndex(isCommitted)
  const promotedAt = history.findLastIndex((record) => isCommitted(record) && record.kind === 'promotion')
  const confirmedAt = confirmation === undefined ? -1 : indexOf(confirmation.predecessor, history)
  return {
    target: latest.release.target,
    latest,
    held: history[heldAt],
    confirmed: heldAt >= 0 && confirmedAt >= heldAt ? confirmation : undefined,
    newestSource:
      promotedAt >= 0 && confirmedAt >= promotedAt ? confirmation?.source : history[promotedAt]?.release.source,
    history,
    renamedTo: departed?.to,
  }
}

function isCommitted({ state }: LedgerRecord): boolean {
  return state === 'committed'
}

function indexOf(digest: Digest, history: readonly LedgerRecord[]): number {
  return history.findLastIndex((record) => recordDigest(record) === digest)
}

/** A declared target's name, and the one that it had, if the project no longer declares that. */
export interface TargetName {
  readonly name: string
  readonly formerly: string | undefined
}

/**
 * What the ledger knows of a target: under its name if something was held under that, else under the one that it had. A name
 * that was only tried, or given away, has no say.
 */
export function stateNamed({ targets }: LedgerTip, { name, formerly }: TargetName): TargetState | undefined {
  const own = targets.get(name)
  const before = formerly === undefined ? undefined : targets.get(formerly)
  if (before === undefined || before.renamedTo !== undefined) return own
  return own === undefined || (own.held === undefined && before.held !== undefined) ? before : own
}

/** Whether something is held under both names, so that the ledger does not tell which of the histories is the target's. */
export function isTwofold({ targets }: LedgerTip, { name, formerly }: TargetName): boolean {
  const before = formerly === undefined ? undefined : targets.get(formerly)
  return before?.held !== undefined && before.renamedTo === undefined && targets.get(name)?.held !== undefined
}

/** The newest attempt that came to nothing, unless something was delivered or confirmed since. */
export function lastAttempt({ latest, confirmed, history }: TargetState): LedgerRecord | undefined {
  const record = latest.state === 'renamed' ? history.at(-2) : latest
  if (record?.state !== 'stopped' && record?.state !== 'withdrawn') return undefined
  const isOver = confirmed !== undefined && [record, latest].some((one) => recordDigest(one) === confirmed.predecessor)
  return isOver ? undefined : record
}

/** The attempts at an artifact since the target holds what it holds, oldest first. */
export function attemptsAt(digest: Digest, state: TargetState | undefined): readonly LedgerRecord[] {
  const history = state?.history ?? []
  const since = history.slice(history.findLastIndex(isCommitted) + 1)
  return since.filter(
    ({ release, state: came }) => release.digest === digest && (came === 'stopped' || came === 'withdrawn'),
  )
}
