import type { Attempt, MissingReason } from '../../evaluation/call.ts'
import { excerpt } from '../../evaluation/excerpt.ts'
import { asUntrusted } from '../../evaluation/untrusted.ts'
import type { ReplyHeaders } from './open-reply.ts'
import { ReplyTooLarge } from './post-bound.ts'
import { retryAfterMs } from './retry-after.ts'

export type Failure = Attempt & { readonly kind: 'failure' }

/** What must not be shown. */
export type Secrets = readonly string[]

/** UTF-16 units of a detail. */
const detailLimit = 300

/** A failure with a detail that is short, on one line, and holds no secret. */
export function failure(
  reason: MissingReason,
  detail: string,
  secrets: Secrets,
  more: Partial<Pick<Failure, 'retry' | 'retryAfterMs' | 'ofRequest'>> = {},
): Failure {
  const safe = secrets.reduce((text, secret) => text.replaceAll(secret, '***'), detail)
  const shown = asUntrusted(excerpt(safe.replace(/\s+/g, ' ').trim(), detailLimit))
  return { kind: 'failure', reason, detail: shown, retry: false, retryAfterMs: undefined, ...more }
}

/** Nobody was asked: the request is at fault, which says nothing about the next one. */
export function notAsked(why: string, secrets: Secrets): Failure {
  return failure('not-available', `nothing was sent: ${why}`, secrets, { ofRequest: true })
}

export function noAnswerInTime(secrets: Secrets): Failure {
  return failure('timeout', 'no answer in time', secrets, { retry: true })
}

/** What broke a request off before there was a reply. */
export function connectionFailure(cause: unknown, secrets: Secrets): Failure {
  if (cause instanceof ReplyTooLarge) return failure('malformed-reply', cause.message, secrets)
  return failure('connection', innermost(cause), secrets, { retry: true })
}

/** `Connection error.` says nothing; what it was caused by does. */
function innermost(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.cause !== undefined) return innermost(error.cause)
  const { code } = error as { code?: string }
  if (error.message === 'aborted' && code === 'ECONNRESET')
    return 'the connection was closed in the middle of the reply'
  return error.message || (code ?? error.name)
}

/** A reply that is no success. */
export interface Refused {
  readonly status: number
  /** What the body says. */
  readonly message: string
  readonly headers: ReplyHeaders | undefined
  /** Whether the body says that nothing is left to spend. */
  readonly quota: boolean
}

export function statusFailure({ status, message, headers, quota }: Refused, secrets: Secrets): Failure {
  const retryAfter = { retry: true, retryAfterMs: retryAfterMs(headers, Date.now()) }
  if (status >= 300 && status < 400) return failure('redirected', `the provider answered ${status}`, secrets)
  if (status === 402 || (status === 429 && quota)) return failure('quota', message, secrets)
  if (status === 429) return failure('rate-limited', message, secrets, retryAfter)
  if (status === 408) return failure('timeout', message, secrets, retryAfter)
  if (status === 409 || status >= 500) return failure('server-error', message, secrets, retryAfter)
  const ofRequest = [400, 413, 422].includes(status)
  return failure('refused-by-provider', message, secrets, ofRequest ? { ofRequest } : {})
}
