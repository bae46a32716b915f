import type { EvaluationPair } from '../evaluation/pair-evaluations.ts'
import { type EvaluationPlace, type PlacedLog, placeOfEvaluation } from '../evaluation/placed-log.ts'
import type { TrialSummary } from '../evaluation/trial-summary.ts'
import type { Evaluation, EvaluationResult } from '../evaluation/trial.ts'
import { caseBatches } from '../verdict/case-batches.ts'
import type { PastLooks } from '../verdict/look-record.ts'
import { areDecided, claimsIn, mayStop, stopsWith, upTo, withCases } from '../verdict/stop-early.ts'
import { resultsOf } from './results-of-pair.ts'
import { evaluationsIn } from './work.ts'

interface Batching {
  readonly evaluate: (parts: readonly Evaluation[]) => Promise<readonly EvaluationResult[]>
  readonly log: PlacedLog
  /** What was looked at before. */
  readonly looks: PastLooks
  readonly signal: AbortSignal
}

/** Pairs that stop together. */
interface Group {
  readonly pairs: readonly EvaluationPair[]
  readonly batches: readonly (readonly string[])[]
  /** Of the batches. */
  done: number
}

/**
 * Evaluates batch by batch, in the order of `caseBatches`, until all gates of a suite are decided; what may not stop is one
 * batch. Results have the trials that were run. Once the signal is aborted nothing more is begun.
 */
export async function evaluateInBatches(
  pairs: readonly EvaluationPair[],
  { evaluate, log, looks, signal }: Batching,
): Promise<readonly EvaluationResult[]> {
  const deciding = { claims: claimsIn(pairs.map(asResult)), looks }
  const run = new Map(evaluationsIn(pairs).map((evaluation, index) => [evaluation, partsOf(evaluation, index)]))
  let open = [...Map.groupBy(pairs, stopsWith).values()].map(groupOf)
  while (open.length > 0 && !signal.aborted) {
    const due = open.flatMap(nextParts)
    log.beginBatch(due.map(({ whole }) => (run.get(whole) as Parts).place))
    const results = await evaluate(due.map(({ part }) => part))
    for (const [at, { whole }] of due.entries()) run.get(whole)?.results.push(results[at] as EvaluationResult)
    for (const group of open) group.done += 1
    open = open.filter(
      (group) => group.done < group.batches.length && !areDecided(resultsUntilNow(group, run), deciding),
    )
  }
  return [...run].map(([evaluation, { results }]) => merged(evaluation, results))
}

interface Parts {
  readonly place: EvaluationPlace
  readonly results: EvaluationResult[]
}

function partsOf(evaluation: Evaluation, index: number): Parts {
  return { place: placeOfEvaluation(evaluation, index), results: [] }
}

function groupOf(pairs: readonly EvaluationPair[]): Group {
  const measure = (pairs[0] as EvaluationPair).head.measure
  const all = [measure.cases.map(({ id }) => id)]
  return { pairs, batches: mayStop(pairs.map(asResult)) ? caseBatches(measure) : all, done: 0 }
}

function asResult({ head, ...pair }: EvaluationPair) {
  return { ...pair, head: { evaluation: head } }
}

function nextParts({
  pairs,
  batches,
  done,
}: Group): readonly { readonly whole: Evaluation; readonly part: Evaluation }[] {
  const ids = new Set(batches[done])
  return evaluationsIn(pairs).map((whole) => ({ whole, part: withCases(whole, ids) }))
}

function resultsUntilNow({ pairs, batches, done }: Group, run: ReadonlyMap<Evaluation, Parts>) {
  const results = evaluationsIn(pairs).map((evaluation) => merged(evaluation, run.get(evaluation)?.results ?? []))
  const all = pairs.map((pair) => resultsOf(pair, results))
  return upTo(all, batches, done)
}

/** The trials of all parts, in the order of the measure's cases. */
function merged(evaluation: Evaluation, parts: readonly EvaluationResult[]): EvaluationResult {
  const from = new Map(parts.flatMap((part) => part.trials.map((trial) => [trial, part] as const)))
  const order = new Map(evaluation.measure.cases.map(({ id }, at) => [id, at]))
  const placeOf = ({ caseId }: TrialSummary): number => order.get(caseId) ?? 0
  const [{ shared } = { shared: undefined }] = parts
  return {
    evaluation,
    trials: [...from.keys()].toSorted((a, b) => placeOf(a) - placeOf(b) || a.trial - b.trial),
    whole: (trial) => (from.get(trial) as EvaluationResult).whole(trial), // of one of the parts
    ...(shared && { shared }),
  }
}
