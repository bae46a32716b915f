import { randomUUID } from 'node:crypto'
import type { Attempt, Transport } from '../../evaluation/call.ts'
import { connectionFailure, type Failure, failure, noAnswerInTime, notAsked, type Secrets } from '../http/failure.ts'
import type { OpenReply } from '../http/open-reply.ts'
import { openBound, readReply } from '../http/post-bound.ts'
import { textsAtOnce } from '../http/read-embeddings.ts'
import { filteredAnswer, isFilteredPrompt, messageOf, parsed, refusalIn } from '../http/refusal.ts'
import { type Received, receive } from '../http/stream/receive.ts'
import { type Going, type Outgoing, outgoing, tell } from './compose.ts'
import { embed } from './embed.ts'
import type { BegunCall, ModelCalls } from './model-calls.ts'
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
  const { embedding } = protocolOf(binding)
  return {
    origin,
    attempt(call, signal) {
      const way = { going: { call, binding, credentials }, calls, origin, secrets, signal }
      return untilAborted(attempt(way), signal, secrets)
    },
    ...(embedding !== undefined && {
      embedding: {
        atOnce: textsAtOnce,
        attempt: (model, texts, signal) =>
          embed({ model, texts }, { embedding, binding, credentials, secrets, signal }),
      },
    }),
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
  if (typeof told === 'string') return notAsked(told, secrets)
  const begun = await calls.begin(told)
  if (begun === 'too long') return failure('timeout', 'promptfoo took too long to compose the request', secrets)
  if ('error' in begun) return notAsked(`promptfoo: ${begun.error}`, secrets)
  const { attempt, isRead } = await send(way, begun)
  if (!isRead) begun.drop()
  return attempt
}

interface Sent {
  readonly attempt: Attempt
  /** Whether promptfoo saw the reply. */
  readonly isRead: boolean
}

async function send(way: Way, begun: BegunCall): Promise<Sent> {
  const { going, secrets } = way
  const request = outgoing(going, begun.composed)
  if (typeof request === 'string') return { attempt: notAsked(request, secrets), isRead: false }
  const startedAt = performance.now()
  const arrived = await arrive(way, request, startedAt)
  if ('kind' in arrived) return { attempt: arrived, isRead: false }
  return understand(way, begun, arrived, Math.round(performance.now() - startedAt))
}

/** The whole reply; where it is no success, what that says. */
async function arrive(way: Way, request: Outgoing, startedAt: number): Promise<Received | Attempt> {
  const { origin, secrets, signal } = way
  try {
    const response = await openBound(origin, { ...request, signals: [signal] })
    if (response.ok) return await wholeReply(way, response, startedAt)
    const reply = await readReply(response)
    if (!isFilteredPrompt(reply)) return refusalIn(reply, secrets)
    return { kind: 'answer', answer: filteredAnswer(Math.round(performance.now() - startedAt)) }
  } catch (error) {
    return signal.aborted ? noAnswerInTime(secrets) : connectionFailure(error, secrets)
  }
}

async function wholeReply(
  { going: { call, binding }, secrets, signal }: Way,
  response: OpenReply,
  startedAt: number,
): Promise<Received | Failure> {
  const { stream } = protocolOf(binding)
  if (!call.stream || stream === undefined) return { whole: parsed((await readReply(response)).text), timed: {} }
  return receive(response, { assembly: stream.assembly(), form: stream.form, startedAt, secrets, signal })
}

async function understand(
  { going, secrets }: Way,
  begun: BegunCall,
  { whole, timed }: Received,
  latencyMs: number,
): Promise<Sent> {
  const said = whole === undefined ? 'the reply is not JSON' : protocolOf(going.binding).read(whole)
  if (typeof said === 'string') {
    const detail = [said, messageOf(whole)].filter((part) => part !== undefined).join(': ')
    return { attempt: failure('malformed-reply', detail, secrets, { retry: true }), isRead: false }
  }
  // Calls of tools promptfoo writes into the text, and a stream it has not seen: there the text is the reply's own.
  const isRead = said.toolCalls === undefined && !going.call.stream
  const text = isRead ? await textRead(begun, whole) : undefined
  return { attempt: { kind: 'answer', answer: { ...said, text: text ?? said.text, latencyMs, ...timed } }, isRead }
}

/** promptfoo parses an answer that should be JSON, and gives up on an empty one: then the text is the reply's own, too. */
async function textRead(begun: BegunCall, reply: unknown): Promise<string | undefined> {
  return (await begun.read(JSON.stringify(reply))).output
}
