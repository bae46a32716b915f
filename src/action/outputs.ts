import type { PromoteReport, RollbackReport, StatusReport } from '../verdict/promotion-reports.ts'
import type { CheckReport, ExitCode, PlanReport } from '../verdict/reports.ts'
import type { ShardReport } from '../verdict/shard-report.ts'

/** What the action can end with. */
export type ActionReport = CheckReport | PlanReport | PromoteReport | RollbackReport | ShardReport | StatusReport

/** Plans and shards decide nothing. */
export type Concluding = Exclude<ActionReport, PlanReport | ShardReport>

/**
 * What later steps may use, by the names of `action.yml`: numbers, digests and words of ours. Nothing else, for some of them
 * will be pasted into a shell.
 */
export function outputsOf(report: Concluding): Readonly<Record<string, string>> {
  return { result: resultOf(report), 'exit-code': String(report.exitCode), ...spentIn(report), ...digestIn(report) }
}

/** Those of a run that has no result. */
export function outputsWithout(exitCode: ExitCode): Readonly<Record<string, string>> {
  return { result: 'none', 'exit-code': String(exitCode) }
}

function resultOf(report: Concluding): string {
  switch (report.command) {
    case 'check':
      return report.headline.state
    case 'promote':
      return report.exitCode === 2 ? 'invalid' : commonTo(report.targets.map(({ outcome }) => outcome.kind))
    case 'status':
      return { 0: 'agrees', 1: 'differs', 2: 'invalid' }[report.exitCode as 0 | 1 | 2] ?? 'incomplete'
    case 'rollback':
      return report.outcome.kind
  }
}

function commonTo(kinds: readonly string[]): string {
  const [first = 'none', ...others] = new Set(kinds)
  return others.length === 0 ? first : 'mixed'
}

function digestIn(report: Concluding): Readonly<Record<string, string>> {
  const digests = new Set(report.command === 'promote' ? report.targets.map(({ digest }) => digest) : [])
  const [digest] = digests
  return digests.size === 1 && digest !== undefined ? { digest } : {}
}

function spentIn(report: Concluding): Readonly<Record<string, string>> {
  if (report.command !== 'check' && report.command !== 'promote') return {}
  const { newCalls, usd, unpriced } = report.spent
  return { 'new-calls': String(newCalls), ...(unpriced === 0 && { usd: usd.toFixed(6) }) }
}
