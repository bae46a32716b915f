import type { PlannedAsking } from '../calibration/plan-asking.ts'
import type { Standing } from '../calibration/standing.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Spent } from '../evaluation/expense.ts'
import type { Untrusted } from '../evaluation/untrusted.ts'
import type { ExitCode, SnapshotName } from './reports.ts'

/** The result of `calibrate`. */
export interface CalibrateReport {
  readonly version: 1
  readonly command: 'calibrate'
  readonly project: { readonly name: string | undefined; readonly folder: string; readonly resources: number }
  readonly snapshot: SnapshotName
  readonly diagnostics: readonly Diagnostic[]
  /** Whether nobody was asked: what is known, and what asking would cost. */
  readonly dryRun: boolean
  /** One for each judged assertion, in the order of suites and assertions. */
  readonly judges: readonly Calibration[]
  /** The sheet that was written for humans. */
  readonly sheet?: SheetWritten
  readonly budget: { readonly usd: number }
  readonly spent: Spent
  readonly exitCode: ExitCode
}

/** A judge of a metric, held against what humans say. */
export interface Calibration {
  readonly suite: string
  readonly metric: string
  /** Of the assertion, with `not-` where it is written so. */
  readonly type: string
  /** Name of the Model. */
  readonly judge: string
  /** Path of the labels; undefined where there are none. */
  readonly file: string | undefined
  readonly planned: PlannedAsking
  readonly standing: Standing
  /** Labels, in all, that would tell the agreement to 5 points; undefined where there are as many. */
  readonly needed: number | undefined
  /** Worst first. */
  readonly disagreements: readonly Disagreement[]
  /** Why outputs have no judgement, with how many, most first. Empty where nobody was asked. */
  readonly unanswered: readonly { readonly reason: string; readonly outputs: number; readonly example: Untrusted }[]
}

/** An output that judge and humans see differently. */
export interface Disagreement {
  readonly caseId: string
  /** In [0, 1]; of passes and failures 0 or 1. */
  readonly judge: number
  readonly humans: number
  readonly output: Untrusted
  readonly reason: Untrusted | undefined
}

export interface SheetWritten {
  /** As it was named. */
  readonly file: string
  readonly suite: string
  readonly metric: string
  readonly outputs: number
  /** Cases of the suite that have no remembered answer, so that none of theirs could be chosen. */
  readonly unknown: number
}
