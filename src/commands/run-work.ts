import { dirname, join, resolve } from 'node:path'
import { openJournal } from '../adapters/journal/write-journal.ts'
import { pruneJournals } from '../adapters/journal/prune-journals.ts'
import { countTrials } from '../evaluation/evaluate.ts'
import type { Spent } from '../evaluation/expense.ts'
import { digestOfWork } from '../evaluation/journal/digest-of-work.ts'
import { type JournalHead, journalVersion } from '../evaluation/journal/journal.ts'
import type { EvaluationPair } from '../evaluation/pair-evaluations.ts'
import type { CallSources } from '../evaluation/recall.ts'
import { dealCases } from '../evaluation/shard/deal-cases.ts'
import { partOfEvaluation } from '../evaluation/shard/part-of-evaluation.ts'
import { partOfSources } from '../evaluation/shard/part-of.ts'
import { formatShard, type Shard, wholeRun } from '../evaluation/shard/shard.ts'
import { placedLog } from '../evaluation/placed-log.ts'
import type { Evaluation } from '../evaluation/trial.ts'
import { counted } from '../report/numbers.ts'
import type { Snapshot } from '../resources/snapshot.ts'
import type { SuiteResults } from '../verdict/compare.ts'
import type { LookRecord } from '../verdict/look-record.ts'
import { stopWhereDecided } from '../verdict/stop-early.ts'
import { announce, askWithin } from './asking.ts'
import { evaluateInBatches } from './evaluate-in-batches.ts'
import type { Needs } from './needs.ts'
import type { OpenTrees } from './open-trees.ts'
import { makeHome, ownHome } from './own-home.ts'
import { resultsOf } from './results-of-pair.ts'
import { evaluationsIn, plannedEvaluations, type Work } from './work.ts'
import type { Workspace } from './workspace.ts'

/** How a run is carried out. */
export interface RunRequest {
  /** Where the command was started. */
  readonly dir: string
  /** The part of the work that is to be done; absent: all. */
  readonly shard?: Shard | undefined
  /** Folder of the journal, from `dir`; absent: the project's own. */
  readonly journal?: string | undefined
  /** At least so many trials of each case; absent: as the suites say. */
  readonly trials?: number | undefined
  /** Whether a suite's cases are run only until its gates are decided. */
  readonly stopEarly?: boolean | undefined
}

export interface Running {
  readonly opened: OpenTrees
  readonly sources: CallSources
  readonly needs: Needs
  readonly scope: AsyncDisposableStack
  /** What may still be spent of the month, in USD; undefined: no limit. */
  readonly monthUsdLeft: number | undefined
  readonly looks: LookRecord
}

/** What came of a run, or of a shard of one. */
export interface Ran {
  readonly results: readonly SuiteResults[]
  readonly spent: Spent
}

/** What is known of it beside its results. */
export interface RunOfWork extends Ran {
  /** Path of its journal. */
  readonly journal: string
  /** Why the journal lacks something; undefined where it is whole. */
  readonly trouble: string | undefined
  /** How many trials it had to run. */
  readonly trials: number
}

/** Carries out work, or the part of it that falls to a shard, and leaves a journal. */
export async function runWork(work: Work, request: RunRequest, running: Running): Promise<RunOfWork> {
  const { sources, needs, scope, monthUsdLeft } = running
  const { shard = wholeRun } = request
  const pairs = await partOfPairs(work.pairs, shard)
  const evaluations = evaluationsIn(pairs)
  const trials = countTrials(evaluations)
  tellWork(work, shard, trials, needs)
  const folder = await journalFolder(request, running)
  const journal = scope.use(openJournal(folder, headOf(work, shard, evaluations, running)))
  const engine = scope.use(needs.openAssertionEngine())
  const log = placedLog(journal)
  const asking = askWithin(
    partOfSources(sources, shard),
    needs,
    work.stopEarly ? log : journal,
    monthUsdLeft === undefined ? undefined : monthUsdLeft / shard.of,
  )
  const evaluate = (parts: readonly Evaluation[]) => asking.evaluate(parts, engine)
  const batching = { evaluate, log, looks: running.looks, signal: needs.signal }
  const evaluated = await (work.stopEarly ? evaluateInBatches(pairs, batching) : evaluate(evaluations))
  const spent = asking.spentOn(evaluated)
  journal.end(spent)
  if (journal.trouble !== undefined) needs.log(journal.trouble)
  const { file, trouble } = journal
  const results = pairs.map((pair) => resultsOf(pair, evaluated))
  return {
    results: work.stopEarly ? stopWhereDecided(results, running.looks) : results,
    spent,
    journal: file,
    trouble,
    trials,
  }
}

/** The pairs with the cases alone that a shard is dealt. */
export async function partOfPairs(pairs: readonly EvaluationPair[], shard: Shard): Promise<readonly EvaluationPair[]> {
  if (shard.of === 1) return pairs
  const deal = await dealCases(evaluationsIn(pairs), shard.of)
  return pairs.map((pair) => ({
    ...pair,
    head: partOfEvaluation(pair.head, deal, shard),
    base: pair.base && partOfEvaluation(pair.base, deal, shard),
  }))
}

function tellWork({ plan, pairs }: Work, shard: Shard, trials: number, { log }: Needs): void {
  announce(plan.calls, log)
  if (shard.of === 1) return
  const all = countTrials(evaluationsIn(pairs))
  log(`shard ${formatShard(shard)}: ${trials} of ${counted(all, 'trial')}`)
}

const ownFolder = 'journals'

/** The project's own folder of journals: what is in it was made by runs here. Throws as `ownHome`. */
export async function ownJournals(workspace: Pick<Workspace, 'repository' | 'folder'>): Promise<string> {
  return join(await ownHome(workspace, [ownFolder]), ownFolder)
}

async function journalFolder({ dir, journal }: RunRequest, { opened, needs }: Running): Promise<string> {
  if (journal !== undefined) return resolve(dir, journal)
  const folder = await ownJournals(opened.workspace)
  makeHome(dirname(folder))
  pruneJournals(folder, needs.clock.now())
  return folder
}

function headOf(
  { command, pairs, plan, suite, leastTrials, stopEarly }: Work,
  shard: Shard,
  evaluations: readonly Evaluation[],
  { opened: { workspace }, needs }: Running,
): JournalHead {
  const { folder, head, base, policy, today } = workspace
  return {
    line: 'run',
    version: journalVersion,
    command,
    folder,
    ...(suite !== undefined && { suite }),
    ...(leastTrials !== undefined && { leastTrials }),
    ...(stopEarly === true && { stopEarly }),
    head: treeOf(head),
    ...(base !== undefined && { base: treeOf(base) }),
    ...(policy !== undefined && { policy: treeOf(policy) }),
    ...(today !== undefined && { today }),
    startedAt: needs.clock.now(),
    work: digestOfWork(command, plannedEvaluations(pairs)),
    shard,
    trials: countTrials(evaluations),
    plan,
  }
}

function treeOf({ label, commit }: Snapshot): JournalHead['head'] {
  return { label, ...(commit !== undefined && { commit }) }
}
