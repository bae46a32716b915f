import type { Digest } from '../digest/digest.ts'
import type { EvaluationResult, Trial } from '../evaluation/trial.ts'
import type { Case, Measure, Metric } from '../resources/project.ts'
import { measureDigest } from '../resources/subject-digest.ts'
import { mean } from '../statistics/mean.ts'
import { sum } from '../statistics/sum.ts'
import type { SuiteResults } from './compare.ts'
import { latencyOf } from './expense.ts'
import { outcomesOf, scoreCase, scoreTrial } from './score-cases.ts'
import type { CaseOutcome, ScoredTrial } from './score-cases.ts'

/** What became of one case on one side. Everything in it is shared with the result that it is made from. */
export interface CaseSide {
  /** In their order; fewer than the measure's where the run was interrupted. */
  readonly trials: readonly Trial[]
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

/** Every case of a comparison with both its sides; throws as `scoreCases`. */
export function recordCases({ suite, subject, measure, gating, base, head }: SuiteResults): SuiteCases {
  const own = head.evaluation.measure
  const { metrics, slices, cases, cluster } = own
  const [before, after] = [sidesOf(base, metrics), sidesOf(head, metrics)]
  const records = cases.map((row) => ({ row, base: before.get(row.id), head: after.get(row.id) }))
  const judgedBy = judgementDigest(own)
  const clustered = cluster === undefined ? {} : { cluster }
  return { suite, subject, measure, gating, metrics, columns: slices, ...clustered, judgedBy, cases: records }
}

/** Of the measure without what only decides on scores: gates, trials, coverage. */
function judgementDigest(measure: Measure): Digest {
  const metrics = measure.metrics.map((metric) => ({ ...metric, gate: { maxDrop: 1, min: undefined } }))
  return measureDigest({ ...measure, metrics, trials: 1, coverage: 1 })
}

/** Scores of the trials of a scored case by one metric, in their order, each in [0, 1]; undefined where it has none. */
export function scoresOfTrials({ trials, scores }: CaseSide, metric: string): readonly number[] | undefined {
  return scores && trials.map((trial) => scoreTrial(trial as ScoredTrial, metric))
}

function sidesOf(result: EvaluationResult | undefined, metrics: readonly Metric[]): ReadonlyMap<string, CaseSide> {
  if (result === undefined) return new Map()
  const trials = Map.groupBy(result.trials, ({ caseId }) => caseId)
  const sides = outcomesOf(result).map(
    (outcome) => [outcome.case.id, sideOf(outcome, trials.get(outcome.case.id) ?? [], metrics)] as const,
  )
  return new Map(sides)
}

function sideOf(outcome: CaseOutcome, trials: readonly Trial[], metrics: readonly Metric[]): CaseSide {
  return {
    trials,
    scores: outcome.kind === 'scored' ? metrics.map(({ name }) => scoreCase(outcome, name)) : undefined,
    latencyMs: meanOf(trials.map(latencyOf)),
    usd: meanOf(trials.map(costOf)),
  }
}

/** USD of the subject's calls; undefined where one has no known price or gave no answer. */
function costOf({ trace }: Trial): number | undefined {
  const costs = trace.steps.map(({ result }) => (result.kind === 'answered' ? result.cost : undefined))
  return allKnown(costs) && costs.length > 0 ? sum(costs) : undefined
}

function meanOf(values: readonly (number | undefined)[]): number | undefined {
  return allKnown(values) && values.length > 0 ? mean(values) : undefined
}

function allKnown(values: readonly (number | undefined)[]): values is readonly number[] {
  return values.every((value) => value !== undefined)
}
