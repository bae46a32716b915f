import type { Json } from '../digest/digest.ts'
import type { CaseFields, Measure, Model, Subject } from '../resources/project.ts'
import type { Call, CallResult, Missing, ModelCall } from './call.ts'
import type { TrialSummary } from './trial-summary.ts'
import type { Untrusted } from './untrusted.ts'

/** A call of a tool, and what the model was told. */
export interface MadeToolCall {
  readonly name: string
  /** As the model wrote them. */
  readonly written: string
  /** Undefined where what is written is no JSON object. */
  readonly arguments: CaseFields | undefined
  /** Whether a declared tool was called, with arguments that its schema takes. */
  readonly isValid: boolean
  /** Why it is no call that the Prompt declares, or why there is no result; absent where the case's result was given. */
  readonly problem?: string
  /** What the model was told: the result, or an object with the problem under `error`. */
  readonly result: string
}

/** One call of executing a subject on a case. The trace of a Prompt without tools and turns has one. */
export interface TraceStep {
  /** Of the step of a Chain; else the name of the subject. */
  readonly id: string
  readonly asked: Call
  readonly result: CallResult
  /** From 1; absent outside of conversations. */
  readonly turn?: number
  /** What the answer called; absent where nothing. */
  readonly toolCalls?: readonly MadeToolCall[]
  /** Why the models before this one, which is a fallback, gave no answer; absent for the first. */
  readonly instead?: readonly Missing[]
}

/** What a step of a Chain gave: a text, or JSON. */
export interface StepValue {
  readonly id: string
  readonly output: Untrusted
}

/** What a judge was asked, and what came of it. */
export type JudgeCall = CallResult & { readonly asked: ModelCall }

/** What executing a subject on a case did. */
export interface Trace {
  /** Every call, in the order of the steps of the subject, then of the calls. */
  readonly steps: readonly TraceStep[]
  /** Of a Chain: what its steps gave, in their order; those that gave nothing are not among them. */
  readonly values?: readonly StepValue[]
  /** Of a Chain: along its longest path, in ms; undefined where a call has none. Of others it is the sum over the steps. */
  readonly latencyMs?: number | undefined
  /** What judges were asked for the assertions, in the order of these. Empty where no assertion has a judge. */
  readonly judgeCalls: readonly JudgeCall[]
}

/** `step-limit`: it did not come to an end; `tool-call`: a tool was called where none is declared. */
export type AnswerFailureReason = 'truncated' | 'refused' | 'filtered' | 'unparsable' | 'step-limit' | 'tool-call'

export interface AnswerFailure {
  readonly kind: 'answer-failure'
  readonly reason: AnswerFailureReason
  readonly output: Untrusted
  readonly detail: Untrusted
}

/** How an attempt at a case ended (design: scored, answer failure, missing). */
export type Outcome = { readonly kind: 'scored'; readonly output: Untrusted } | AnswerFailure | Missing

export interface AssertionResult {
  /** Index in the metric's assertions. */
  readonly assertion: number
  /** In [0, 1]. */
  readonly score: number
  /** Why it failed; undefined where it holds. */
  readonly reason: Untrusted | undefined
}

export interface MetricScore {
  readonly metric: string
  /** Weighted mean of its assertions, in [0, 1]. */
  readonly score: number
  readonly assertions: readonly AssertionResult[]
}

/** One repetition of a case: what happened and how it scored. `scores` is empty exactly when the outcome is missing. */
export interface Trial {
  readonly caseId: string
  /** From 1. */
  readonly trial: number
  readonly trace: Trace
  readonly outcome: Outcome
  readonly scores: readonly MetricScore[]
}

/** Of a comparison. */
export type Side = 'base' | 'head'

/** One subject to be evaluated by one measure; the unit of the engine. */
export interface Evaluation {
  readonly suite: string
  /** `answer`, or `answer@model` where the suite shows it with another model. */
  readonly label: string
  readonly subject: Subject
  /** The model that it is asked with: of a Chain, every prompt; undefined: each with its own. */
  readonly model: Model | undefined
  readonly measure: Measure
  /** Default `head`. Base's remembered answers may not be too old: they are compared with what is asked now. */
  readonly side?: Side
  /** The input for a case where it differs from the case's own (base's input for the same id); `undefined`: not to be run. */
  readonly inputOf?: (caseId: string) => { readonly [name: string]: Json } | undefined
}

/** A call that belongs to no trial. */
export interface SharedCall {
  readonly asked: Call
  readonly result: CallResult
}

/** An evaluation with its trials, in the order of the measure's cases, then trials. */
export interface EvaluationResult {
  readonly evaluation: Evaluation
  readonly trials: readonly TrialSummary[]
  /** The whole of one of the trials, from where it is kept. Throws where that was not to be kept. */
  readonly whole: (trial: TrialSummary) => Trial
  /** What was asked for the indexes of the knowledge bases, once for all trials; absent where nothing. */
  readonly shared?: readonly SharedCall[]
}
