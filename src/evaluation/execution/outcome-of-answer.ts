import type { Json } from '../../digest/digest.ts'
import type { Answer } from '../call.ts'
import { schemaErrors } from '../json-schema.ts'
import { readJson } from '../read-json.ts'
import type { AnswerFailure, AnswerFailureReason } from '../trial.ts'
import { answerFailure } from './produced.ts'

const failureOfFinish: {
  readonly [F in Answer['finish']]: { readonly reason: AnswerFailureReason; readonly detail: string } | undefined
} = {
  stop: undefined,
  length: { reason: 'truncated', detail: 'the answer was cut at the token limit' },
  refusal: { reason: 'refused', detail: 'the model declined to answer' },
  filter: { reason: 'filtered', detail: 'the provider withheld the answer' },
}

/** Why an answer is none, whatever it says; undefined where it came to its end. */
export function unfinished({ finish, text }: Answer): AnswerFailure | undefined {
  const failure = failureOfFinish[finish]
  return failure && answerFailure(failure.reason, failure.detail, text)
}

/** What an answer is: its text, or JSON where a schema is declared. */
export function valueOfAnswer(
  text: string,
  schema: Json | undefined,
): { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly failure: AnswerFailure } {
  if (schema === undefined) return { ok: true, value: text }
  const read = readJson(text)
  const detail = read.ok ? schemaErrors(schema, read.value) : read.reason
  if (detail === undefined && read.ok) return { ok: true, value: read.value }
  return { ok: false, failure: answerFailure('unparsable', detail ?? 'the answer is not JSON', text) }
}
