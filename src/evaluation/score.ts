import type { Case, Metric } from '../resources/project.ts'
import { whyFails } from './assertions/why-fails.ts'
import type { AnswerFailureReason, AssertionResult, MetricScore } from './trial.ts'
import { asUntrusted } from './untrusted.ts'

/** An answer, held against the assertions of every metric. */
export function scoreAnswer(metrics: readonly Metric[], row: Case, answer: string): readonly MetricScore[] {
  return metrics.map((metric) =>
    metricScore(
      metric,
      metric.assertions.map((assertion) => whyFails(assertion, row, answer)),
    ),
  )
}

/** An answer failure: every assertion scores 0 and says why, the negated ones, too. */
export function scoreFailure(metrics: readonly Metric[], reason: AnswerFailureReason): readonly MetricScore[] {
  return metrics.map((metric) =>
    metricScore(
      metric,
      metric.assertions.map(() => `no answer to judge: ${reason}`),
    ),
  )
}

/** @param failures of each assertion; undefined where it holds */
function metricScore({ name, assertions }: Metric, failures: readonly (string | undefined)[]): MetricScore {
  const results = failures.map(
    (reason, assertion): AssertionResult => ({
      assertion,
      score: reason === undefined ? 1 : 0,
      reason: reason === undefined ? undefined : asUntrusted(reason),
    }),
  )
  const weights = assertions.map(({ weight }) => weight)
  return {
    metric: name,
    score: weightedMean(
      results.map(({ score }) => score),
      weights,
    ),
    assertions: results,
  }
}

/** Exactly 1 where all values are 1, and 0 where all are 0. */
function weightedMean(values: readonly number[], weights: readonly number[]): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return values.reduce((sum, value, index) => sum + value * (weights[index] ?? 0), 0) / total
}
