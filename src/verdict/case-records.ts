import type { Digest } from '../digest/digest.ts'
import type { TrialSummary } from '../evaluation/trial-summary.ts'
import type { EvaluationResult } from '../evaluation/trial.ts'
import type { Case, Metric } from '../resources/project.ts'
import type { SuiteResults } from './compare.ts'
import { costOf, meanOfTrials } from './expense.ts'
import { judgementDigest } from './judgement-digest.ts'
import { outcomesOf, scoreCase, scoreTrial } from './score-cases.ts'
import type { CaseOutcome, ScoredTrial } from './score-cases.ts'

/** What became of one case on one side. Everything in it is shared with the result that it is made from. */
export interface CaseSide {
  /** In their order; fewer than the measure's where the run was interrupted. */
  readonly trials: readonly TrialSummary[]
  /** The whole of one of them, from where it is kept. */
  readonly whole: EvaluationResult['whole']
  /** Mean score by each metric, in [0, 1], in the order of the metrics; undefined where the case has no score. */
  readonly scores: readonly number[] | undefined
  /** Mean over the trials, in ms; undefined where one is not known. */
  readonly latencyMs: number | undefined
  /** USD of the subject's calls, mean over the trials; undefined where one is not known. */
  readonly usd: number | undefined
}

/** One case on both sides. A side is undefined where there is none, or where it cannot be given the case's input. */
export interface CaseRecord {
  readonly row: Case
  readonly base: CaseSide | undefined
  readonly head: CaseSide | undefined
}

/** All cases of one subject by one measure: what a reader may want to dig through. */
export interface SuiteCases extends Pick<SuiteResults, 'suite' | 'subject' | 'measure' | 'gating'> {
  readonly metrics: readonly Metric[]
  /** The columns that slice the cases. */
  readonly columns: readonly string[]
  /** The column that clusters them. */
  readonly cluster?: string
  /** Digest of what cases are judged by: the cases and the assertions, whatever the gates. */
  readonly judgedBy?: Digest
  /** In the order of the measure. */
  readonly cases: readonly CaseRecord[]
}

/** Every case of a comparison with both its sides, made when somebody wants to see them; throws as `scoreCases`. */
export function recordCases(results: SuiteResults): SuiteCases {
  const { suite, subject, measure, gating, head } = results
  const own = head.evaluation.measure
  const { metrics, slices, cluster } = own
  let records: readonly CaseRecord[] | undefined
  let judgedBy: Digest | undefined
  return {
    suite,
    subject,
    measure,
    gating,
    metrics,
    columns: slices,
    ...(cluster !== undefined && { cluster }),
    get judgedBy() {
      return (judgedBy ??= judgementDigest(own))
    },
    get cases() {
      return (records ??= recordsOf(results))
    },
  }
}

function recordsOf({ base, head }: SuiteResults): readonly CaseRecord[] {
  const { metrics, cases } = head.evaluation.measure
  const [before, after] = [sidesOf(base, metrics), sidesOf(head, metrics)]
  return cases.map((row) => ({ row, base: before.get(row.id), head: after.get(row.id) }))
}

/** Scores of the trials of a scored case by one metric, in their order, each in [0, 1]; undefined where it has none. */
export function scoresOfTrials({ trials, scores }: CaseSide, metric: string): readonly number[] | undefined {
  return scores && trials.map((trial) => scoreTrial(trial as ScoredTrial, metric))
}

function sidesOf(result: EvaluationResult | undefined, metrics: readonly Metric[]): ReadonlyMap<string, CaseSide> {
  if (result === undefined) return new Map()
  const sides = new Map<string, CaseSide>()
  for (const outcome of outcomesOf(result)) sides.set(outcome.case.id, sideOf(outcome, metrics, result.whole))
  return sides
}

function sideOf(outcome: CaseOutcome, metrics: readonly Metric[], whole: EvaluationResult['whole']): CaseSide {
  const { trials } = outcome
  return {
    trials,
    whole,
    scores: outcome.kind === 'scored' ? metrics.map(({ name }) => scoreCase(outcome, name)) : undefined,
    latencyMs: meanOfTrials(trials, (trial) => trial.latencyMs),
    usd: meanOfTrials(trials, costOfCalls),
  }
}

/** What made no call has no known cost. */
function costOfCalls(trial: TrialSummary): number | undefined {
  return trial.steps.length === 0 ? undefined : costOf(trial)
}
