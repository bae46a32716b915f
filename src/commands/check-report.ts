import { recordCases } from '../verdict/case-records.ts'
import { decideLooked } from '../verdict/decide-looked.ts'
import { listDifferences } from '../verdict/differences.ts'
import { exitCodeOf } from '../verdict/exit-code.ts'
import { headlineOf } from '../verdict/headline.ts'
import type { LookRecord } from '../verdict/look-record.ts'
import { listNotEvaluated } from '../verdict/not-evaluated.ts'
import type { CheckReport } from '../verdict/reports.ts'
import { nothingRan } from './eval-report.ts'
import type { OpenTrees } from './open-trees.ts'
import type { PlannedWork } from './planned-work.ts'
import type { Ran } from './run-work.ts'
import { keysOf, nameOf, projectName, type Rendered } from './validate.ts'

/** What was planned and what came of it; undefined where head is invalid. */
export interface CheckFound {
  readonly planned: PlannedWork
  readonly ran: Ran
  /** Counts how often was looked at what was found; absent for a part of it, at which nothing is decided. */
  readonly looks?: LookRecord
}

/** What the results of both sides say. */
export function checkReportOf({ workspace, trees }: OpenTrees, found: CheckFound | undefined): Rendered<CheckReport> {
  const { head, policy } = trees
  const { results, spent } = found?.ran ?? nothingRan
  const comparisons = decideLooked(results, policy, found?.looks)
  const notEvaluated = listNotEvaluated(results, policy)
  const { diagnostics } = head
  const suites = found?.planned.suites ?? []
  const headline = headlineOf({ comparisons, notEvaluated, suites, diagnostics, whenUnsure: policy.whenUnsure })
  const report: CheckReport = {
    version: 1,
    command: 'check',
    project: projectName(head, workspace),
    base: workspace.base && nameOf(workspace.base),
    head: nameOf(workspace.head),
    policy: policy.source,
    ...(policy.extends !== undefined && { extends: policy.extends }),
    diagnostics,
    headline,
    exitCode: exitCodeOf(headline),
    plan: found?.planned.plan,
    comparisons,
    differences: listDifferences(comparisons, results),
    cases: results.map(recordCases),
    notEvaluated,
    unaffected: found?.planned.unaffected ?? [],
    spent,
  }
  return { report, sources: head.sources, keys: keysOf(policy) }
}
