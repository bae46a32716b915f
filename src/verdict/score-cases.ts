import type { Missing, MissingReason } from '../evaluation/call.ts'
import type { LostShard } from '../evaluation/shard/lost-shard.ts'
import type { OutcomeSummary, TrialSummary } from '../evaluation/trial-summary.ts'
import type { EvaluationResult } from '../evaluation/trial.ts'
import type { Untrusted } from '../evaluation/untrusted.ts'
import type { Case } from '../resources/project.ts'
import { mean } from '../statistics/mean.ts'
import { byCodeUnits } from './order.ts'

/** A trial that has a score: an answer, or an answer failure. */
export interface ScoredTrial extends TrialSummary {
  readonly outcome: Exclude<OutcomeSummary, Missing>
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
  /** Those that there are. */
  readonly trials: readonly TrialSummary[]
  readonly reason: MissingReason
  readonly detail: Untrusted | undefined
  readonly provider?: string
  readonly lost?: LostShard
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
export function outcomesOf(result: EvaluationResult): readonly CaseOutcome[] {
  const outcomes = known.get(result) ?? findOutcomes(result)
  known.set(result, outcomes)
  return outcomes
}

/** A result never changes, and is asked for its outcomes often. */
const known = new WeakMap<EvaluationResult, readonly CaseOutcome[]>()

function findOutcomes({ evaluation, trials }: EvaluationResult): readonly CaseOutcome[] {
  const { measure, inputOf } = evaluation
  const byCase = trialsByCase(trials)
  return measure.cases
    .filter((row) => inputOf === undefined || inputOf(row.id) !== undefined)
    .toSorted((a, b) => byCodeUnits(a.id, b.id))
    .map((row) => outcomeOf(row, byCase.get(row.id) ?? [], measure.trials))
}

/** Those of a case follow each other. There may be very many cases, and `Map.groupBy` makes lists with room for seventeen. */
function trialsByCase(trials: readonly TrialSummary[]): ReadonlyMap<string, readonly TrialSummary[]> {
  const byCase = new Map<string, readonly TrialSummary[]>()
  for (let from = 0, to = 0; from < trials.length; from = to) {
    const caseId = trials[from]?.caseId ?? ''
    while (trials[to]?.caseId === caseId) to += 1
    byCase.set(caseId, [...(byCase.get(caseId) ?? []), ...trials.slice(from, to)])
  }
  return byCase
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
  const scores = new Map<string, readonly number[]>()
  for (const { case: row, trials } of scoredCases(outcomes)) {
    scores.set(
      row.id,
      trials.map((trial) => scoreTrial(trial, metric)),
    )
  }
  return scores
}

/** Mean score of each case over its trials, in [0, 1], by case id. */
export function meanScores(scores: CaseScores): ReadonlyMap<string, number> {
  const means = new Map<string, number>()
  for (const [caseId, trials] of scores) means.set(caseId, mean(trials))
  return means
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

function outcomeOf(row: Case, found: readonly TrialSummary[], expected: number): CaseOutcome {
  const trials = found.every(({ trial }, index) => trial === index + 1)
    ? found
    : found.toSorted((a, b) => a.trial - b.trial)
  const missing = { kind: 'missing', case: row, trials } as const
  for (let number = 1; number <= expected; number += 1) {
    const trial = trials[number - 1]
    if (trial?.trial !== number) return { ...missing, reason: 'interrupted', detail: undefined }
    if (trial.outcome.kind === 'missing') return { ...trial.outcome, ...missing }
  }
  return { kind: 'scored', case: row, trials: trials as readonly ScoredTrial[] }
}
