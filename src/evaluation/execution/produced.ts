import type { Json } from '../../digest/digest.ts'
import { sum } from '../../statistics/sum.ts'
import type { Answer, Missing } from '../call.ts'
import type { AnswerFailure, AnswerFailureReason, MadeToolCall, TraceStep } from '../trial.ts'
import { asUntrusted } from '../untrusted.ts'

/** What a subject, or one step of it, produced: what assertions see. */
export interface Produced {
  /** What was asked, in one text. */
  readonly prompt: string
  readonly text: string
  readonly finish: Answer['finish']
  /** In ms; undefined where it is not known. */
  readonly latencyMs: number | undefined
  /** USD; undefined where it is not known. */
  readonly cost: number | undefined
  /** In the order in which they were made. */
  readonly toolCalls: readonly MadeToolCall[]
  /** How often a model answered on the way. */
  readonly answers: number
}

/** How a subject, or one step of it, ended. */
export type End =
  | { readonly kind: 'produced'; readonly value: Json; readonly produced: Produced }
  | AnswerFailure
  | Missing

/** What running a subject, or one step of it, did. */
export interface StepRun {
  readonly steps: readonly TraceStep[]
  readonly end: End
}

export function answerFailure(reason: AnswerFailureReason, detail: string, output: string): AnswerFailure {
  return { kind: 'answer-failure', reason, output: asUntrusted(output), detail: asUntrusted(detail) }
}

/** What is known of all calls together. */
export function factsOf(steps: readonly TraceStep[]): Pick<Produced, 'latencyMs' | 'cost' | 'toolCalls' | 'answers'> {
  return {
    latencyMs: latencyOf(steps),
    cost: costOfSteps(steps),
    toolCalls: steps.flatMap(({ toolCalls = [] }) => toolCalls),
    answers: steps.filter(isModelAnswer).length,
  }
}

function isModelAnswer({ asked, result }: TraceStep): boolean {
  return result.kind === 'answered' && 'messages' in asked.request
}

/** One after the other: in ms; undefined where a call has none. */
export function latencyOf(steps: readonly TraceStep[]): number | undefined {
  return sumOf(steps.map(({ result }) => (result.kind === 'answered' ? result.call.answer.latencyMs : undefined)))
}

/** USD of all calls; undefined where one is not known. */
function costOfSteps(steps: readonly TraceStep[]): number | undefined {
  return sumOf(steps.map(({ result }) => (result.kind === 'answered' ? result.cost : undefined)))
}

function sumOf(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined)
  return known.length === values.length ? sum(known) : undefined
}
