import { randomUUID } from 'node:crypto'
import type { Answer, Attempt, Transport } from '../../evaluation/call.ts'
import { connectionFailure, failure, noAnswerInTime, type Secrets, statusFailure } from '../http/failure.ts'
import { postBound, type Reply } from '../http/post-bound.ts'
import { type Going, outgoing, tell } from './compose.ts'
import type { BegunCall, ModelCalls } from './model-calls.ts'
import { at } from './protocols/json.ts'
import { protocolOf } from './protocols/list.ts'
import type { Credentials, NativeBinding } from './protocols/protocol.ts'

/**
 * A provider that promptfoo speaks to: promptfoo composes the request and reads the reply, and what goes over the wire is
 * sent by us, once, to the bound origin. What failed there promptfoo never sees, so a failure is what the wire said.
 */
export function promptfooTransport(bound: NativeBinding, credentials: Credentials, calls: ModelCalls): Transport {
  const { origin } = new URL(bound.url)
  const binding = { ...bound, url: bound.url.replace(/\/$/, '') }
  const secrets = Object.values(credentials).filter((secret) => secret !== undefined)
  return {
    origin,
    attempt(call, signal) {
      const way = { going: { call, binding, credentials }, calls, origin, secrets, signal }
      return untilAborted(attempt(way), signal, secrets)
    },
  }
}

interface Way {
  readonly going: Going
  readonly calls: ModelCalls
  readonly origin: string
  readonly secrets: Secrets
  readonly signal: AbortSignal
}

async function untilAborted(attempt: Promise<Attempt>, signal: AbortSignal, secrets: Secrets): Promise<Attempt> {
  const { promise, resolve } = Promise.withResolvers<Attempt>()
  const stop = () => resolve(noAnswerInTime(secrets))
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  return Promise.race([attempt, promise]).finally(() => signal.removeEventListener('abort', stop))
}

async function attempt(way: Way): Promise<Attempt> {
  const { going, calls, secrets } = way
  const told = tell(going, randomUUID())
  if (typeof told === 'string') return refused(told, secrets)
  const begun = await calls.begin(told)
  if (begun === 'too long') return failure('timeout', 'promptfoo took too long to compose the request', secrets)
  if ('error' in begun) return refused(`promptfoo: ${begun.error}`, secrets)
  const { attempt, isRead } = await send(way, begun)
  if (!isRead) begun.drop()
  return attempt
}

/** The request is at fault: it says nothing about the next one. */
function refused(why: string, secrets: Secrets): Attempt {
  return failure('refused-by-provider', why, secrets, { ofRequest: true })
}

interface Sent {
  readonly attempt: Attempt
  /** Whether promptfoo saw the reply. */
  readonly isRead: boolean
}

async function send(way: Way, begun: BegunCall): Promise<Sent> {
  const { going, origin, secrets, signal } = way
  const request = outgoing(going, begun.composed)
  if (typeof request === 'string') return { attempt: refused(request, secrets), isRead: false }
  const startedAt = performance.now()
  let reply: Reply
  try {
    reply = await postBound(origin, { ...request, signal })
  } catch (error) {
    const attempt = signal.aborted ? noAnswerInTime(secrets) : connectionFailure(error, secrets)
    return { attempt, isRead: false }
  }
  return received(way, begun, reply, Math.round(performance.now() - startedAt))
}

async function received({ going, secrets }: Way, begun: BegunCall, reply: Reply, latencyMs: number): Promise<Sent> {
  const body = parsed(reply.text)
  if (reply.status < 200 || reply.status >= 300)
    return { attempt: attemptOfStatus(reply, body, latencyMs, secrets), isRead: false }
  const said = body === undefined ? 'the reply is not JSON' : protocolOf(going.binding).read(body)
  if (typeof said === 'string') {
    const detail = [said, messageOf(body)].filter((part) => part !== undefined).join(': ')
    return { attempt: failure('malformed-reply', detail, secrets, { retry: true }), isRead: false }
  }
  // promptfoo parses an answer that should be JSON, and gives up on an empty one: then the text is the reply's own.
  const { output } = await begun.read(reply.text)
  const answer: Answer = { ...said, text: output ?? said.text, latencyMs }
  return { attempt: { kind: 'answer', answer }, isRead: true }
}

function attemptOfStatus({ status, headers }: Reply, body: unknown, latencyMs: number, secrets: Secrets): Attempt {
  const code = at(body, 'error', 'code')
  if (status === 400 && code === 'content_filter') {
    const answer = { text: '', finish: 'filter', servedModel: undefined, usage: undefined, latencyMs } as const
    return { kind: 'answer', answer }
  }
  const quota = [code, at(body, 'error', 'type')].includes('insufficient_quota')
  return statusFailure({ status, headers, quota, message: `${status} ${messageOf(body) ?? ''}` }, secrets)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Where the APIs say what went wrong. */
function messageOf(body: unknown): string | undefined {
  const places = [at(body, 'error', 'message'), at(body, 'error'), at(body, 'message'), at(body, 'detail')]
  return places.find((message) => typeof message === 'string')
}
