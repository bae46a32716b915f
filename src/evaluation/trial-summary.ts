import type { Digest } from '../digest/digest.ts'
import { sum } from '../statistics/sum.ts'
import type { CallResult, Missing } from './call.ts'
import { firstTokenOf } from './first-token.ts'
import { memoized } from './memoized.ts'
import type { AnswerFailureReason, MetricScore, Trace, Trial } from './trial.ts'

/** Who answered a call. */
export interface Answerer {
  readonly provider: string
  readonly model: string
  /** The model that says it answered. */
  readonly served: string | undefined
}

/** A call that was answered, without what was asked and answered. */
export interface AnsweredCall extends Pick<Answered, 'kind' | 'key' | 'from' | 'cost'> {
  /** Undefined where the answer does not say. */
  readonly inputTokens: number | undefined
  readonly outputTokens: number | undefined
  readonly by: Answerer
  /** Epoch ms of the answer. */
  readonly at: number | undefined
}

type Answered = Extract<CallResult, { readonly kind: 'answered' }>

export type CallSummary = AnsweredCall | { readonly kind: 'missing'; readonly key: Digest }

export type OutcomeSummary =
  | { readonly kind: 'scored' }
  | { readonly kind: 'answer-failure'; readonly reason: AnswerFailureReason }
  | Missing

/**
 * A trial without its texts: what comparing needs, of which a run holds one for each trial. Whoever shows a text reads the
 * whole trial back (`EvaluationResult.whole`).
 */
export interface TrialSummary {
  readonly caseId: string
  /** From 1. */
  readonly trial: number
  readonly outcome: OutcomeSummary
  /** Empty exactly when the outcome is missing. */
  readonly scores: readonly Pick<MetricScore, 'metric' | 'score'>[]
  /** Of executing the subject, in the order of its trace. */
  readonly steps: readonly CallSummary[]
  readonly judgeCalls: readonly CallSummary[]
  /** Of the subject's calls: of a Chain along its longest path, of others in all. Undefined where one is not known. */
  readonly latencyMs: number | undefined
  /** Until the answer began to appear, in ms; absent where that was not measured. */
  readonly firstTokenMs?: number
  /** The number under which the log of the run has the whole trial. */
  readonly kept: number
}

/** The whole trial is kept under that number. */
export function summarizeTrial({ caseId, trial, trace, outcome, scores }: Trial, kept: number): TrialSummary {
  const firstTokenMs = firstTokenOf(trace)
  return {
    caseId,
    trial,
    outcome: summarizeOutcome(outcome),
    scores: scoresOf(scores),
    steps: trace.steps.map(({ result }) => summarizeCall(result)),
    judgeCalls: trace.judgeCalls.length === 0 ? none : trace.judgeCalls.map(summarizeCall),
    latencyMs: latencyOf(trace),
    kept,
    ...(firstTokenMs !== undefined && { firstTokenMs }),
  }
}

const none: readonly CallSummary[] = []

/** Of metrics that hold or fail there are few combinations, which all summaries share. */
const seen = new Map<string, TrialSummary['scores']>()
const mostSeen = 1_000

function scoresOf(scores: readonly MetricScore[]): TrialSummary['scores'] {
  const key = JSON.stringify(scores.map(({ metric, score }) => [metric, score]))
  const known = seen.get(key) ?? scores.map(({ metric, score }) => ({ metric, score }))
  if (seen.size < mostSeen) seen.set(key, known)
  return known
}

/** Steps of a Chain may run at the same time; those of others follow each other. */
function latencyOf(trace: Trace): number | undefined {
  if ('latencyMs' in trace) return trace.latencyMs
  const latencies = trace.steps.map(({ result }) =>
    result.kind === 'answered' ? result.call.answer.latencyMs : undefined,
  )
  const known = latencies.filter((latency) => latency !== undefined)
  return known.length > 0 && known.length === latencies.length ? sum(known) : undefined
}

export function summarizeCall(result: CallResult): CallSummary {
  const { key } = result
  if (result.kind === 'missing') return { kind: 'missing', key }
  const { from, cost, call } = result
  const { provider, model, answer, at } = call
  const { servedModel, usage } = answer
  const by = answerers(provider)(model)(servedModel)
  const { inputTokens, outputTokens } = usage ?? { inputTokens: undefined, outputTokens: undefined }
  return { kind: 'answered', key, from, cost, inputTokens, outputTokens, by, at }
}

/** Every answer that is read from a store has these names anew; there are few, which all summaries share. */
const answerers = memoized((provider: string) =>
  memoized((model: string) => memoized((served: string | undefined): Answerer => ({ provider, model, served }))),
)

const scored = { kind: 'scored' } as const

function summarizeOutcome(outcome: Trial['outcome']): OutcomeSummary {
  switch (outcome.kind) {
    case 'scored':
      return scored
    case 'answer-failure':
      return { kind: 'answer-failure', reason: outcome.reason }
    case 'missing':
      return outcome
  }
}
