import { IncompleteFault } from '../diagnostic/fault.ts'
import { type Spent, spentOn } from '../evaluation/expense.ts'
import { digestOfWork } from '../evaluation/journal/digest-of-work.ts'
import { mergeParts } from '../evaluation/journal/merge-parts.ts'
import { misfitOfWork } from '../evaluation/journal/misfit-of-work.ts'
import { type PartOfRun, partsOfRun } from '../evaluation/journal/parts-of-run.ts'
import type { Journal } from '../evaluation/journal/read-journal.ts'
import type { EvaluationPair } from '../evaluation/pair-evaluations.ts'
import type { CallPlan } from '../evaluation/plan-calls.ts'
import { type Deal, dealCases } from '../evaluation/shard/deal-cases.ts'
import { partOfEvaluation } from '../evaluation/shard/part-of-evaluation.ts'
import type { EvaluationResult } from '../evaluation/trial.ts'
import { counted } from '../report/numbers.ts'
import { sum } from '../statistics/sum.ts'
import type { FoundJournal, FoundJournals } from './find-journals.ts'
import { sayMixedModels } from './mixed-models.ts'
import { resultsOf } from './results-of-pair.ts'
import type { Ran } from './run-work.ts'
import { evaluationsIn, plannedEvaluations } from './work.ts'

/** A run that was put together from its journals. */
export interface MergedWork extends Ran {
  /** What the run was expected to ask when it began. */
  readonly plan: CallPlan
  /** Those that it was put together from. */
  readonly journals: readonly Journal[]
}

/**
 * Puts a run together. What does not belong to it is left out and named; what is not there is missing.
 * @param log told of what is left out, and of answers that do not go together
 * @throws IncompleteFault where nothing of the run is there
 */
export async function mergeRun(
  command: 'eval' | 'check',
  pairs: readonly EvaluationPair[],
  found: FoundJournals,
  log: (line: string) => void,
): Promise<MergedWork> {
  const { parts, deal } = await sortParts(command, pairs, found, log)
  const { results, discarded } = mergeParts(evaluationsIn(pairs), deal, parts)
  const mixed = parts.length > 1 ? sayMixedModels(results) : undefined
  if (mixed !== undefined) log(mixed)
  return {
    results: pairs.map((pair) => resultsOf(pair, results)),
    spent: spentBy(parts, results, discarded),
    plan: planOf(parts),
    journals: parts.flatMap(({ journal, others }) => [...(journal === undefined ? [] : [journal]), ...others]),
  }
}

async function sortParts(
  command: 'eval' | 'check',
  pairs: readonly EvaluationPair[],
  { journals, areNamed }: FoundJournals,
  log: (line: string) => void,
): Promise<{ readonly parts: readonly PartOfRun[]; readonly deal: Deal }> {
  const planned = plannedEvaluations(pairs)
  const work = digestOfWork(command, planned)
  const of = partsOfRun(journals, work)?.parts.length
  if (of === undefined) throw new IncompleteFault(nothingOfRun(journals))
  const deal = await dealCases(evaluationsIn(pairs), of)
  const fitting = journals.map((journal): FoundJournal => {
    const { head } = journal
    if (!('source' in journal) || head?.work !== work || head.shard.of !== of) return journal
    const own = planned.map((one) => ({ ...one, evaluation: partOfEvaluation(one.evaluation, deal, head.shard) }))
    return misfitOfWork(journal, of === 1 ? planned : own) ?? journal
  })
  const sorted = partsOfRun(fitting, work)
  if (areNamed) for (const { why } of sorted?.refused ?? []) log(`not merged: ${why}`)
  return { parts: sorted?.parts ?? [], deal }
}

function nothingOfRun(journals: readonly FoundJournal[]): string {
  if (journals.length === 0) return 'there is no journal of any shard'
  const broken = journals.flatMap((one) => ('why' in one ? one.why : []))
  const other = journals.length - broken.length
  const lines =
    other === 0 ? [] : [`${counted(other, 'journal')} of other work: the project has changed since, or is another`]
  return [`none of ${counted(journals.length, 'journal')} belongs to this run`, ...broken.slice(0, 5), ...lines].join(
    '\n',
  )
}

/** Of the first shard that there is: all begin with what is remembered, and that seldom differs. */
function planOf(parts: readonly PartOfRun[]): CallPlan {
  const plan = parts.flatMap(({ journal }) => journal?.head.plan ?? [])[0]
  if (plan === undefined) throw new IncompleteFault('no journal of any shard can be read')
  return plan
}

/** Money is what was paid, also by shards that others have taken the place of; times are those of the slowest. */
function spentBy(
  parts: readonly PartOfRun[],
  results: readonly EvaluationResult[],
  discarded: readonly EvaluationResult[],
): Spent {
  const ends = parts.flatMap(({ journal }) => journal?.end?.spent ?? [])
  const longest = (of: 'baseAgeMs' | 'ms') => Math.max(-1, ...ends.map((spent) => spent[of] ?? -1))
  const replaced = sum(ends.map(({ replaced = 0 }) => replaced))
  const spent = spentOn(results, discarded)
  const chargedUsd = chargedBy(parts, spent.usd)
  return {
    ...spent,
    ...(longest('baseAgeMs') >= 0 && { baseAgeMs: longest('baseAgeMs') }),
    ...(chargedUsd !== undefined && { chargedUsd }),
    ...(replaced > 0 && { replaced }),
    ...(longest('ms') >= 0 && { ms: longest('ms') }),
  }
}

/** What counted against the budget in all shards, those that others have taken the place of included; undefined: `usd`. */
function chargedBy(parts: readonly PartOfRun[], usd: number): number | undefined {
  const all = parts.flatMap(({ journal, others }) => [journal, ...others])
  const ends = all.flatMap((one) => one?.end?.spent ?? [])
  if (!ends.some(({ chargedUsd }) => chargedUsd !== undefined)) return undefined
  if (ends.length === all.length) return sum(ends.map((end) => end.chargedUsd ?? end.usd))
  return usd + sum(ends.map((end) => (end.chargedUsd ?? end.usd) - end.usd)) // one that is lost has not said it
}
