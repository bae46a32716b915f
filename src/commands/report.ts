import { openRepository } from '../adapters/git/repository.ts'
import { IncompleteFault } from '../diagnostic/fault.ts'
import type { JournalHead } from '../evaluation/journal/journal.ts'
import type { CallPlan } from '../evaluation/plan-calls.ts'
import { withTrials } from '../evaluation/with-trials.ts'
import type { CheckReport, EvalReport } from '../verdict/reports.ts'
import { type Memory, openMemory } from './call-memory.ts'
import { checkReportOf } from './check-report.ts'
import { evalReportOf, nothingRan } from './eval-report.ts'
import { suitesOf } from './eval.ts'
import { type FoundJournals, newestOf, readJournals } from './find-journals.ts'
import { withKnownJudges } from './known-judges.ts'
import { mergeRun } from './merge-run.ts'
import type { Needs } from './needs.ts'
import { type OpenTrees, openTrees } from './open-trees.ts'
import { callSources } from './plan.ts'
import { affectsSuites, planWork } from './planned-work.ts'
import { rememberAnswers } from './remember-answers.ts'
import type { Rendered } from './validate.ts'
import { stopWhereDecided } from '../verdict/stop-early.ts'
import { pairsOfSnapshot } from './work.ts'
import type { SnapshotRequest } from './workspace.ts'

export interface ReportRequest extends SnapshotRequest {
  /** Journals, or folders of them; none: the last run of the project. */
  readonly paths: readonly string[]
  /** Whether the answers in the journals are remembered here: they were asked in other jobs. Default: no. */
  readonly remembers?: boolean
}

interface Reporting {
  readonly request: ReportRequest
  readonly found: FoundJournals
  readonly opened: OpenTrees
  readonly needs: Needs
  readonly scope: AsyncDisposableStack
}

/**
 * The result of a run from its journals: what `eval` or `check` said, or would have said in one piece. What was run, and on
 * which trees, the newest journal says. Asks nobody. Throws IncompleteFault where there is no journal.
 */
export async function report(request: ReportRequest, needs: Needs): Promise<Rendered<CheckReport | EvalReport>> {
  const found = await readJournals(request, request.paths)
  const { newest, journals } = found
  if (newest === undefined) throw new IncompleteFault(noRun(journals))
  await using scope = new AsyncDisposableStack()
  const opened = await openTrees(await treesOf(newest, request), scope)
  const reporting = { request, found: ofProject(found, opened), opened, needs, scope }
  return await (newest.command === 'check' ? mergedCheck(reporting) : mergedEval(reporting))
}

/** The result of a check of the trees that are asked for, whatever the journals say that they are of. */
export async function reportOfCheck(request: ReportRequest, needs: Needs): Promise<Rendered<CheckReport>> {
  const found = await readJournals(request, request.paths)
  await using scope = new AsyncDisposableStack()
  const opened = await openTrees(request, scope)
  return await mergedCheck({ request, found: ofProject(found, opened), opened, needs, scope })
}

async function mergedCheck(reporting: Reporting): Promise<Rendered<CheckReport>> {
  const { opened, found, needs } = reporting
  const { workspace, trees, project } = opened
  if (project === undefined) return checkReportOf(opened, undefined)
  const how = { plan: noPlan, trials: found.newest?.leastTrials }
  const planned = await planWork(trees, project, workspace, how, needs.clock.now())
  if (planned.pairs.length === 0) return checkReportOf(opened, { planned, ran: nothingRan })
  if (await affectsSuites(trees, project, workspace)) await needs.fetchMemory?.()
  const { plan, journals, ...merged } = await mergeRun('check', planned.pairs, found, needs.log)
  const memory = await recalled(reporting, journals)
  const results = found.newest?.stopEarly ? stopWhereDecided(merged.results, memory.looks) : merged.results
  const ran = { ...merged, results }
  const whole = { ...planned, plan: { ...planned.plan, ...plan } }
  const rendered = checkReportOf(opened, { planned: whole, ran, looks: memory.looks })
  return withKnownJudges(rendered, planned.pairs, { sources: callSources(trees, memory, needs), needs })
}

async function mergedEval(reporting: Reporting): Promise<Rendered<EvalReport>> {
  const { opened, found, needs } = reporting
  const suites = suitesOf(opened.project, found.newest?.suite)
  if (suites.length === 0) return evalReportOf(opened, suites, nothingRan, undefined)
  const pairs = withTrials(pairsOfSnapshot(suites), found.newest?.leastTrials)
  const { plan: _, journals, ...ran } = await mergeRun('eval', pairs, found, needs.log)
  const memory = await recalled(reporting, journals)
  const rendered = evalReportOf(opened, suites, ran, memory.looks)
  return withKnownJudges(rendered, pairs, { sources: callSources(opened.trees, memory, needs), needs })
}

/** What is remembered here, with what the journals add to it where that is wanted. */
async function recalled(
  { request, opened, needs, scope }: Reporting,
  journals: Parameters<typeof rememberAnswers>[0],
): Promise<Memory> {
  const memory = await openMemory(opened.workspace, scope, needs)
  if (request.remembers === true) rememberAnswers(journals, memory)
  return memory
}

/** What was expected is in the journals: what is remembered now says nothing of it. */
async function noPlan(): Promise<CallPlan> {
  const total = { calls: 0, newCalls: 0, inputTokens: 0, outputTokens: 0, usd: 0 }
  return { calls: [], total, purposes: [], assumptions: [] }
}

/** The shards of several projects may have left their journals side by side. */
function ofProject(found: FoundJournals, { workspace }: OpenTrees): FoundJournals {
  const journals = found.journals.filter(({ head }) => head === undefined || head.folder === workspace.folder)
  return { ...found, journals, newest: newestOf(journals) }
}

/** The trees of a run; where it looked at the work tree, as that is now. */
async function treesOf(
  { folder, base, head, policy, today }: JournalHead,
  request: ReportRequest,
): Promise<SnapshotRequest> {
  const { root } = await openRepository(request.dir, request.repository)
  return {
    ...request,
    dir: root,
    project: folder,
    base: base?.commit,
    head: head.commit,
    policy: base === undefined ? undefined : policy?.commit,
    today,
  }
}

function noRun(journals: FoundJournals['journals']): string {
  const why = journals.flatMap((one) => ('why' in one ? one.why : []))
  return ['there is no journal of a run', ...why].join('\n')
}
