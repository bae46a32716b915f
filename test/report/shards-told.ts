import { asUntrusted } from '../../src/evaluation/untrusted.ts'
import type { Report } from '../../src/verdict/reports.ts'
import type { ShardReport } from '../../src/verdict/shard-report.ts'
import { checkReport, planReport } from './make.ts'
import { affected, misspelt } from './values.ts'

const { project, base, head } = checkReport({ headline: { state: 'no-worse' }, exitCode: 0 })

function shardReport(more: Partial<ShardReport> = {}): ShardReport {
  return {
    version: 1,
    command: 'shard',
    runs: 'check',
    shard: { index: 2, of: 8 },
    project,
    base,
    head,
    diagnostics: [],
    trials: { own: 30, all: 240 },
    notEvaluated: [],
    spent: { newCalls: 28, fromStore: 2, recorded: 0, usd: 0.15, unpriced: 0, ms: 4_200 },
    journal: '/runner/temp/journals/20261122T181113Z-check-2-of-8-1b42c753.jsonl',
    exitCode: 0,
    ...more,
  }
}

const nothing = { newCalls: 0, fromStore: 0, recorded: 0, usd: 0, unpriced: 0 }

/** What is told of a check in shards before its report. */
export const shardsTold: Readonly<Record<string, Report>> = {
  'a plan in shards': planReport({ plan: affected, shards: { of: 4, minutes: 3.4 } }),
  'a shard': shardReport(),
  'a shard without a case': shardReport({ trials: { own: 0, all: 240 }, spent: nothing }),
  'a shard that is not whole': shardReport({
    notEvaluated: [
      {
        suite: 'quality',
        subject: 'support',
        reason: { kind: 'provider', reason: 'server-error' },
        cases: 3,
        example: asUntrusted('503 overloaded'),
      },
    ],
    exitCode: 3,
  }),
  'a shard of an invalid head': shardReport({
    trials: { own: 0, all: 0 },
    diagnostics: [misspelt],
    spent: nothing,
    journal: undefined,
    exitCode: 2,
  }),
}
