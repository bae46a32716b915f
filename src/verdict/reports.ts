import type { BudgetKind } from '../evaluation/budget.ts'
import type { Spent } from '../evaluation/expense.ts'
import type { CallPlan } from '../evaluation/planned-calls.ts'
import type { ShardPlan } from '../evaluation/shard/choose-shards.ts'
import type { LostShard } from '../evaluation/shard/lost-shard.ts'
import type { Untrusted } from '../evaluation/untrusted.ts'
import type { ImportReport } from '../imports/report.ts'
import type { ChangeSet } from '../resources/change-set.ts'
import type { Extends } from '../resources/extends.ts'
import type { Silenced } from '../resources/judgements.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Digest } from '../digest/digest.ts'
import type { CalibrateReport } from './calibrate-report.ts'
import type { SuiteCases } from './case-records.ts'
import type { CompareReport } from './compare-report.ts'
import type { SuiteComparison } from './comparison.ts'
import type { PromoteReport, RollbackReport, StatusReport } from './promotion-reports.ts'
import type { ShardReport } from './shard-report.ts'

/** Exit codes, the same everywhere (design.md, section 3). */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 64 | 70

export interface SnapshotName {
  readonly label: string
  readonly commit: string | undefined
}

/** What would be done and what it would cost. Calls no model. */
export interface Plan extends CallPlan {
  readonly changes: ChangeSet
  readonly budget: {
    readonly usd: number
    readonly calls: number | undefined
    /** How long asking may take, in minutes. */
    readonly minutes: number
    /** Absent where policy has no budget of months. */
    readonly month?: MonthBudget
  }
  /** Prompts of head that differ in behaviour, themselves or through what they use, of all its prompts. */
  readonly prompts?: { readonly affected: number; readonly total: number }
  /** What a merge would deliver should the gates hold, in the order of delivery. Absent where head declares no target. */
  readonly promotions?: readonly PlannedPromotion[]
  /** What has to be evaluated and this version cannot carry out, in words; absent where there is nothing. */
  readonly notAvailable?: readonly { readonly suite: string; readonly what: string }[]
  /** Changes of policy (the Project) that would hold only after a merge. */
  readonly policyChanges: readonly string[]
}

/** What may be spent in the present calendar month (UTC), and what was. */
export interface MonthBudget {
  /** The limit. */
  readonly usd: number
  /** By the ledger. */
  readonly spentUsd: number
  /** Whether there is a ledger to go by: else nothing is known to be spent. */
  readonly known: boolean
}

/** A field of a target that stands in the way of a promotion. */
export type TargetBar = 'after' | 'soak' | 'whenUnsure'

/** A target to which a merge would deliver. */
export interface PlannedPromotion {
  readonly target: string
  readonly subject: string
  /** The artifact of head. */
  readonly digest: Digest
  /** The target that has to hold the artifact first, and for how long, in ms. */
  readonly after: string | undefined
  readonly soakMs: number
  /** Whether it waits where the gates cannot tell. */
  readonly whenUnsure: 'allow' | 'block'
  /** What of that is base's: head loosens it, which holds from the next merge on. Absent where nothing. */
  readonly loosened?: readonly TargetBar[]
  /** Why nothing would be delivered after all, by the ledger as this clone has it; absent where it says nothing against it. */
  readonly already?: 'held' | 'held-back'
}

/** A suite that no change affects: proved by digests, not evaluated. */
export interface UnaffectedSuite {
  readonly suite: string
  readonly subject: string
  /** The subject's artifact, the same on base and head. */
  readonly digest: Digest
}

/** One case of a metric that fell or rose. */
export interface CaseChange {
  readonly suite: string
  readonly subject: string
  readonly metric: string
  readonly caseId: string
  readonly direction: 'worse' | 'better'
  /** Slice columns with their values, such as `language: de`. */
  readonly slices: readonly { readonly column: string; readonly value: string }[]
  readonly base: { readonly score: number }
  readonly head: { readonly score: number }
}

/** The same with what was answered, for a reader. */
export interface CaseDifference extends CaseChange {
  readonly base: { readonly score: number; readonly output: Untrusted }
  readonly head: { readonly score: number; readonly output: Untrusted; readonly reasons: readonly Untrusted[] }
}

export type NotEvaluatedReason =
  | { readonly kind: 'no-key'; readonly variable: string }
  | { readonly kind: 'budget'; readonly limit: BudgetKind }
  | {
      readonly kind: 'provider'
      readonly reason: string
      /** Of the key, where the provider refused; absent where none is bound. */
      readonly variable?: string
    }
  | { readonly kind: 'not-recorded' }
  | { readonly kind: 'recorded-not-accepted' }
  | { readonly kind: 'interrupted' }
  | ({ readonly kind: 'shard' } & LostShard)

