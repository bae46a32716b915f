import { type Spent, spentOn } from '../evaluation/expense.ts'
import { evaluationsOf } from '../evaluation/pair-evaluations.ts'
import { planCalls } from '../evaluation/plan-calls.ts'
import type { EvaluationResult } from '../evaluation/trial.ts'
import { UsageFault } from '../diagnostic/fault.ts'
import type { EvalSuite, Project } from '../resources/project.ts'
import { nearest } from '../source/nearest.ts'
import { recordCases } from '../verdict/case-records.ts'
import { compareSuite, type SuiteResults } from '../verdict/compare.ts'
import { decide } from '../verdict/decide.ts'
import { exitCodeOf } from '../verdict/exit-code.ts'
import { headlineOf } from '../verdict/headline.ts'
import { listNotEvaluated } from '../verdict/not-evaluated.ts'
import type { EvalReport } from '../verdict/reports.ts'
import { announce, askWithin } from './asking.ts'
import { openMemory } from './call-memory.ts'
import type { Needs } from './needs.ts'
import { callSources } from './plan.ts'
import { loadTrees, type Trees } from './projects.ts'
import { record } from './record.ts'
import { hasErrors, keysOf, nameOf, projectName, requireProject, type Rendered } from './validate.ts'
import { openWorkspace, type SnapshotRequest, type Workspace } from './workspace.ts'

export interface EvalRequest extends SnapshotRequest {
  /** Asks again what is remembered. */
  readonly fresh: boolean
  /** Only this suite; default: all. */
  readonly suite: string | undefined
  /** Keeps the answers in `llmops/recorded/<suite>.jsonl` of the work tree. */
  readonly record: boolean
}

/** Runs the suites of one snapshot. Nothing is compared: floors alone decide. */
export async function evalSnapshot(request: EvalRequest, needs: Needs): Promise<Rendered<EvalReport>> {
  await using scope = new AsyncDisposableStack()
  const workspace = await openWorkspace(request, scope)
  const trees = await loadTrees(workspace)
  requireProject(trees.head, workspace)
  const project = trees.head.loaded.project
  const evaluable = project !== undefined && !hasErrors(trees.head.diagnostics)
  const suites = evaluable ? suitesOf(project, request.suite) : []
  const { evaluated, spent } =
    suites.length === 0 ? nothing : await evaluateSuites(request, suites, { workspace, trees, scope, needs })
  if (request.record) await record(workspace, evaluated, needs.log)
  return {
    report: { ...reportOf(suites, evaluated, trees, workspace), spent },
    sources: trees.head.sources,
    keys: keysOf(trees.policy),
  }
}

interface Evaluated {
  readonly evaluated: readonly EvaluationResult[]
  readonly spent: Spent
}

const nothing: Evaluated = { evaluated: [], spent: spentOn([]) }

interface Evaluating {
  readonly workspace: Workspace
  readonly trees: Trees
  readonly scope: AsyncDisposableStack
  readonly needs: Needs
}

async function evaluateSuites(
  request: EvalRequest,
  suites: readonly EvalSuite[],
  { workspace, trees, scope, needs }: Evaluating,
): Promise<Evaluated> {
  const memory = await openMemory(workspace, scope, needs.log)
  const sources = { ...callSources(trees, memory, needs), fresh: request.fresh }
  const evaluations = suites.flatMap(evaluationsOf)
  const planned = evaluations.map((evaluation) => ({ evaluation, side: 'head', measure: 'head' }) as const)
  announce(await planCalls(planned, sources), needs.log)
  const engine = scope.use(needs.openAssertionEngine())
  const asking = askWithin(sources, needs)
  const evaluated = await asking.evaluate(evaluations, engine)
  return { evaluated, spent: asking.spentOn(evaluated) }
}

function reportOf(
  suites: readonly EvalSuite[],
  evaluated: readonly EvaluationResult[],
  { head, policy }: Trees,
  workspace: Workspace,
): Omit<EvalReport, 'spent'> {
  const results = evaluated.map(resultsOf)
  const comparisons = decide(results.map(compareSuite), policy)
  const notEvaluated = listNotEvaluated(results, policy)
  const { diagnostics } = head
  const names = suites.map(({ name }) => name)
  const headline = headlineOf({ comparisons, notEvaluated, suites: names, diagnostics, whenUnsure: policy.whenUnsure })
  return {
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
  }
}

function resultsOf(head: EvaluationResult): SuiteResults {
  const { suite, label, subject } = head.evaluation
  return { suite, subject: label, measure: 'head', gating: label === subject.name, head, base: undefined }
}

function suitesOf(project: Project, name: string | undefined): readonly EvalSuite[] {
  if (name === undefined) return [...project.suites.values()]
  const suite = project.suites.get(name)
  if (suite !== undefined) return [suite]
  const names = [...project.suites.keys()]
  const near = nearest(name, names)
  throw new UsageFault(
    `no EvalSuite '${name}'${near === undefined ? `; there are: ${names.join(', ')}` : `; did you mean '${near}'?`}`,
  )
}
