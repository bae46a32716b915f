import type { Assertion, Metric } from '../resources/project.ts'
import { type Answered, type AssertionScore, type Engine, engineScore } from './assertions/engine-score.ts'
import { isOwn, whyFails } from './assertions/why-fails.ts'
import type { Missing } from './call.ts'
import type { AnswerFailureReason, AssertionResult, JudgeCall, MetricScore } from './trial.ts'
import { asUntrusted } from './untrusted.ts'

/** What holding an answer against a measure gave. */
export interface Scored {
  /** In the order of the metrics, or why there is none: a judge without a judgement leaves the whole trial without a score. */
  readonly scores: readonly MetricScore[] | Missing
  /** In the order of the assertions. */
  readonly judgeCalls: readonly JudgeCall[]
}

/** An answer, held against the assertions of every metric. Rejects only on a defect. */
export async function scoreAnswer(metrics: readonly Metric[], answered: Answered, engine: Engine): Promise<Scored> {
  const assertions = metrics.flatMap((metric) => metric.assertions)
  const found = await Promise.all(assertions.map((assertion) => scoreAssertion(assertion, answered, engine)))
  const judgeCalls = found.flatMap((one) => one.judgeCalls ?? [])
  const gap = found.find((one) => 'missing' in one)
  if (gap !== undefined) return { scores: gap.missing, judgeCalls }
  const scores = new Map(found.flatMap((one, index) => ('missing' in one ? [] : [[assertions[index], one] as const])))
  return { scores: metrics.map((metric) => metricScore(metric, (assertion) => scores.get(assertion))), judgeCalls }
}

/** An answer failure: every assertion scores 0 and says why, the negated ones, too. */
export function scoreFailure(metrics: readonly Metric[], reason: AnswerFailureReason): readonly MetricScore[] {
  return metrics.map((metric) => metricScore(metric, () => ({ score: 0, reason: `no answer to judge: ${reason}` })))
}

async function scoreAssertion(assertion: Assertion, answered: Answered, engine: Engine): Promise<AssertionScore> {
  if (!isOwn(assertion)) return engineScore(assertion, answered, engine)
  const reason = whyFails(assertion, answered.row, answered.answer.text)
  return { score: reason === undefined ? 1 : 0, reason }
}

type Known = Exclude<AssertionScore, { readonly missing: Missing }>

function metricScore({ name, assertions }: Metric, scoreOf: (assertion: Assertion) => Known | undefined): MetricScore {
  const results = assertions.map((assertion, index): AssertionResult => {
    const { score = 0, reason } = scoreOf(assertion) ?? {}
    return { assertion: index, score, reason: reason === undefined ? undefined : asUntrusted(reason) }
  })
  const score = weightedMean(
    results.map((result) => result.score),
    assertions.map(({ weight }) => weight),
  )
  return { metric: name, score, assertions: results }
}

/** Exactly 1 where all values are 1, and 0 where all are 0. */
function weightedMean(values: readonly number[], weights: readonly number[]): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return values.reduce((sum, value, index) => sum + value * (weights[index] ?? 0), 0) / total
}
