import type { EvaluationResult } from '../evaluation/trial.ts'
import { compareMetric } from './compare-metric.ts'
import type { DraftMetric } from './compare-metric.ts'
import type { NotComparableReason, SuiteComparison } from './comparison.ts'
import { coverageOf } from './coverage.ts'
import { effortOf } from './effort.ts'
import { compareCosts, compareTimes, expenseOf } from './expense.ts'
import { lookingAt } from './looking-at.ts'
import { hasRecordedAnswers } from './recorded.ts'
import { sameDraws } from './same-draws.ts'
import { outcomesOf } from './score-cases.ts'
import { servedModels } from './served-models.ts'
import type { Stopping } from './stopping.ts'

/** One subject on both sides, by one measure: what is compared. */
export interface SuiteResults {
  readonly suite: string
  /** `answer` or `answer@model`. */
  readonly subject: string
  /** Whose measure both were judged by. */
  readonly measure: 'head' | 'base'
  readonly gating: boolean
  readonly head: EvaluationResult
  /** By the same measure as head. Undefined where base has no such subject. */
  readonly base: EvaluationResult | undefined
  /** Where it is known before looking at scores that they say nothing about each other. */
  readonly notComparable?: NotComparableReason | undefined
  /** Present where the run might stop early: then both results, and their measure, are of the cases that were run. */
  readonly stopping?: Stopping | undefined
}

/** A comparison without what depends on the other comparisons of the check: adjusted p-values, verdicts, gates. */
export interface DraftComparison extends Omit<SuiteComparison, 'metrics' | 'stopped'> {
  readonly metrics: readonly DraftMetric[]
  readonly stopping?: Stopping
}

/**
 * Compares one subject's results on base and head, metric by metric.
 * @throws RangeError where a result breaks its contract: a scored trial without a score in [0, 1] for every metric
 */
export function compareSuite(results: SuiteResults): DraftComparison {
  const { suite, subject, measure, gating, head, base, notComparable, stopping } = results
  const outcomes = { base: base ? outcomesOf(base) : [], head: outcomesOf(head) }
  const coverage = { base: base && coverageOf(base), head: coverageOf(head) }
  const evaluated = base ? [base, head] : [head]
  const firstTokenRatio = compareTimes('firstTokenMs', outcomes.base, outcomes.head)
  const sides = {
    suite,
    subject,
    measure: head.evaluation.measure,
    outcomes,
    coverage,
    sameDraws: sameDraws(outcomes.base, outcomes.head),
    metricsOfBase: new Set(base?.evaluation.measure.metrics.map(({ name }) => name)),
    notComparable: base ? notComparable : (notComparable ?? 'new subject'),
    lookingAt: lookingAt(results),
  }
  return {
    suite,
    subject,
    measure,
    gating,
    metrics: head.evaluation.measure.metrics.map((metric) => compareMetric(metric, sides)),
    coverage,
    expense: { base: base && expenseOf(base), head: expenseOf(head) },
    costRatio: compareCosts(outcomes.base, outcomes.head),
    latencyRatio: compareTimes('latencyMs', outcomes.base, outcomes.head),
    ...(firstTokenRatio !== undefined && { firstTokenRatio }),
    served: { base: base && servedModels(base), head: servedModels(head) },
    recorded: evaluated.some(hasRecordedAnswers),
    perCase: effortOf(evaluated),
    ...(stopping && { stopping }),
  }
}
