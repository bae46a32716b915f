import type { Digest } from '../../digest/digest.ts'
import type { Spent } from '../expense.ts'
import type { CallPlan } from '../plan-calls.ts'
import type { Shard } from '../shard/shard.ts'
import type { SharedCall, Trial } from '../trial.ts'

/** Version of the journals that are written and read. */
export const journalVersion = 1

/** A tree that a run looked at; without a commit it was the work tree. */
export interface JournalTree {
  readonly label: string
  /** 40 or 64 hexadecimal digits. */
  readonly commit?: string
}

/** The first line of a journal: what was run. */
export interface JournalHead {
  readonly line: 'run'
  readonly version: typeof journalVersion
  readonly command: 'eval' | 'check'
  /** Folder of the project, from the root of the repository. */
  readonly folder: string
  /** The only suite of an `eval`; absent: all. */
  readonly suite?: string
  /** How often each case was to be tried at least, whatever the suites say; absent: as they say. */
  readonly leastTrials?: number
  /** Present where a suite's cases were run only until its gates were decided. */
  readonly stopEarly?: true
  readonly head: JournalTree
  readonly base?: JournalTree
  readonly policy?: JournalTree
  /** `YYYY-MM-DD`, on which the project was judged. */
  readonly today?: string
  /** Epoch ms. */
  readonly startedAt: number
  /** Of all evaluations of the run, those of other shards included (`digestOfWork`). */
  readonly work: Digest
  readonly shard: Shard
  /** Trials that this shard has to run. */
  readonly trials: number
  /** What the whole run was expected to ask, by what was remembered when it began. */
  readonly plan: CallPlan
}

/** A trial, as it ended. What stands further down for the same place counts. */
export interface JournalTrial {
  readonly line: 'trial'
  /** Index of the evaluation in the run. */
  readonly evaluation: number
  /** Index of the trial in this shard's part of the evaluation. */
  readonly place: number
  readonly trial: Trial
}

/** A call for an index that all trials of an evaluation share. Those of the latest round count. */
export interface JournalShared {
  readonly line: 'shared'
  readonly evaluation: number
  /** From 0; another round where the evaluation was run again. */
  readonly round: number
  readonly call: SharedCall
}

/** The last line of a run that came to its end. */
export interface JournalEnd {
  readonly line: 'end'
  /** Lines of trials above. */
  readonly trials: number
  readonly spent: Spent
}

export type JournalLine = JournalHead | JournalTrial | JournalShared | JournalEnd
