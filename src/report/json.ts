import type { SourceSet } from '../source/source-set.ts'
import type { SuiteCases } from '../verdict/case-records.ts'
import type { SuiteComparison } from '../verdict/comparison.ts'
import type { CheckReport, EvalReport, PlanReport, Report, ValidateReport } from '../verdict/reports.ts'
import { calibrateBody } from './json/calibration.ts'
import { compareBody } from './json/compare.ts'
import { comparisonJson } from './json/comparison.ts'
import { diagnosticJson } from './json/diagnostic.ts'
import {
  differenceJson,
  headlineJson,
  notEvaluatedJson,
  projectJson,
  snapshotJson,
  spentJson,
} from './json/findings.ts'
import { importBody } from './json/import.ts'
import { jsonLine } from './json/line.ts'
import { planJson } from './json/plan.ts'
import { promoteBody, rollbackBody, statusBody } from './json/promotion.ts'
import { shardBody } from './json/shard.ts'

/**
 * The result as one line of JSON with a line end, as `schema/result.schema.json` describes it. The order of keys is
 * fixed here; what is undefined is left out; diagnostics have words and places.
 */
export function reportJson(report: Report, sources: SourceSet): string {
  return `${jsonLine({ ...head(report), ...bodyOf(report), ...foot(report, sources) })}\n`
}

function head(report: Report): object {
  const { version, command, exitCode } = report
  return { version, command, exitCode, ...('project' in report && { project: projectJson(report.project) }) }
}

/** A rollback has none: what it delivers was valid when it was promoted. */
function foot(report: Report, sources: SourceSet): object {
  if (report.command === 'rollback') return {}
  const found = report.diagnostics.map((diagnostic) => diagnosticJson(diagnostic, sources))
  return { diagnostics: found, ...(report.command === 'validate' && { silenced: silencedJson(report, sources) }) }
}

function bodyOf(report: Report): object {
  switch (report.command) {
    case 'validate':
      return validateBody(report)
    case 'plan':
      return { ...planBody(report), shards: report.shards && { of: report.shards.of, minutes: report.shards.minutes } }
    case 'eval':
      return { snapshot: snapshotJson(report.snapshot), ...evaluationBody(report) }
    case 'check':
      return { ...planBody(report), ...evaluationBody(report) }
    case 'import':
      return importBody(report)
    case 'compare':
      return compareBody(report)
    case 'calibrate':
      return calibrateBody(report)
    case 'promote':
      return promoteBody(report)
    case 'status':
      return statusBody(report)
    case 'rollback':
      return rollbackBody(report)
    case 'shard':
      return shardBody(report)
  }
}

function silencedJson({ silenced }: ValidateReport, sources: SourceSet): readonly object[] {
  return silenced.map(({ diagnostic, reason }) => ({ reason, finding: diagnosticJson(diagnostic, sources) }))
}

function validateBody({ snapshot }: ValidateReport): object {
  return { snapshot: snapshotJson(snapshot) }
}

function planBody({ base, head, policy, extends: extended, plan, unaffected }: PlanReport | CheckReport): object {
  return {
    base: base && snapshotJson(base),
    head: snapshotJson(head),
    policy,
    extends: extended && { repository: extended.repository, commit: extended.commit },
    plan: plan && planJson(plan),
    unaffected: unaffected.map(({ suite, subject, digest }) => ({ suite, subject, digest })),
  }
}

function evaluationBody(report: EvalReport | CheckReport): object {
  const { headline, comparisons, cases, differences, notEvaluated, spent } = report
  return {
    headline: headlineJson(headline),
    comparisons: comparisons.map((one) => comparisonJson(one, casesOf(one, cases))),
    differences: differences.map(differenceJson),
    notEvaluated: notEvaluated.map(notEvaluatedJson),
    spent: spentJson(spent),
  }
}

function casesOf(comparison: SuiteComparison, cases: readonly SuiteCases[]): SuiteCases | undefined {
  const { suite, subject, measure } = comparison
  return cases.find((one) => one.suite === suite && one.subject === subject && one.measure === measure)
}
