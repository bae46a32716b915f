import { casesToRun } from './cases-to-run.ts'
import type { RunLog } from './journal/run-log.ts'
import type { Evaluation, Trial } from './trial.ts'

/** Where the trials of an evaluation are kept, whatever part of it is run. */
export interface EvaluationPlace {
  /** Of the evaluation, in the run. */
  readonly index: number
  readonly placeOf: (trial: Trial) => number
}

/** The place of an evaluation in a run: its trials are in the order in which `evaluate` runs them all. */
export function placeOfEvaluation(evaluation: Evaluation, index: number): EvaluationPlace {
  const { trials } = evaluation.measure
  const order = new Map(casesToRun(evaluation).map(({ id }, at) => [id, at]))
  return { index, placeOf: ({ caseId, trial }) => (order.get(caseId) ?? 0) * trials + trial - 1 }
}

/** A log of a run in batches: what is run of an evaluation is kept where it is in the whole. */
export interface PlacedLog extends RunLog {
  /** @param places of the evaluations that are run next, in their order */
  beginBatch(places: readonly EvaluationPlace[]): void
}

export function placedLog(log: RunLog): PlacedLog {
  let batch: readonly EvaluationPlace[] = []
  const at = (evaluation: number): EvaluationPlace => batch[evaluation] as EvaluationPlace // of those that are run
  return {
    beginBatch(places) {
      batch = places
    },
    append({ evaluation }, trial) {
      const { index, placeOf } = at(evaluation)
      return log.append({ evaluation: index, place: placeOf(trial) }, trial)
    },
    share: (evaluation, calls) => log.share(at(evaluation).index, calls),
    read: (kept) => log.read(kept),
  }
}
