import { planCalls } from '../evaluation/plan-calls.ts'
import type { CallSources } from '../evaluation/recall.ts'
import { withTrials } from '../evaluation/with-trials.ts'
import { UsageFault } from '../diagnostic/fault.ts'
import type { EvalSuite, Project } from '../resources/project.ts'
import { nearest } from '../source/nearest.ts'
import type { EvalReport } from '../verdict/reports.ts'
import { openMemory } from './call-memory.ts'
import { evalReportOf, nothingRan } from './eval-report.ts'
import { withKnownJudges } from './known-judges.ts'
import { fetchLedgerOfMonth, knownMonth, leftOf } from './month.ts'
import type { Needs } from './needs.ts'
import { type OpenTrees, openTrees } from './open-trees.ts'
import { callSources } from './plan.ts'
import { record } from './record.ts'
import { type Running, type RunRequest, runWork } from './run-work.ts'
import type { Rendered } from './validate.ts'
import { pairsOfSnapshot, plannedEvaluations, type Work } from './work.ts'
import type { SnapshotRequest } from './workspace.ts'

export interface EvalRequest extends SnapshotRequest, RunRequest {
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
  const opened = await openTrees(request, scope)
  const suites = suitesOf(opened.project, request.suite)
  const begun = suites.length === 0 ? undefined : await beginEval(request, suites, opened, { needs, scope })
  const ran = begun === undefined ? nothingRan : await runWork(begun.work, request, begun.running)
  if (request.record)
    await record(
      opened.workspace,
      ran.results.map(({ head }) => head),
      needs.log,
    )
  const rendered = evalReportOf(opened, suites, ran, begun?.running.looks)
  return begun === undefined ? rendered : await withKnownJudges(rendered, begun.work.pairs, begun.running)
}

/** Plans the evaluation of suites; all is then ready to run. */
export async function beginEval(
  request: Pick<EvalRequest, 'fresh' | 'suite' | 'trials'>,
  suites: readonly EvalSuite[],
  opened: OpenTrees,
  { needs, scope }: Pick<Running, 'needs' | 'scope'>,
): Promise<{ readonly work: Work; readonly running: Running }> {
  const { workspace, trees } = opened
  const memory = await openMemory(workspace, scope, needs)
  const sources: CallSources = { ...callSources(trees, memory, needs), fresh: request.fresh }
  const pairs = withTrials(pairsOfSnapshot(suites), request.trials)
  const plan = await planCalls(plannedEvaluations(pairs), sources)
  await fetchLedgerOfMonth(workspace, trees.policy, needs.log)
  const monthUsdLeft = leftOf(await knownMonth(workspace, trees.policy, needs.clock.now()))
  return {
    work: { command: 'eval', pairs, plan, suite: request.suite, leastTrials: request.trials },
    running: { opened, sources, needs, scope, monthUsdLeft, looks: memory.looks },
  }
}

/** Those that are asked for; none where the project is invalid. Throws UsageFault for a name that no suite has. */
export function suitesOf(project: Project | undefined, name: string | undefined): readonly EvalSuite[] {
  if (project === undefined) return []
  if (name === undefined) return [...project.suites.values()]
  const suite = project.suites.get(name)
  if (suite !== undefined) return [suite]
  const names = [...project.suites.keys()]
  const near = nearest(name, names)
  throw new UsageFault(
    `no EvalSuite '${name}'${near === undefined ? `; there are: ${names.join(', ')}` : `; did you mean '${near}'?`}`,
  )
}
