import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai'
import {
  connectionFailure,
  type Failure,
  failure,
  noAnswerInTime,
  type Secrets,
  statusFailure,
} from '../http/failure.ts'

/** What an exception of the `openai` client means. A fault of ours is thrown on. */
export function failureOf(error: unknown, secrets: Secrets): Failure {
  if (error instanceof APIUserAbortError || error instanceof APIConnectionTimeoutError) return noAnswerInTime(secrets)
  if (error instanceof APIConnectionError) return connectionFailure(error.cause ?? error, secrets)
  if (error instanceof APIError) {
    const { status = 0, message, headers } = error
    return statusFailure({ status, message, headers, quota: isQuota(error) }, secrets)
  }
  if (error instanceof SyntaxError) return failure('malformed-reply', error.message, secrets, { retry: true })
  throw error
}

function isQuota({ code, type }: APIError): boolean {
  return code === 'insufficient_quota' || type === 'insufficient_quota'
}
