import type { Missing, MissingReason } from '../evaluation/call.ts'
import type { EvaluationResult, Outcome, Trial } from '../evaluation/trial.ts'
import type { Untrusted } from '../evaluation/untrusted.ts'
import type { Case } from '../resources/project.ts'
import { mean } from '../statistics/mean.ts'
import { byCodeUnits } from './order.ts'

/** A trial that has a score: an answer, or an answer failure. */
export interface ScoredTrial extends Trial {
  readonly outcome: Exclude<Outcome, Missing>
}

export interface ScoredCase {
  readonly kind: 'scored'
  readonly case: Case
  /** All of the measure's trials, in their order. */
  readonly trials: readonly ScoredTrial[]
}

interface MissingCase {
  readonly kind: 'missing'
  readonly case: Case
  readonly reason: MissingReason
  readonly detail: Untrusted | undefined
  readonly provider?: string
}

/** How one case ended over all its trials. */
export type CaseOutcome = ScoredCase | MissingCase

/**
 * Every case that was to be run, by id. A case that this subject cannot be given (`inputOf`) is not among them.
 *
 * A case is scored only where all its trials are scored or answer failures. The mean of those that came through would
 * favour what is quick to answer, and would spread more than its pair on the other side; asking again fills the gaps
 * alone. A trial that the result does not hold is missing as `interrupted`.
 */
export function outcomesOf({ evaluation, trials }: EvaluationResult): readonly CaseOutcome[] {
  const { measure, inputOf } = evaluation
  const byCase = Map.groupBy(trials, (trial) => trial.caseId)
  return measure.cases
    .filter((row) => inputOf === undefined || inputOf(row.id) !== undefined)
    .toSorted((a, b) => byCodeUnits(a.id, b.id))
    .map((row) => outcomeOf(row, byCase.get(row.id) ?? [], measure.trials))
}

/** Scores of the trials of each scored case, in [0, 1], in the order of the trials, by case id. Never an empty list. */
export type CaseScores = ReadonlyMap<string, readonly number[]>

/** The scores of both sides by one metric. */
export interface ScoresOfSides {
  readonly base: CaseScores
  readonly head: CaseScores
}

/**
 * Scores of the scored cases by one metric: an answer failure counts as 0, a missing case is absent.
 * @throws RangeError where a scored trial has no score of the metric, or one outside [0, 1]
 */
export function scoreCases(outcomes: readonly CaseOutcome[], metric: string): CaseScores {
  return new Map(
    scoredCases(outcomes).map(({ case: { id }, trials }) => [id, trials.map((trial) => scoreTrial(trial, metric))]),
  )
}

/** Mean score of each case over its trials, in [0, 1], by case id. */
export function meanScores(scores: CaseScores): ReadonlyMap<string, number> {
  return new Map([...scores].map(([caseId, trials]) => [caseId, mean(trials)]))
}

/** The cases that have a score. */
export function scoredCases(outcomes: readonly CaseOutcome[]): readonly ScoredCase[] {
  return outcomes.filter((outcome) => outcome.kind === 'scored')
}

/** Mean score over the trials of a case, in [0, 1]; throws as `scoreCases`. */
export function scoreCase({ trials }: ScoredCase, metric: string): number {
  return mean(trials.map((trial) => scoreTrial(trial, metric)))
}

/** Score of one trial, in [0, 1]; throws as `scoreCases`. */
export function scoreTrial({ caseId, trial, outcome, scores }: ScoredTrial, metric: string): number {
  if (outcome.kind === 'answer-failure') return 0
  const score = scores.find((one) => one.metric === metric)?.score
  if (score !== undefined && score >= 0 && score <= 1) return score
  throw new RangeError(`trial ${trial} of case ${caseId} scores ${score} on ${metric}, not a share of 1`)
}

function outcomeOf(row: Case, trials: readonly Trial[], expected: number): CaseOutcome {
  const scored: ScoredTrial[] = []
  for (let number = 1; number <= expected; number += 1) {
    const trial = trials.find((one) => one.trial === number)
    if (trial === undefined) return { kind: 'missing', case: row, reason: 'interrupted', detail: undefined }
    const { outcome } = trial
    if (outcome.kind === 'missing') return { ...outcome, case: row }
    scored.push({ ...trial, outcome })
  }
  return { kind: 'scored', case: row, trials: scored }
}
