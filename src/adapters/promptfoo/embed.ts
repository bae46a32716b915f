import type { Attempt, Embedded } from '../../evaluation/call.ts'
import { connectionFailure, failure, noAnswerInTime, type Secrets } from '../http/failure.ts'
import { postBound, type Reply } from '../http/post-bound.ts'
import { parsed, refusalIn } from '../http/refusal.ts'
import { protocolOf } from './protocols/list.ts'
import type { Credentials, Embedding, NativeBinding } from './protocols/protocol.ts'

export interface Texts {
  readonly model: string
  readonly texts: readonly string[]
}

interface Way {
  readonly embedding: Embedding
  readonly binding: NativeBinding
  readonly credentials: Credentials
  readonly secrets: Secrets
  readonly signal: AbortSignal
}

/** Has texts embedded, all in one request, which is composed by us. */
export async function embed({ model, texts }: Texts, way: Way): Promise<Attempt<Embedded>> {
  const { embedding, secrets, signal } = way
  const startedAt = performance.now()
  let reply: Reply
  try {
    reply = await post({ model, texts }, way)
  } catch (error) {
    return signal.aborted ? noAnswerInTime(secrets) : connectionFailure(error, secrets)
  }
  if (reply.status < 200 || reply.status >= 300) return refusalIn(reply, secrets)
  const read = embedding.read(parsed(reply.text), texts.length)
  if (typeof read === 'string') return failure('malformed-reply', read, secrets, { retry: true })
  return { kind: 'answer', answer: { ...read, latencyMs: Math.round(performance.now() - startedAt) } }
}

function post({ model, texts }: Texts, { embedding, binding, credentials, signal }: Way): Promise<Reply> {
  return postBound(new URL(binding.url).origin, {
    url: new URL(binding.url + embedding.path(model, binding)),
    headers: protocolOf(binding).authorization(credentials),
    body: JSON.stringify(embedding.body(model, texts)),
    signals: [signal],
  })
}
