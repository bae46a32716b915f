import type { Json } from '../../digest/digest.ts'
import type { Missing } from '../call.ts'

/** What an assertion may ask its judge; `g-eval` asks twice. */
export type JudgeStep = 'llm-rubric' | 'factuality' | 'model-graded-closedqa' | 'g-eval-steps' | 'g-eval'

export interface JudgeQuestion {
  readonly step: JudgeStep
  /** The rubric, the criterion, or the reference that the answer is held against. */
  readonly criteria: string
  /** What `g-eval-steps` led to, for `g-eval`. */
  readonly steps?: string
}

/** What a judge said, in the form that its step asks for. */
export type Judgement = { readonly [field: string]: Json }

export type AskJudge = (question: JudgeQuestion) => Promise<Judgement | Missing>

export function isMissing(judgement: Judgement | Missing): judgement is Missing {
  return judgement['kind' as keyof typeof judgement] === 'missing'
}
