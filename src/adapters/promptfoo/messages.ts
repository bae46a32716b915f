import type { EngineFinding, EngineQuestion } from '../../evaluation/assertion-engine.ts'
import type { Judgement, JudgeQuestion } from '../../evaluation/judge/judge-question.ts'

export interface Put {
  readonly id: number
  readonly question: EngineQuestion
}

/** What the judge answered; undefined: the judge has no answer. */
export interface Judged {
  readonly id: number
  readonly judgement: Judgement | undefined
}

/** What promptfoo made of a question, or what it wants to know of the judge first. */
export type Answer =
  | { readonly id: number; readonly finding: EngineFinding }
  | { readonly id: number; readonly ask: JudgeQuestion }

export type ToWorker = Put | Judged

/** `ready` once, when promptfoo is loaded; then an answer to each message. */
export type FromWorker = { readonly ready: true } | Answer
