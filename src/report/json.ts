import type { SourceSet } from '../source/source-set.ts'
import type { CheckReport, EvalReport, PlanReport, Report, ValidateReport } from '../verdict/reports.ts'
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
import { jsonLine } from './json/line.ts'
import { planJson } from './json/plan.ts'
import { promoteBody, rollbackBody, statusBody } from './json/promotion.ts'

/**
 * The result as one line of JSON with a line end, as `schema/result.schema.json` describes it. The order of keys is
 * fixed here; what is undefined is left out; diagnostics have words and places.
 */
export function reportJson(report: Report, sources: SourceSet): string {
  return `${jsonLine({ ...head(report), ...bodyOf(report), ...foot(report, sources) })}\n`
}

function head({ version, command, exitCode, project }: Report): object {
  return { version, command, exitCode, project: projectJson(project) }
}

/** A rollback has none: what it delivers was valid when it was promoted. */
function foot(report: Report, sources: SourceSet): object {
  if (report.command === 'rollback') return {}
  return { diagnostics: report.diagnostics.map((diagnostic) => diagnosticJson(diagnostic, sources)) }
}

function bodyOf(report: Report): object {
  switch (report.command) {
    case 'validate':
      return validateBody(report)
    case 'plan':
      return planBody(report)
    case 'eval':
      return { snapshot: snapshotJson(report.snapshot), ...evaluationBody(report) }
    case 'check':
      return { ...planBody(report), ...evaluationBody(report) }
    case 'promote':
      return promoteBody(report)
    case 'status':
      return statusBody(report)
    case 'rollback':
      return rollbackBody(report)
  }
}

function validateBody({ snapshot }: ValidateReport): object {
  return { snapshot: snapshotJson(snapshot) }
}

function planBody({ base, head, policy, plan, unaffected }: PlanReport | CheckReport): object {
  return {
    base: base && snapshotJson(base),
    head: snapshotJson(head),
    policy,
    plan: plan && planJson(plan),
    unaffected: unaffected.map(({ suite, subject, digest }) => ({ suite, subject, digest })),
  }
}

function evaluationBody({ headline, comparisons, differences, notEvaluated, spent }: EvalReport | CheckReport): object {
  return {
    headline: headlineJson(headline),
    comparisons: comparisons.map(comparisonJson),
    differences: differences.map(differenceJson),
    notEvaluated: notEvaluated.map(notEvaluatedJson),
    spent: spentJson(spent),
  }
}
