import type { Digest } from '../digest/digest.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Spent } from '../evaluation/expense.ts'
import type { Untrusted } from '../evaluation/untrusted.ts'
import type { SuiteComparison } from './comparison.ts'
import type { CheckReport, ExitCode, Headline, NotEvaluated, SnapshotName, TargetBar } from './reports.ts'

/** What became of one target in a run of `promote`. */
export type PromotionOutcome =
  | { readonly kind: 'promoted'; readonly sequence: number; readonly replaces: Digest | undefined }
  /** `--dry-run`: what would be done. */
  | { readonly kind: 'would-promote'; readonly replaces: Digest | undefined; readonly steps: readonly string[] }
  | { readonly kind: 'current'; readonly sequence: number }
  | { readonly kind: 'superseded'; readonly by: string }
  | { readonly kind: 'held-back'; readonly by: Untrusted; readonly reason: Untrusted }
  /** `trouble`: why the target before is not believed to hold it, though the ledger says so. */
  | { readonly kind: 'waits-for'; readonly target: string; readonly trouble: Untrusted | undefined }
  /** `until` is ISO 8601, UTC. */
  | { readonly kind: 'soaks'; readonly target: string; readonly until: string }
  /** The gates do not let it through; the headline says why. */
  | { readonly kind: 'stopped'; readonly headline: Headline; readonly attempt: number | undefined }
  /** The gates let it through, and then the target or the ledger did not. */
  | { readonly kind: 'undelivered'; readonly detail: Untrusted }

export interface TargetPromotion {
  readonly target: string
  readonly subject: string
  /** The artifact of the source commit. */
  readonly digest: Digest
  readonly outcome: PromotionOutcome
  /** Against what the target held; empty where nothing was evaluated. */
  readonly comparisons: readonly SuiteComparison[]
  readonly notEvaluated: readonly NotEvaluated[]
  /** Digest of the evidence that was kept, also of a promotion that was stopped. */
  readonly evidence: Digest | undefined
  /** What the target was promoted on could not be read, so that only this commit's measure was held. */
  readonly unreadMeasure: { readonly commit: string; readonly because: Untrusted } | undefined
  /** What stood in the way as it was before: this commit loosens it, which holds from the next one on. */
  readonly loosened?: readonly TargetBar[]
}

/** The result of `promote`. Targets in the order in which they are delivered to. */
export interface PromoteReport {
  readonly version: 1
  readonly command: 'promote'
  readonly project: CheckReport['project']
  readonly source: SnapshotName
  readonly dryRun: boolean
  readonly diagnostics: readonly Diagnostic[]
  readonly targets: readonly TargetPromotion[]
  /** What was delivered before anything was decided, so that ledger and targets agree. */
  readonly recovered: readonly {
    readonly target: string
    readonly sequence: number
    readonly digest: Digest
    /** A claim that an earlier run left; or a target that no longer held what the ledger says. */
    readonly why: 'unfinished' | 'drift'
  }[]
  readonly spent: Spent
  readonly exitCode: ExitCode
}

export interface TargetStatus {
  readonly target: string
  /** `orphaned`: the ledger knows it, the project no longer does. */
  readonly declared: boolean
  readonly subject: string | undefined
  readonly held:
    | {
        readonly digest: Digest
        readonly sequence: number
        readonly source: string
        /** ISO 8601, UTC; and how long ago, in ms. */
        readonly at: string
        readonly ageMs: number
        readonly kind: 'promotion' | 'rollback'
        readonly by: Untrusted
        readonly reason: Untrusted | undefined
        readonly evidence: Digest | undefined
        /** The newest commit that is known to build the same. */
        readonly confirmed: string | undefined
      }
    | undefined
  /** The newest attempt, where it came to nothing. `attempt` counts those at the artifact that the gates stopped. */
  readonly lastAttempt:
    | {
        readonly kind: 'stopped' | 'withdrawn'
        readonly digest: Digest
        readonly sequence: number
        readonly source: string
        /** ISO 8601, UTC. */
        readonly at: string
        readonly by: Untrusted
        readonly because: Untrusted
        readonly attempt: number | undefined
        readonly evidence: Digest | undefined
      }
    | undefined
  /** A claim that nobody finished. */
  readonly pending: { readonly digest: Digest; readonly sequence: number } | undefined
  /** The ledger against reality. `unreachable` says why in `detail`. */
  readonly reality: 'agrees' | 'other-artifact' | 'tampered' | 'empty' | 'unreachable' | 'not-looked'
  readonly detail: Untrusted | undefined
  /** The artifact of the commit looked at; undefined where the project does not declare the target. */
  readonly wanted: Digest | undefined
}

/** The result of `status`. */
export interface StatusReport {
  readonly version: 1
  readonly command: 'status'
  readonly project: CheckReport['project']
  readonly source: SnapshotName
  readonly ledger: { readonly branch: string; readonly commit: string | undefined }
  readonly diagnostics: readonly Diagnostic[]
  readonly targets: readonly TargetStatus[]
  readonly exitCode: ExitCode
}

/** The result of `rollback`. */
export interface RollbackReport {
  readonly version: 1
  readonly command: 'rollback'
  readonly project: CheckReport['project']
  readonly target: string
  readonly outcome:
    | { readonly kind: 'rolled-back'; readonly sequence: number; readonly from: Digest; readonly to: Digest }
    | { readonly kind: 'current'; readonly digest: Digest }
    | { readonly kind: 'undelivered'; readonly detail: Untrusted }
  readonly exitCode: ExitCode
}
