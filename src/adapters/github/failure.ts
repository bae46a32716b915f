import { excerpt } from '../../evaluation/excerpt.ts'
import type { ForgeTrouble } from '../../publishing/forge.ts'
import { visibleText } from '../../source/visible.ts'
import { fieldOf, textOf } from './json.ts'
import { permissionOf } from './permission.ts'

/** Why a request has no reply that helps. */
export interface Failure {
  readonly trouble: ForgeTrouble
  /** Of the reply; undefined without one. */
  readonly status: number | undefined
  /** Whether sending it again may help; `unknown` where it may have had its effect already. */
  readonly again: 'no' | 'without-effect' | 'unknown'
  /** What GitHub asks to wait, in ms. */
  readonly afterMs: number | undefined
}

/** What a failure is seen by: the permission that the request needs, the token that must not be told, epoch ms. */
export interface Seen {
  readonly permission: string
  readonly token: string
  readonly now: number
}

/** UTF-16 units of a detail. */
const longest = 300
/** What GitHub asks for where a reply does not say how long. */
const secondaryMs = 60_000

/** What a rejection of the client means. Of the error, which holds headers, nothing but words goes on. */
export function failureOf(error: unknown, seen: Seen): Failure {
  const response = fieldOf(error, 'response')
  const status = fieldOf(response, 'status')
  if (typeof status !== 'number') return unanswered(error, seen)
  const reply: Refused = { status, headers: fieldOf(response, 'headers'), said: saidIn(fieldOf(response, 'data')) }
  const limited = status === 403 || status === 429 ? rateLimit(reply, seen) : undefined
  if (limited !== undefined) return limited
  if (status >= 500 || status === 408)
    return { status, trouble: unreachable(`GitHub answered ${status}`), again: 'unknown', afterMs: waitOf(reply) }
  return { status, trouble: refusal(reply, seen), again: 'no', afterMs: undefined }
}

/** A reply of status 2xx that is not what GitHub documents, such as one that was cut short. */
export function malformed(status: number): Failure {
  const again = status < 300 ? 'unknown' : 'no'
  const trouble = status < 300 ? unreachable('the answer of GitHub is not readable') : redirected(status)
  return { status, trouble, again, afterMs: undefined }
}

interface Refused {
  readonly status: number
  readonly headers: unknown
  readonly said: string
}

function unanswered(error: unknown, { token }: Seen): Failure {
  const what = error instanceof Error ? error.message : 'no answer'
  const trouble = unreachable(plain(`GitHub cannot be reached: ${what}`, token))
  return { status: undefined, trouble, again: 'unknown', afterMs: undefined }
}

/** Undefined where no limit is the reason. A request over a limit has no effect. */
function rateLimit(reply: Refused, { now }: Seen): Failure | undefined {
  const { status } = reply
  const reset = Number(textOf(reply.headers, 'x-ratelimit-reset'))
  const wait = waitOf(reply)
  if (wait === undefined && textOf(reply.headers, 'x-ratelimit-remaining') === '0' && reset > 0) {
    const until = new Date(reset * 1000).toISOString()
    const trouble = unreachable(`the requests that GitHub allows this token are used up until ${until}`)
    return { status, trouble, again: 'without-effect', afterMs: Math.max(0, reset * 1000 - now) + 1000 }
  }
  if (wait === undefined && status !== 429 && !/secondary rate limit/i.test(reply.said)) return undefined
  const afterMs = wait ?? secondaryMs
  const trouble = unreachable(`GitHub asks to wait ${Math.ceil(afterMs / 1000)} s before the next request`)
  return { status, trouble, again: 'without-effect', afterMs }
}

/** `Retry-After` in ms. */
function waitOf({ headers }: Refused): number | undefined {
  const seconds = textOf(headers, 'retry-after')
  return seconds !== undefined && /^\d+$/.test(seconds) ? Number(seconds) * 1000 : undefined
}

function refusal({ status, headers, said }: Refused, { permission, token }: Seen): ForgeTrouble {
  if (status === 401) return { kind: 'refused', detail: 'GitHub does not accept the token (401)' }
  if (status === 403 && !/\blocked\b/.test(said)) {
    return { kind: 'forbidden', permission: permissionOf(textOf(headers, 'x-accepted-github-permissions'), permission) }
  }
  return { kind: 'refused', detail: plain(`GitHub answered ${status}${said === '' ? '' : `: ${said}`}`, token) }
}

function redirected(status: number): ForgeTrouble {
  return { kind: 'refused', detail: `GitHub answered ${status}: redirects are not followed` }
}

function unreachable(detail: string): ForgeTrouble {
  return { kind: 'unreachable', detail }
}

/** The words of an error: its message and those of its parts. */
function saidIn(data: unknown): string {
  const parts = fieldOf(data, 'errors')
  const details = Array.isArray(parts) ? parts.map(partText) : []
  return [textOf(data, 'message') ?? '', ...details].filter((text) => text !== '').join('; ')
}

function partText(part: unknown): string {
  if (typeof part === 'string') return part
  return textOf(part, 'message') ?? [textOf(part, 'field'), textOf(part, 'code')].filter(Boolean).join(' ')
}

/** One short line without the token. */
function plain(text: string, token: string): string {
  return excerpt(visibleText(text.replaceAll(token, '***').replace(/\s+/g, ' ').trim()), longest)
}
