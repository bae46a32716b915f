import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Spent } from '../evaluation/expense.ts'
import type { Shard } from '../evaluation/shard/shard.ts'
import type { ExitCode, NotEvaluated, SnapshotName } from './reports.ts'

/** The result of a shard of `eval` or `check`. It decides nothing: `report` does, over all shards. */
export interface ShardReport {
  readonly version: 1
  readonly command: 'shard'
  /** What it is a part of. */
  readonly runs: 'eval' | 'check'
  readonly shard: Shard
  readonly project: { readonly name: string | undefined; readonly folder: string; readonly resources: number }
  readonly base: SnapshotName | undefined
  readonly head: SnapshotName
  readonly diagnostics: readonly Diagnostic[]
  /** Trials of this shard, and of the whole run. */
  readonly trials: { readonly own: number; readonly all: number }
  readonly notEvaluated: readonly NotEvaluated[]
  readonly spent: Spent
  /** Path of its journal; undefined where head is invalid. */
  readonly journal: string | undefined
  readonly exitCode: ExitCode
}
