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

/** A model call in promptfoo's words. */
export interface Told {
  /** promptfoo's name of the provider, the model in it: `anthropic:messages:claude-haiku-4-5`. */
  readonly provider: string
  readonly config: object
  /** Messages, as JSON. */
  readonly prompt: string
}

/** The request that promptfoo wants to send. Sending it is not up to promptfoo. */
export interface Composed {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What promptfoo read in a reply; undefined: no text. */
export interface Reading {
  readonly output: string | undefined
  readonly error: string | undefined
}

/** A model call begins; then it gets the body of the reply to its request, or undefined where nobody will read on. */
export type ToCall =
  | { readonly id: number; readonly told: Told }
  | { readonly id: number; readonly reply: string | undefined }

export type FromCall =
  | { readonly id: number; readonly composed: Composed }
  | { readonly id: number; readonly reading: Reading }

export type ToWorker = Put | Judged | ToCall

/** Said once, when promptfoo is loaded. */
export interface Ready {
  readonly ready: true
}

export type FromWorker = Ready | Answer | FromCall
