import type { Missing } from '../call.ts'
import { casesToRun } from '../cases-to-run.ts'
import { missing } from '../missing.ts'
import type { LostShard } from '../shard/lost-shard.ts'
import { summarizeTrial, type TrialSummary } from '../trial-summary.ts'
import type { Evaluation, EvaluationResult, SharedCall, Trial } from '../trial.ts'
import type { PartOfRun } from './parts-of-run.ts'
import { type Journal, readTrialAt } from './read-journal.ts'
import { mergeShared } from './merge-shared.ts'

/** What the parts of a run come to. */
export interface MergedRun {
  /** One for each evaluation; what a lost shard should have run is missing. */
  readonly results: readonly EvaluationResult[]
  /** What others have taken the place of: it was paid for, too. */
  readonly discarded: readonly EvaluationResult[]
}

/**
 * The results of a run, as it would have given them in one piece, from the journals of its shards.
 * @param evaluations of the whole run
 * @param shardOf the shard of a case of a suite
 */
export function mergeParts(
  evaluations: readonly Evaluation[],
  shardOf: (suite: string, caseId: string) => number,
  parts: readonly PartOfRun[],
): MergedRun {
  const shelf = new Shelf()
  const found = evaluations.map((_, index) => collect(index, parts, shelf))
  const results = evaluations.map((evaluation, index) => {
    const { latest, shared } = found[index] as Found
    const lostWith = (caseId: string) => lostShard(parts, shardOf(evaluation.suite, caseId))
    const trials = casesToRun(evaluation).flatMap(({ id }) =>
      Array.from({ length: evaluation.measure.trials }, (_, at) => {
        return latest.get(nameOf(id, at + 1)) ?? shelf.keep(notRun({ caseId: id, trial: at + 1 }, lostWith(id)))
      }),
    )
    return resultOf(evaluation, trials, shared.latest, shelf)
  })
  const discarded = evaluations.map((evaluation, index) => {
    const { replaced, shared } = found[index] as Found
    return resultOf(evaluation, replaced, shared.replaced, shelf)
  })
  return { results, discarded }
}

/** A run in one piece that did not come to its end was interrupted; it is no shard to whoever began it. */
function lostShard(parts: readonly PartOfRun[], index: number): LostShard | undefined {
  const lost = parts[index - 1]?.lost
  return parts.length === 1 && lost?.state === 'unfinished' ? undefined : lost
}

interface Found {
  readonly latest: ReadonlyMap<string, TrialSummary>
  readonly replaced: readonly TrialSummary[]
  readonly shared: { readonly latest: readonly SharedCall[]; readonly replaced: readonly SharedCall[] }
}

/** What the journals have of one evaluation. */
function collect(index: number, parts: readonly PartOfRun[], shelf: Shelf): Found {
  const latest = new Map<string, TrialSummary>()
  const replaced: TrialSummary[] = []
  const ofEvaluation = (journal: Journal) => journal.trials.filter(({ evaluation }) => evaluation === index)
  for (const { journal, others } of parts) {
    for (const other of others) replaced.push(...ofEvaluation(other).map((one) => shelf.refer(other, one.summary)))
    for (const { summary } of journal === undefined ? [] : ofEvaluation(journal)) {
      const name = nameOf(summary.caseId, summary.trial)
      const before = latest.get(name)
      if (before !== undefined) replaced.push(before)
      latest.set(name, shelf.refer(journal as Journal, summary))
    }
  }
  return { latest, replaced, shared: mergeShared(index, parts) }
}

function nameOf(caseId: string, trial: number): string {
  return `${trial}/${caseId}`
}

function resultOf(
  evaluation: Evaluation,
  trials: readonly TrialSummary[],
  shared: readonly SharedCall[],
  shelf: Shelf,
): EvaluationResult {
  const whole = ({ kept }: TrialSummary): Trial => shelf.read(kept)
  return { evaluation, trials, whole, ...(shared.length > 0 && { shared }) }
}

function notRun(of: Pick<Trial, 'caseId' | 'trial'>, lost: LostShard | undefined): Trial {
  const outcome: Missing =
    lost === undefined ? missing('interrupted', 'it was not run') : { ...missing('shard-lost', lost.shard), lost }
  return { ...of, trace: { steps: [], judgeCalls: [] }, outcome, scores: [] }
}

/** Where whole trials are: in the files of their journals, or made here. */
class Shelf {
  readonly #places: (Trial | { readonly journal: Journal; readonly offset: number })[] = []

  /** The summary of a line of a journal, so that `read` finds the whole. */
  refer(journal: Journal, summary: TrialSummary): TrialSummary {
    return { ...summary, kept: this.#places.push({ journal, offset: summary.kept }) - 1 }
  }

  keep(trial: Trial): TrialSummary {
    return summarizeTrial(trial, this.#places.push(trial) - 1)
  }

  read(kept: number): Trial {
    const place = this.#places[kept]
    if (place === undefined) throw new Error('a trial is read that was not kept')
    return 'journal' in place ? readTrialAt(place.journal.source, place.offset) : place
  }
}
