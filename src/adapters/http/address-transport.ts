import type { Answer, Attempt, PostCall, Transport } from '../../evaluation/call.ts'
import { connectionFailure, failure, noAnswerInTime, type Secrets, statusFailure } from './failure.ts'
import { postBound } from './post-bound.ts'

export interface AddressOptions {
  readonly url: string
  /** Sent as a bearer token; undefined for an address without one. */
  readonly key: string | undefined
}

/** UTF-16 units: what is longer is read by nobody. */
const replyLimit = 1_000_000

/** An address of the user's own, for Applications and retrievers: JSON is posted to it, and what it replies is the answer. */
export function addressTransport({ url, key }: AddressOptions): Transport {
  const { origin } = new URL(url)
  const secrets = key === undefined ? [] : [key]
  return {
    origin,
    attempt: async () => failure('not-available', `${origin} is an address, not a provider of models`, secrets),
    post: (call, signal) => post(call, { origin, key, secrets, signal }),
  }
}

interface Way {
  readonly origin: string
  readonly key: string | undefined
  readonly secrets: Secrets
  readonly signal: AbortSignal
}

async function post(call: PostCall, { origin, key, secrets, signal }: Way): Promise<Attempt> {
  const startedAt = performance.now()
  try {
    const { headers, body } = call.request
    const authorization = key === undefined ? {} : { authorization: `Bearer ${key}` }
    const reply = await postBound(origin, {
      url: new URL(call.url),
      headers: { ...headers, ...authorization },
      body: JSON.stringify(body),
      signals: [signal],
    })
    const { status, text } = reply
    if (status < 200 || status >= 300) {
      return statusFailure({ status, headers: reply.headers, quota: false, message: `${status} ${text}` }, secrets)
    }
    if (text.length > replyLimit) return failure('malformed-reply', 'the reply is over 1 MB', secrets)
    return { kind: 'answer', answer: answerOf(text, Math.round(performance.now() - startedAt)) }
  } catch (error) {
    return signal.aborted ? noAnswerInTime(secrets) : connectionFailure(error, secrets)
  }
}

/** No tokens of a model that we know of. */
function answerOf(text: string, latencyMs: number): Answer {
  return { text, finish: 'stop', servedModel: undefined, usage: { inputTokens: 0, outputTokens: 0 }, latencyMs }
}