/** A suite that should have been evaluated and was not, or not wholly. */
export interface NotEvaluated {
  readonly suite: string
  readonly subject: string
  readonly reason: NotEvaluatedReason
  /** Cases without a score. */
  readonly cases: number
  /** One concrete instance, such as the first provider error. */
  readonly example: Untrusted | undefined
}

/** What the first line says; decided once, in the order of the exit codes. */
export type Headline =
  | { readonly state: 'invalid'; readonly errors: number }
  | { readonly state: 'regression'; readonly subject: string; readonly metric: string; readonly delta: number }
  | {
      readonly state: 'below-floor'
      readonly subject: string
      readonly metric: string
      readonly mean: number
      readonly floor: number
    }
  | { readonly state: 'incomplete' }
  | { readonly state: 'cannot-tell'; readonly blocks: boolean; readonly cases: number }
  | { readonly state: 'improvement'; readonly subject: string; readonly metric: string; readonly delta: number }
  | { readonly state: 'no-worse' }
  | { readonly state: 'first-measurement'; readonly subjects: readonly string[] }
  | { readonly state: 'nothing-to-evaluate' }

/** The result of `check`: everything that comment, report and exit code are made of. */
export interface CheckReport {
  readonly version: 1
  readonly command: 'check'
  readonly project: { readonly name: string | undefined; readonly folder: string; readonly resources: number }
  readonly base: SnapshotName | undefined
  readonly head: SnapshotName
  /** Where policy came from; `built-in` where base has no project. */
  readonly policy: 'base' | 'built-in'
  /** What base's Project extends: its limits hold, too. */
  readonly extends?: Extends
  readonly headline: Headline
  readonly exitCode: ExitCode
  readonly diagnostics: readonly Diagnostic[]
  /** Undefined where the head is invalid. */
  readonly plan: Plan | undefined
  readonly comparisons: readonly SuiteComparison[]
  /** Worst first: by metric in table order, then size of the fall. */
  readonly differences: readonly CaseDifference[]
  /** Everything, for the HTML form alone. */
  readonly cases: readonly SuiteCases[]
  readonly notEvaluated: readonly NotEvaluated[]
  /** By name of the suite. */
  readonly unaffected: readonly UnaffectedSuite[]
  readonly spent: Spent
}

/** The result of `validate`. */
export interface ValidateReport {
  readonly version: 1
  readonly command: 'validate'
  readonly project: { readonly name: string | undefined; readonly folder: string; readonly resources: number }
  readonly snapshot: SnapshotName
  readonly diagnostics: readonly Diagnostic[]
  /** What lines of the project excuse, with their reasons. */
  readonly silenced: readonly Silenced[]
  readonly exitCode: ExitCode
}

/** The result of `plan`: `plan` is undefined where the head is invalid. */
export interface PlanReport {
  readonly version: 1
  readonly command: 'plan'
  readonly project: { readonly name: string | undefined; readonly folder: string; readonly resources: number }
  readonly base: SnapshotName | undefined
  readonly head: SnapshotName
  readonly policy: 'base' | 'built-in'
  /** What base's Project extends: its limits hold, too. */
  readonly extends?: Extends
  readonly diagnostics: readonly Diagnostic[]
  readonly plan: Plan | undefined
  readonly unaffected: readonly UnaffectedSuite[]
  /** How a check would be dealt to several jobs; absent where head is invalid. */
  readonly shards?: ShardPlan
  readonly exitCode: ExitCode
}

/** The result of `eval`: one snapshot, floors only; `comparisons` have no base. */
export interface EvalReport {
  readonly version: 1
  readonly command: 'eval'
  readonly project: { readonly name: string | undefined; readonly folder: string; readonly resources: number }
  readonly snapshot: SnapshotName
  readonly headline: Headline
  readonly diagnostics: readonly Diagnostic[]
  readonly comparisons: readonly SuiteComparison[]
  readonly differences: readonly CaseDifference[]
  /** Everything, for the HTML form alone. */
  readonly cases: readonly SuiteCases[]
  readonly notEvaluated: readonly NotEvaluated[]
  readonly spent: Spent
  readonly exitCode: ExitCode
}

export type Report =
  | CalibrateReport
  | CheckReport
  | CompareReport
  | ImportReport
  | ValidateReport
  | PlanReport
  | EvalReport
  | PromoteReport
  | StatusReport
  | RollbackReport
  | ShardReport
