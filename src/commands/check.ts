import { spentOn } from '../evaluation/expense.ts'
import type { EvaluationPair } from '../evaluation/pair-evaluations.ts'
import type { EvaluationResult } from '../evaluation/trial.ts'
import type { Project } from '../resources/project.ts'
import { recordCases } from '../verdict/case-records.ts'
import { compareSuite, type SuiteResults } from '../verdict/compare.ts'
import { decide } from '../verdict/decide.ts'
import { listDifferences } from '../verdict/differences.ts'
import { exitCodeOf } from '../verdict/exit-code.ts'
import { headlineOf } from '../verdict/headline.ts'
import { listNotEvaluated } from '../verdict/not-evaluated.ts'
import type { CheckReport } from '../verdict/reports.ts'
import { announce, askWithin, type Renewal, renewal } from './asking.ts'
import { openMemory } from './call-memory.ts'
import type { Needs } from './needs.ts'
import { callSources } from './plan.ts'
import { affectsSuites, planWork } from './planned-work.ts'
import { loadTrees, type Trees } from './projects.ts'
import { hasErrors, keysOf, nameOf, projectName, requireProject, type Rendered } from './validate.ts'
import { openWorkspace, type SnapshotRequest, type Workspace } from './workspace.ts'

export interface CheckRequest extends SnapshotRequest, Renewal {}

/** The pull request's job: validate, plan, evaluate base and head, compare. */
export async function check(request: CheckRequest, needs: Needs): Promise<Rendered<CheckReport>> {
  await using scope = new AsyncDisposableStack()
  const workspace = await openWorkspace(request, scope)
  const trees = await loadTrees(workspace)
  requireProject(trees.head, workspace)
  const project = trees.head.loaded.project
  const findings =
    project === undefined || hasErrors(trees.head.diagnostics)
      ? invalid(trees)
      : await compareTrees(request, { workspace, trees, project, scope, needs })
  const report: CheckReport = {
    version: 1,
    command: 'check',
    project: projectName(trees.head, workspace),
    base: workspace.base && nameOf(workspace.base),
    head: nameOf(workspace.head),
    policy: trees.policy.source,
    ...(trees.policy.extends !== undefined && { extends: trees.policy.extends }),
    diagnostics: trees.head.diagnostics,
    ...findings,
  }
  return { report, sources: trees.head.sources, keys: keysOf(trees.policy) }
}

type Findings = Omit<
  CheckReport,
  'version' | 'command' | 'project' | 'base' | 'head' | 'policy' | 'extends' | 'diagnostics'
>

interface Comparing {
  readonly workspace: Workspace
  readonly trees: Trees
  readonly project: Project
  readonly scope: AsyncDisposableStack
  readonly needs: Needs
}

async function compareTrees(
  request: CheckRequest,
  { workspace, trees, project, scope, needs }: Comparing,
): Promise<Findings> {
  if (await affectsSuites(trees, project, workspace)) await needs.fetchMemory?.()
  const memory = await openMemory(workspace, scope, needs.log)
  const sources = { ...callSources(trees, memory, needs), ...renewal(request, needs.clock.now()) }
  const { plan, suites, unaffected, pairs } = await planWork(trees, project, workspace, sources)
  announce(plan.calls, needs.log)
  const evaluations = pairs.flatMap(({ base, head }) => (base === undefined ? [head] : [base, head]))
  const engine = scope.use(needs.openAssertionEngine())
  const asking = askWithin(sources, needs)
  const evaluated = await asking.evaluate(evaluations, engine)
  const results = pairs.map((pair) => resultsOf(pair, evaluated))
  const comparisons = decide(results.map(compareSuite), trees.policy)
  const notEvaluated = listNotEvaluated(results, trees.policy)
  const { diagnostics } = trees.head
  const { whenUnsure } = trees.policy
  const headline = headlineOf({ comparisons, notEvaluated, suites, diagnostics, whenUnsure })
  return {
    headline,
    exitCode: exitCodeOf(headline),
    plan,
    comparisons,
    differences: listDifferences(comparisons, results),
    cases: results.map(recordCases),
    notEvaluated,
    unaffected,
    spent: asking.spentOn(evaluated),
  }
}

/** The results of a pair's two sides. */
export function resultsOf(pair: EvaluationPair, evaluated: readonly EvaluationResult[]): SuiteResults {
  const resultOf = (evaluation: EvaluationPair['base']) => evaluated.find((result) => result.evaluation === evaluation)
  const head = resultOf(pair.head) as EvaluationResult // every evaluation that was given has its result
  return {
    suite: pair.suite,
    subject: pair.label,
    measure: pair.measure,
    gating: pair.gating,
    head,
    base: resultOf(pair.base),
  }
}

function invalid({ head, policy }: Trees): Findings {
  const nothing = { comparisons: [], notEvaluated: [], suites: [] }
  const headline = headlineOf({ ...nothing, diagnostics: head.diagnostics, whenUnsure: policy.whenUnsure })
  return {
    headline,
    exitCode: exitCodeOf(headline),
    plan: undefined,
    comparisons: [],
    differences: [],
    cases: [],
    notEvaluated: [],
    unaffected: [],
    spent: spentOn([]),
  }
}
