import { casesById, type JudgedAssertion } from '../calibration/judged-assertion.ts'
import { knownPrompts } from '../calibration/known-prompts.ts'
import { labelledOutputs } from '../calibration/labelled-output.ts'
import { passShare } from '../calibration/pass-share.ts'
import { type PlannedAsking, planAsking } from '../calibration/plan-asking.ts'
import { recallOnly } from '../calibration/recall-only.ts'
import { askAboutLabels, type AskedOutput } from '../calibration/standing.ts'
import type { Ask } from '../evaluation/ask-model.ts'
import type { AssertionEngine } from '../evaluation/assertion-engine.ts'
import { keyOf } from '../evaluation/call.ts'
import { type CallSources, recall } from '../evaluation/recall.ts'
import { createLibrary } from '../evaluation/retrieval/library.ts'
import { counted, usd } from '../report/numbers.ts'
import type { Project } from '../resources/project.ts'
import type { CalibrateReport } from '../verdict/calibrate-report.ts'
import { calibrationOf } from '../verdict/calibration-of.ts'
import { openMemory, peekMemory } from './call-memory.ts'
import { chooseJudged, type JudgeChoice } from './choose-judged.ts'
import { fetchLedgerOfMonth, knownMonth, leftOf } from './month.ts'
import { askJudges } from './ask-judges.ts'
import type { Needs } from './needs.ts'
import { callSources } from './plan.ts'
import { openTrees, type OpenTrees } from './open-trees.ts'
import { recordJudges } from './record-judges.ts'
import { keysOf, nameOf, projectName, type Rendered } from './validate.ts'
import type { SnapshotRequest } from './workspace.ts'
import { writeSheet } from './write-sheet.ts'

export interface CalibrateRequest extends SnapshotRequest, JudgeChoice {
  /** Asks nobody. */
  readonly dryRun: boolean
  /** Keeps the judges' answers in `llmops/recorded/<suite>.labels.jsonl` of the work tree. */
  readonly record: boolean
  /** Writes a sheet for humans instead: its path, and how many outputs it holds at most. */
  readonly sheet: { readonly file: string; readonly outputs: number } | undefined
}

/** Compares judges with what humans say, or writes the sheet in which they say it. */
export async function calibrate(request: CalibrateRequest, needs: Needs): Promise<Rendered<CalibrateReport>> {
  await using scope = new AsyncDisposableStack()
  const opened = await openTrees(request, scope)
  const { workspace, trees, project } = opened
  const found = project === undefined ? nothing : await find(request, project, { opened, scope, needs })
  const report: CalibrateReport = {
    version: 1,
    command: 'calibrate',
    project: projectName(trees.head, workspace),
    snapshot: nameOf(workspace.head),
    diagnostics: trees.head.diagnostics,
    dryRun: request.dryRun,
    budget: trees.policy.budget,
    ...found,
    exitCode: project === undefined ? 2 : isComplete(found) ? 0 : 3,
  }
  return { report, sources: trees.head.sources, keys: keysOf(trees.policy) }
}

type Found = Pick<CalibrateReport, 'judges' | 'sheet' | 'spent'>

const nothing: Found = { judges: [], spent: { newCalls: 0, fromStore: 0, recorded: 0, usd: 0, unpriced: 0 } }

interface Calibrating {
  readonly opened: OpenTrees
  readonly scope: AsyncDisposableStack
  readonly needs: Needs
}

async function find(request: CalibrateRequest, project: Project, calibrating: Calibrating): Promise<Found> {
  const { opened, scope, needs } = calibrating
  const { workspace, trees } = opened
  const judged = chooseJudged(project, request)
  const onlyLooks = request.dryRun || request.sheet !== undefined
  const memory = onlyLooks ? await peekMemory(workspace, scope) : await openMemory(workspace, scope, needs)
  const sources = callSources(trees, memory, needs)
  const remembered = { ask: recallOnly(sources), engine: scope.use(needs.openAssertionEngine()) }
  if (request.sheet === undefined) return askAndCompare(request, judged, { ...calibrating, sources, remembered })
  return { ...nothing, sheet: await writeSheet(request.sheet, judged, { dir: request.dir, ...remembered }) }
}

/** What earlier answers tell. */
interface Remembered {
  readonly ask: Ask
  readonly engine: AssertionEngine
}

async function askAndCompare(
  request: CalibrateRequest,
  judged: readonly JudgedAssertion[],
  calibrating: Calibrating & { readonly sources: CallSources; readonly remembered: Remembered },
): Promise<Found> {
  const { opened, needs, sources, remembered } = calibrating
  const { workspace, trees } = opened
  const planned = await Promise.all(judged.map((one) => planFor(one, sources, remembered.ask)))
  judged.forEach((one, at) => announce(one, planned[at] ?? nothingPlanned, needs.log))
  if (!request.dryRun) await fetchLedgerOfMonth(workspace, trees.policy, needs.log)
  const left = leftOf(await knownMonth(workspace, trees.policy, needs.clock.now()))
  const asking = askJudges(sources, needs, left)
  const asked = request.dryRun
    ? await askEach(judged, remembered.ask, remembered)
    : await asking.watching(judged, () => askEach(judged, asking.ask, remembered))
  if (request.record) await recordJudges(workspace, judged, asked, needs.log)
  const judges = await Promise.all(
    judged.map(async (one, at) => {
      const [plan = nothingPlanned, outputs = []] = [planned[at], asked[at]]
      const share = outputs.length === 0 ? undefined : await passShare(one, remembered)
      const calibration = calibrationOf(one, plan, outputs, share)
      return request.dryRun ? { ...calibration, unanswered: [] } : calibration
    }),
  )
  return { judges, spent: asking.spent() }
}

const nothingPlanned: PlannedAsking = { calls: 0, newCalls: 0, usd: 0 }

/** What was asked of the subject is looked up alone; only judges are asked. */
function askEach(
  judged: readonly JudgedAssertion[],
  ask: Ask,
  remembered: Remembered,
): Promise<readonly (readonly AskedOutput[])[]> {
  const ports = { ask: remembered.ask, library: createLibrary(remembered.ask) }
  const { engine } = remembered
  return Promise.all(judged.map((one) => askAboutLabels(one, knownPrompts(one, ports), { engine, ask })))
}

async function planFor(judged: JudgedAssertion, sources: CallSources, ask: Ask): Promise<PlannedAsking> {
  const promptOf = knownPrompts(judged, { ask, library: createLibrary(ask) })
  const cases = casesById(judged.evaluation.measure)
  const outputs = await Promise.all(
    labelledOutputs(judged.assertion.labels?.labels ?? []).map(async ({ caseId, output, prompt }) => {
      const row = cases.get(caseId)
      return row === undefined ? [] : [{ row, output, prompt: prompt ?? (await promptOf(caseId)) }]
    }),
  )
  const known = (call: Parameters<typeof keyOf>[0]) => recall(sources, call, keyOf(call))
  return planAsking(judged, outputs.flat(), { known, ...(sources.basePrice && { basePrice: sources.basePrice }) })
}

function announce(
  { evaluation, metric, assertion }: JudgedAssertion,
  { calls, newCalls, usd: cost }: PlannedAsking,
  log: Needs['log'],
): void {
  if (assertion.labels === undefined) return
  const price = newCalls === 0 ? '' : cost === undefined ? ' at an unknown price' : `, about ${usd(cost)}`
  log(`${evaluation.suite} ${metric}: ${counted(calls, 'call')} of its judge, ${newCalls} to ask${price}`)
}

function isComplete({ judges }: Found): boolean {
  return judges.every(({ unanswered }) => unanswered.length === 0)
}
