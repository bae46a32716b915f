import { formatShard } from '../../evaluation/shard/shard.ts'
import type { ShardReport } from '../../verdict/shard-report.ts'
import { notEvaluatedJson, snapshotJson, spentJson } from './findings.ts'

export function shardBody({ runs, shard, base, head, trials, notEvaluated, spent, journal }: ShardReport): object {
  return {
    runs,
    shard: formatShard(shard),
    base: base && snapshotJson(base),
    head: snapshotJson(head),
    trials: { own: trials.own, all: trials.all },
    notEvaluated: notEvaluated.map(notEvaluatedJson),
    spent: spentJson(spent),
    journal,
  }
}
