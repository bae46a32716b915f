import { spentOn } from '../evaluation/expense.ts'
import type { EvalSuite } from '../resources/project.ts'
import { recordCases } from '../verdict/case-records.ts'
import { decideLooked } from '../verdict/decide-looked.ts'
import { exitCodeOf } from '../verdict/exit-code.ts'
import { headlineOf } from '../verdict/headline.ts'
import type { LookRecord } from '../verdict/look-record.ts'
import { listNotEvaluated } from '../verdict/not-evaluated.ts'
import type { EvalReport } from '../verdict/reports.ts'
import type { OpenTrees } from './open-trees.ts'
import type { Ran } from './run-work.ts'
import { keysOf, nameOf, projectName, type Rendered } from './validate.ts'

/** Where nothing was run. */
export const nothingRan: Ran = { results: [], spent: spentOn([]) }

/**
 * What the results of one snapshot say: floors alone decide.
 * @param looks counts how often was looked at them; undefined for a part, at which nothing is decided
 */
export function evalReportOf(
  { workspace, trees }: OpenTrees,
  suites: readonly EvalSuite[],
  { results, spent }: Ran,
  looks: LookRecord | undefined,
): Rendered<EvalReport> {
  const { head, policy } = trees
  const comparisons = decideLooked(results, policy, looks)
  const notEvaluated = listNotEvaluated(results, policy)
  const { diagnostics } = head
  const names = suites.map(({ name }) => name)
  const headline = headlineOf({ comparisons, notEvaluated, suites: names, diagnostics, whenUnsure: policy.whenUnsure })
  const report: EvalReport = {
    version: 1,
    command: 'eval',
    project: projectName(head, workspace),
    snapshot: nameOf(workspace.head),
    headline,
    diagnostics,
    comparisons,
    differences: [],
    cases: results.map(recordCases),
    notEvaluated,
    exitCode: exitCodeOf(headline),
    spent,
  }
  return { report, sources: head.sources, keys: keysOf(policy) }
}
