import { planCalls } from '../evaluation/plan-calls.ts'
import type { Project } from '../resources/project.ts'
import type { CheckReport } from '../verdict/reports.ts'
import { type Renewal, renewal } from './asking.ts'
import { openMemory } from './call-memory.ts'
import { checkReportOf } from './check-report.ts'
import { withKnownJudges } from './known-judges.ts'
import { fetchLedgerOfMonth, leftOf } from './month.ts'
import type { Needs } from './needs.ts'
import { type OpenTrees, openTrees } from './open-trees.ts'
import { callSources } from './plan.ts'
import { affectsSuites, type HowToEvaluate, type PlannedWork, planWork } from './planned-work.ts'
import { type Running, type RunRequest, runWork } from './run-work.ts'
import type { Rendered } from './validate.ts'
import { callPlanOf, type Work } from './work.ts'
import type { SnapshotRequest } from './workspace.ts'

export interface CheckRequest extends SnapshotRequest, Renewal, RunRequest {}

/** The pull request's job: validate, plan, evaluate base and head, compare. */
export async function check(request: CheckRequest, needs: Needs): Promise<Rendered<CheckReport>> {
  await using scope = new AsyncDisposableStack()
  const opened = await openTrees(request, scope)
  if (opened.project === undefined) return checkReportOf(opened, undefined)
  const { planned, work, running } = await beginCheck(request, opened.project, opened, { needs, scope })
  const rendered = checkReportOf(opened, { planned, ran: await runWork(work, request, running), looks: running.looks })
  return await withKnownJudges(rendered, work.pairs, running)
}

/** Plans a check; all is then ready to run. */
export async function beginCheck(
  request: Renewal & Pick<RunRequest, 'trials' | 'stopEarly'>,
  project: Project,
  opened: OpenTrees,
  { needs, scope }: Pick<Running, 'needs' | 'scope'>,
): Promise<{ readonly planned: PlannedWork; readonly work: Work; readonly running: Running }> {
  const { workspace, trees } = opened
  if (await affectsSuites(trees, project, workspace)) await needs.fetchMemory?.()
  await fetchLedgerOfMonth(workspace, trees.policy, needs.log)
  const memory = await openMemory(workspace, scope, needs)
  const sources = { ...callSources(trees, memory, needs), ...renewal(request, needs.clock.now()) }
  const { trials, stopEarly } = request
  const how: HowToEvaluate = { plan: (of) => planCalls(of, sources), trials }
  const planned = await planWork(trees, project, workspace, how, needs.clock.now())
  return {
    planned,
    work: { command: 'check', pairs: planned.pairs, plan: callPlanOf(planned.plan), leastTrials: trials, stopEarly },
    running: { opened, sources, needs, scope, monthUsdLeft: leftOf(planned.plan.budget.month), looks: memory.looks },
  }
}
