import type { Json } from '../digest/digest.ts'
import type { Model, Subject, Measure } from '../resources/project.ts'
import type { CallResult, Message, Missing, ModelCall } from './call.ts'
import type { Untrusted } from './untrusted.ts'

/** One step of executing a subject on a case: a model call. A Prompt's trace has one. */
export interface TraceStep {
  readonly id: string
  readonly messages: readonly Message[]
  readonly result: CallResult
}

/** What a judge was asked, and what came of it. */
export type JudgeCall = CallResult & { readonly asked: ModelCall }

/** What executing a subject on a case did. */
export interface Trace {
  readonly steps: readonly TraceStep[]
  /** What judges were asked for the assertions, in the order of these. Empty where no assertion has a judge. */
  readonly judgeCalls: readonly JudgeCall[]
}

export type AnswerFailureReason = 'truncated' | 'refused' | 'filtered' | 'unparsable'

/** How an attempt at a case ended (design: scored, answer failure, missing). */
export type Outcome =
  | { readonly kind: 'scored'; readonly output: Untrusted }
  | {
      readonly kind: 'answer-failure'
      readonly reason: AnswerFailureReason
      readonly output: Untrusted
      readonly detail: Untrusted
    }
  | Missing

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

/** One subject to be evaluated by one measure; the unit of the engine. */
export interface Evaluation {
  readonly suite: string
  /** `answer`, or `answer@model` where the suite shows it with another model. */
  readonly label: string
  readonly subject: Subject
  readonly model: Model
  readonly measure: Measure
  /** The input for a case where it differs from the case's own (base's input for the same id); `undefined`: not to be run. */
  readonly inputOf?: (caseId: string) => { readonly [name: string]: Json } | undefined
}

/** An evaluation with its trials, in the order of the measure's cases, then trials. */
export interface EvaluationResult {
  readonly evaluation: Evaluation
  readonly trials: readonly Trial[]
}
