import type { Case } from '../resources/project.ts'
import type { Ask } from './ask-model.ts'
import { readJson } from './read-json.ts'
import { schemaErrors } from './json-schema.ts'
import type { Answer, CallResult } from './call.ts'
import { requestFor } from './request-for.ts'
import type { AnswerFailureReason, Evaluation, Outcome, Trace } from './trial.ts'
import { asUntrusted } from './untrusted.ts'

export interface Execution {
  readonly trace: Trace
  readonly outcome: Outcome
}

/** Runs a prompt on one case: one model call. */
export async function executePrompt(evaluation: Evaluation, row: Case, trial: number, ask: Ask): Promise<Execution> {
  const call = requestFor(evaluation, row, trial)
  const result = await ask(call, evaluation.model.price)
  const step = { id: evaluation.subject.name, messages: call.request.messages, result }
  return { trace: { steps: [step], judgeCalls: [] }, outcome: outcomeOf(evaluation, result) }
}

function outcomeOf(evaluation: Evaluation, result: CallResult): Outcome {
  if (result.kind === 'missing') return { kind: 'missing', reason: result.reason, detail: result.detail }
  return outcomeOfAnswer(evaluation, result.call.answer)
}

/** What an answer is, before anything is asserted of it. */
export function outcomeOfAnswer({ subject }: Evaluation, answer: Answer): Outcome {
  const failure = failureOf(answer, subject.output)
  const output = asUntrusted(answer.text)
  return failure === undefined
    ? { kind: 'scored', output }
    : { kind: 'answer-failure', output, reason: failure.reason, detail: asUntrusted(failure.detail) }
}

interface Failure {
  readonly reason: AnswerFailureReason
  readonly detail: string
}

const failureOfFinish: { readonly [F in Answer['finish']]: Failure | undefined } = {
  stop: undefined,
  length: { reason: 'truncated', detail: 'the answer was cut at the token limit' },
  refusal: { reason: 'refused', detail: 'the model declined to answer' },
  filter: { reason: 'filtered', detail: 'the provider withheld the answer' },
}

function failureOf(answer: Answer, output: Evaluation['subject']['output']): Failure | undefined {
  const failure = failureOfFinish[answer.finish]
  if (failure !== undefined || output === undefined) return failure
  const read = readJson(answer.text)
  const detail = read.ok ? schemaErrors(output, read.value) : read.reason
  return detail === undefined ? undefined : { reason: 'unparsable', detail }
}
