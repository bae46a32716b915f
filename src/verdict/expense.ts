import type { CallResult } from '../evaluation/call.ts'
import type { EvaluationResult, Trial } from '../evaluation/trial.ts'
import { costRatio } from '../statistics/cost-ratio.ts'
import { mean } from '../statistics/mean.ts'
import { quantile } from '../statistics/quantile.ts'
import { sum } from '../statistics/sum.ts'
import type { Expense, SuiteComparison } from './comparison.ts'
import { outcomesOf, scoredCases } from './score-cases.ts'
import type { CaseOutcome } from './score-cases.ts'

/**
 * What one side took to answer: what running the subject costs, so judges are not in it. Money is the mean over the
 * scored cases; the latency is that of a trial, the sum over its steps.
 */
export function expenseOf(result: EvaluationResult): Expense {
  const results = result.trials.flatMap(stepsOf)
  const answers = results.flatMap((one) => (one.kind === 'answered' ? [one.call.answer] : []))
  const costs = [...costOfCases(outcomesOf(result)).values()]
  const latencies = result.trials.map(latencyOf).filter((latency) => latency !== undefined)
  return {
    calls: answers.length,
    inputTokens: sum(answers.map(({ usage }) => usage?.inputTokens ?? 0)),
    outputTokens: sum(answers.map(({ usage }) => usage?.outputTokens ?? 0)),
    usdPerCase: allKnown(costs) && costs.length > 0 ? mean(costs) : undefined,
    p50Ms: latencies.length > 0 ? quantile(latencies, 0.5) : undefined,
    p95Ms: latencies.length > 0 ? quantile(latencies, 0.95) : undefined,
  }
}

/**
 * Ratio of mean costs over the cases scored on both sides; undefined with fewer than 2 of them, or where a cost is
 * unknown or a side is free.
 */
export function compareCosts(base: readonly CaseOutcome[], head: readonly CaseOutcome[]): SuiteComparison['costRatio'] {
  const [baseCosts, headCosts] = [costOfCases(base), costOfCases(head)]
  const shared = [...baseCosts.keys()].filter((caseId) => headCosts.has(caseId))
  const before = shared.map((caseId) => baseCosts.get(caseId))
  const after = shared.map((caseId) => headCosts.get(caseId))
  if (shared.length < 2 || !allKnown(before) || !allKnown(after)) return undefined
  if (sum(before) === 0 || sum(after) === 0) return undefined
  const { estimate, lower, upper } = costRatio(before, after)
  return { ratio: estimate, interval: { lower, upper } }
}

/** USD per scored case, the mean of its trials, by case id. */
function costOfCases(outcomes: readonly CaseOutcome[]): ReadonlyMap<string, number | undefined> {
  return new Map(
    scoredCases(outcomes).map(({ case: row, trials }) => {
      const costs = trials.flatMap(stepsOf).map((result) => (result.kind === 'answered' ? result.cost : undefined))
      return [row.id, allKnown(costs) ? sum(costs) / trials.length : undefined]
    }),
  )
}

function latencyOf(trial: Trial): number | undefined {
  const latencies = stepsOf(trial).map((result) =>
    result.kind === 'answered' ? result.call.answer.latencyMs : undefined,
  )
  return latencies.length > 0 && allKnown(latencies) ? sum(latencies) : undefined
}

function stepsOf(trial: Trial): readonly CallResult[] {
  return trial.trace.steps.map(({ result }) => result)
}

function allKnown(values: readonly (number | undefined)[]): values is readonly number[] {
  return values.every((value) => value !== undefined)
}
