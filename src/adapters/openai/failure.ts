import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai'
import type { Attempt, MissingReason } from '../../evaluation/call.ts'
import { excerpt } from '../../evaluation/excerpt.ts'
import { asUntrusted } from '../../evaluation/untrusted.ts'
import { ReplyTooLarge } from './bound-fetch.ts'
import { retryAfterMs } from './retry-after.ts'

type Failure = Attempt & { readonly kind: 'failure' }

/** UTF-16 units of a detail. */
const detailLimit = 300

/** A failure with a detail that is short, on one line, and holds no key. */
export function failure(
  reason: MissingReason,
  detail: string,
  key: string | undefined,
  more: Partial<Pick<Failure, 'retry' | 'retryAfterMs' | 'ofRequest'>> = {},
): Failure {
  const safe = key === undefined ? detail : detail.replaceAll(key, '***')
  const shown = asUntrusted(excerpt(safe.replace(/\s+/g, ' ').trim(), detailLimit))
  return { kind: 'failure', reason, detail: shown, retry: false, retryAfterMs: undefined, ...more }
}

/** What an exception of the `openai` client means. A fault of ours is thrown on. */
export function failureOf(error: unknown, key: string | undefined): Failure {
  if (error instanceof APIUserAbortError || error instanceof APIConnectionTimeoutError)
    return failure('timeout', 'no answer in time', key, { retry: true })
  if (error instanceof APIConnectionError) return connectionFailure(error.cause ?? error, key)
  if (error instanceof APIError) return statusFailure(error, key)
  if (error instanceof SyntaxError) return failure('malformed-reply', error.message, key, { retry: true })
  throw error
}

function connectionFailure(cause: unknown, key: string | undefined): Failure {
  if (cause instanceof ReplyTooLarge) return failure('malformed-reply', cause.message, key)
  return failure('connection', innermost(cause), key, { retry: true })
}

/** `fetch failed` says nothing; what it was caused by does. */
function innermost(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.cause !== undefined) return innermost(error.cause)
  const { code } = error as { code?: string }
  return error.message || (code ?? error.name)
}

function statusFailure(error: APIError, key: string | undefined): Failure {
  const status = error.status ?? 0
  const retryAfter = { retry: true, retryAfterMs: retryAfterMs(error.headers, Date.now()) }
  if (status >= 300 && status < 400) return failure('redirected', `the provider answered ${status}`, key)
  if (status === 429 && isQuota(error)) return failure('quota', error.message, key)
  if (status === 429) return failure('rate-limited', error.message, key, retryAfter)
  if (status === 408) return failure('timeout', error.message, key, retryAfter)
  if (status === 409 || status >= 500) return failure('server-error', error.message, key, retryAfter)
  const ofRequest = [400, 413, 422].includes(status)
  return failure('refused-by-provider', error.message, key, ofRequest ? { ofRequest } : {})
}

function isQuota({ code, type }: APIError): boolean {
  return code === 'insufficient_quota' || type === 'insufficient_quota'
}
