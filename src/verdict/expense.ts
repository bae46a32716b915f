import type { CallResult } from '../evaluation/call.ts'
import type { EvaluationResult, Trial } from '../evaluation/trial.ts'
import { costRatio } from '../statistics/cost-ratio.ts'
import { hodgesLehmann } from '../statistics/hodges-lehmann.ts'
import { mean } from '../statistics/mean.ts'
import { orderStatisticInterval } from '../statistics/order-statistic-interval.ts'
import { quantile } from '../statistics/quantile.ts'
import { sum } from '../statistics/sum.ts'
import type { Expense, Ratio } from './comparison.ts'
import { outcomesOf, scoredCases } from './score-cases.ts'
import type { CaseOutcome } from './score-cases.ts'

/**
 * What one side took to answer: what running the subject costs, so judges are not in it. Money is the mean over the
 * scored cases; the latency is that of a trial.
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
    p95Between: latencies.length > 0 ? p95Between(latencies) : undefined,
  }
}

/** Distribution-free. JSON has no infinity, and a reader no use for it. */
function p95Between(latencies: readonly number[]): Expense['p95Between'] {
  const { lower, upper } = orderStatisticInterval(latencies, 0.95)
  return { lower: finite(lower), upper: finite(upper) }
}

function finite(limit: number): number | undefined {
  return Number.isFinite(limit) ? limit : undefined
}

/**
 * Ratio of mean costs over the cases scored on both sides; undefined with fewer than 2 of them, or where a cost is
 * unknown or a side is free.
 */
export function compareCosts(base: readonly CaseOutcome[], head: readonly CaseOutcome[]): Ratio | undefined {
  const [baseCosts, headCosts] = [costOfCases(base), costOfCases(head)]
  const shared = [...baseCosts.keys()].filter((caseId) => headCosts.has(caseId))
  const before = shared.map((caseId) => baseCosts.get(caseId))
  const after = shared.map((caseId) => headCosts.get(caseId))
  if (shared.length < 2 || !allKnown(before) || !allKnown(after)) return undefined
  if (sum(before) === 0 || sum(after) === 0) return undefined
  const { estimate, lower, upper } = costRatio(before, after)
  return { ratio: estimate, interval: { lower, upper } }
}

/**
 * The centre of the latency ratios of the cases answered on both sides, with Wilcoxon's signed-rank interval: exp of the
 * Hodges-Lehmann estimate of log ratios (statistics.md, section 2). Undefined with fewer than 6 of them, which have no
 * interval, and where both sides were the same calls.
 */
export function compareLatencies(base: readonly CaseOutcome[], head: readonly CaseOutcome[]): Ratio | undefined {
  const before = latencyOfCases(base)
  const ratios = [...latencyOfCases(head)].flatMap(([caseId, latency]) => {
    const other = before.get(caseId)
    return other === undefined ? [] : [Math.log(latency / other)]
  })
  if (ratios.length < FEWEST_FOR_RANKS || ratios.every((ratio) => ratio === 0)) return undefined
  const { estimate, lower, upper } = hodgesLehmann(ratios)
  return { ratio: Math.exp(estimate), interval: { lower: Math.exp(lower), upper: Math.exp(upper) } }
}

const FEWEST_FOR_RANKS = 6

/** Mean latency in ms of each scored case whose latencies are known and not 0, by case id. */
function latencyOfCases(outcomes: readonly CaseOutcome[]): ReadonlyMap<string, number> {
  return new Map(
    scoredCases(outcomes).flatMap(({ case: row, trials }) => {
      const latencies = trials.map(latencyOf)
      return allKnown(latencies) && sum(latencies) > 0 ? [[row.id, mean(latencies)] as const] : []
    }),
  )
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

/** Ms of all model calls of a trial; undefined where one is not known. */
export /** Steps of a Chain may run at the same time; those of others follow each other. */
function latencyOf(trial: Trial): number | undefined {
  if ('latencyMs' in trial.trace) return trial.trace.latencyMs
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
