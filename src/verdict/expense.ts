import type { TrialSummary } from '../evaluation/trial-summary.ts'
import type { EvaluationResult } from '../evaluation/trial.ts'
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
  const answers = result.trials.flatMap(({ steps }) => steps).filter((call) => call.kind === 'answered')
  const costs = [...costOfCases(outcomesOf(result)).values()]
  const latencies = result.trials.map(({ latencyMs }) => latencyMs).filter((latency) => latency !== undefined)
  return {
    calls: answers.length,
    inputTokens: sum(answers.map(({ inputTokens = 0 }) => inputTokens)),
    outputTokens: sum(answers.map(({ outputTokens = 0 }) => outputTokens)),
    usdPerCase: allKnown(costs) && costs.length > 0 ? mean(costs) : undefined,
    p50Ms: latencies.length > 0 ? quantile(latencies, 0.5) : undefined,
    p95Ms: latencies.length > 0 ? quantile(latencies, 0.95) : undefined,
    p95Between: latencies.length > 0 ? p95Between(latencies) : undefined,
    ...firstTokensOf(result),
  }
}

/** Of the trials where it was measured. */
function firstTokensOf({ trials }: EvaluationResult): Pick<Expense, 'firstToken'> {
  const times = trials.map(({ firstTokenMs }) => firstTokenMs).filter((time) => time !== undefined)
  return times.length === 0 ? {} : { firstToken: { p50Ms: quantile(times, 0.5), p95Ms: quantile(times, 0.95) } }
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
  if (base.length === 0) return undefined
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
 * The centre of the ratios of a time, the latency or that to the first token, of the cases answered on both sides, with Wilcoxon's signed-rank interval: exp of the
 * Hodges-Lehmann estimate of log ratios (statistics.md, section 2). Undefined with fewer than 6 of them, which have no
 * interval, and where both sides were the same calls.
 */
export function compareTimes(
  time: Time,
  base: readonly CaseOutcome[],
  head: readonly CaseOutcome[],
): Ratio | undefined {
  if (base.length === 0) return undefined
  const before = timeOfCases(time, base)
  const ratios = [...timeOfCases(time, head)].flatMap(([caseId, latency]) => {
    const other = before.get(caseId)
    return other === undefined ? [] : [Math.log(latency / other)]
  })
  if (ratios.length < FEWEST_FOR_RANKS || ratios.every((ratio) => ratio === 0)) return undefined
  const { estimate, lower, upper } = hodgesLehmann(ratios)
  return { ratio: Math.exp(estimate), interval: { lower: Math.exp(lower), upper: Math.exp(upper) } }
}

const FEWEST_FOR_RANKS = 6

type Time = 'latencyMs' | 'firstTokenMs'

/** Mean time in ms of each scored case whose times are known and not 0, by case id. */
function timeOfCases(time: Time, outcomes: readonly CaseOutcome[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>()
  for (const { case: row, trials } of scoredCases(outcomes)) {
    const mean = meanOfTrials(trials, (trial) => trial[time])
    if (mean !== undefined && mean > 0) times.set(row.id, mean)
  }
  return times
}

/** USD per scored case, the mean of its trials, by case id. */
function costOfCases(outcomes: readonly CaseOutcome[]): ReadonlyMap<string, number | undefined> {
  const costs = new Map<string, number | undefined>()
  for (const { case: row, trials } of scoredCases(outcomes)) costs.set(row.id, meanOfTrials(trials, costOf))
  return costs
}

/** The mean of what is known of every trial; undefined where of one it is not, or where there is none. */
export function meanOfTrials(
  trials: readonly TrialSummary[],
  valueOf: (trial: TrialSummary) => number | undefined,
): number | undefined {
  let total = 0
  for (const trial of trials) {
    const value = valueOf(trial)
    if (value === undefined) return undefined
    total += value
  }
  return trials.length === 0 ? undefined : total / trials.length
}

/** USD of the subject's calls; undefined where one gave no answer or has no known price. */
export function costOf({ steps }: TrialSummary): number | undefined {
  let total = 0
  for (const call of steps) {
    if (call.kind === 'missing' || call.cost === undefined) return undefined
    total += call.cost
  }
  return total
}

function allKnown(values: readonly (number | undefined)[]): values is readonly number[] {
  return values.every((value) => value !== undefined)
}
