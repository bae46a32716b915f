import type { Digest } from '../digest/digest.ts'
import type { Release } from './driver.ts'

export type RecordKind = 'promotion' | 'rollback'

/**
 * One line of a target's history. `claimed` says what is about to be delivered, `committed` that it was, `withdrawn` that it was
 * not; `stopped`, that its gates did not let it through; `renamed`, that the history goes on under another name of the target.
 * Records are versioned and name their predecessor's digest, so that history cannot be rewritten unseen.
 */
export interface LedgerRecord {
  readonly version: 1
  readonly state: 'claimed' | 'committed' | 'withdrawn' | 'stopped' | 'renamed'
  readonly kind: RecordKind
  readonly release: Release
  /** Digest of the evidence this rests on; undefined for a rollback, whose artifact was promoted on evidence before. */
  readonly evidence: Digest | undefined
  /** Digest of the record before this one of the same target; undefined for the first. */
  readonly predecessor: Digest | undefined
  /** ISO 8601, UTC. */
  readonly at: string
  /** Who or what: `user`, or the run's address. Text from outside. */
  readonly by: string
  /** Why, for a rollback. */
  readonly reason: string | undefined
  /** After a rollback: the artifact that must not silently come again. */
  readonly holdsAgainst: Digest | undefined
  /** Why nothing was delivered: what the gates say (`stopped`) or the target (`withdrawn`). Text from outside. */
  readonly because: string | undefined
  /** Of `stopped`: digest of the evidence without its run. The same findings again are the same attempt. */
  readonly findings: Digest | undefined
  /** Of `stopped`: how often this artifact was tried since the target holds what it holds, this time included. */
  readonly attempt: number | undefined
}

/**
 * That a later commit builds what the target holds: nothing is delivered, but nothing older is to follow. Each takes the
 * place of the one before it.
 */
export interface Confirmation {
  readonly version: 1
  readonly target: string
  /** The commit. */
  readonly source: string
  /** Digest of the newest record by then. */
  readonly predecessor: Digest
  /** ISO 8601, UTC. */
  readonly at: string
  /** Who or what; text from outside. */
  readonly by: string
}

/** What evaluating cost, for the budget of a month. */
export interface Expense {
  readonly version: 1
  /** A run of `promote`; or the checks of the pull request whose merge made `source`, all together. */
  readonly of: 'promotion' | 'checks'
  readonly usd: number
  /** Calls that were made; absent where that is not known. */
  readonly calls?: number
  /** The commit. */
  readonly source: string
  /** ISO 8601, UTC: it counts in that month. */
  readonly at: string
  /** Who or what; text from outside. */
  readonly by: string
}

/** A target as the ledger's tip says. */
export interface TargetState {
  readonly target: string
  /** The newest record, claimed or not. */
  readonly latest: LedgerRecord
  /** The newest committed one: what the target holds. */
  readonly held: LedgerRecord | undefined
  /** That `held` is also what a later commit builds. */
  readonly confirmed: Confirmation | undefined
  /**
   * The newest commit whose turn it was: nothing older is to follow. What was rolled back to comes from an older one, which
   * takes nothing back of that.
   */
  readonly newestSource: string | undefined
  /** Oldest first; what happened under earlier names is part of it. */
  readonly history: readonly LedgerRecord[]
  /** The name under which the history goes on; then only what came after is in it. */
  readonly renamedTo: string | undefined
}

/** The ledger at one commit. */
export interface LedgerTip {
  /** Commit of the ledger branch; undefined where there is none yet. */
  readonly commit: string | undefined
  readonly targets: ReadonlyMap<string, TargetState>
}

/** One commit of the ledger. */
export type LedgerWrite = RecordWrite | ConfirmationWrite | ExpenseWrite

export interface ExpenseWrite {
  readonly expense: Expense
  /** First line of the commit message. */
  readonly message: string
}

export interface ConfirmationWrite {
  readonly confirmation: Confirmation
  /** First line of the commit message. */
  readonly message: string
}

export interface RecordWrite {
  readonly record: LedgerRecord
  /** Evidence to keep beside it, by digest. */
  readonly evidence?: { readonly digest: Digest; readonly statement: string }
  /** The artifact's document to keep, so that a rollback can deliver it without the commit it came from. */
  readonly artifact?: { readonly digest: Digest; readonly document: string }
  /** First line of the commit message. */
  readonly message: string
}

/** The orphan branch that records promotions; its commit is the single commit point. */
export interface Ledger {
  read(): Promise<LedgerTip>
  /** What was noted of a month (`2026-11`), in no particular order. */
  expenses(month: string): Promise<readonly Expense[]>
  /** The document of an artifact that was promoted once; undefined where the ledger has none of that digest. */
  document(digest: Digest): Promise<string | undefined>
  /**
   * Appends by compare-and-swap on the tip that was read: `moved` where somebody else was first, and nothing was written.
   * Throws LedgerFault where it cannot be written at all; a refusal by branch protection names the rule and the remedies.
   */
  append(tip: LedgerTip, write: LedgerWrite): Promise<'written' | 'moved'>
}

/** The ledger cannot be reached or written: exit code 3. */
export class LedgerFault extends Error {
  override readonly name = 'LedgerFault'
}
