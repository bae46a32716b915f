import type { Json } from '../digest/digest.ts'
import type { Missing } from './call.ts'
import type { AskJudge } from './judge/judge-question.ts'

/** An assertion of a type that is not ours, put to one answer. Nothing in it is a template any more. */
export interface EngineQuestion {
  /** Without `not-`. */
  readonly type: string
  readonly value: Json | undefined
  readonly threshold: number | undefined
  /** The answer, or what `at` leads to in it. */
  readonly text: string
  /** What was asked. */
  readonly prompt: string
  readonly finish: string
  /** Of the answer, in ms and USD. */
  readonly latencyMs: number | undefined
  readonly cost: number | undefined
}

/** What the engine found out, not negated. */
export type EngineFinding =
  | { readonly kind: 'decided'; readonly holds: boolean; readonly score: number; readonly reason: string }
  /** The value, the answer and the type do not go together. */
  | { readonly kind: 'undecided'; readonly reason: string }

/** Applies the types of assertion that are not ours. Implemented by an adapter. */
export interface AssertionEngine {
  /** Missing where the judge is, or where looking at the answer takes too long. Rejects only on a defect. */
  find(question: EngineQuestion, askJudge: AskJudge): Promise<EngineFinding | Missing>
}
