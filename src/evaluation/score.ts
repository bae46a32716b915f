import type { Assertion, Metric } from '../resources/project.ts'
import { type Answered, type AssertionScore, type Engine, engineScore } from './assertions/engine-score.ts'
import { isAboutTools, toolScore } from './assertions/tools/tool-score.ts'
import { isOwn, whyFails } from './assertions/why-fails.ts'
import type { Missing } from './call.ts'
import type { Produced } from './execution/produced.ts'
import type { AnswerFailureReason, AssertionResult, JudgeCall, MetricScore } from './trial.ts'
import { asUntrusted } from './untrusted.ts'

/** What holding an answer against a measure gave. */
export interface Scored {
  /** In the order of the metrics, or why there is none: a judge without a judgement leaves the whole trial without a score. */
  readonly scores: readonly MetricScore[] | Missing
  /** In the order of the assertions. */
  readonly judgeCalls: readonly JudgeCall[]
}

/** What a subject answered to a case, with what the steps of a Chain gave, by id. */
export interface AnsweredCase extends Answered {
  readonly byStep: ReadonlyMap<string, Produced>
}

/** An answer, held against the assertions of every metric. Rejects only on a defect. */
export async function scoreAnswer(metrics: readonly Metric[], answered: AnsweredCase, engine: Engine): Promise<Scored> {
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

async function scoreAssertion(assertion: Assertion, whole: AnsweredCase, engine: Engine): Promise<AssertionScore> {
  const { step } = assertion
  const produced = step === undefined ? whole : whole.byStep.get(step)
  if (produced === undefined) return { score: 0, reason: `there is no step ${step}` } // base's subject may have others
  const { row, trial } = whole
  if (isAboutTools(assertion)) return toolScore(assertion, row, produced)
  if (!isOwn(assertion)) return engineScore(assertion, { ...produced, row, trial }, engine)
  const reason = whyFails(assertion, row, produced.text)
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
