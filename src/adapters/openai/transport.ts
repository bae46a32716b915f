import { APIError, OpenAI } from 'openai'
import type { Attempt, Embedded, ModelCall, Transport } from '../../evaluation/call.ts'
import { failure, noAnswerInTime, notAsked, type Secrets } from '../http/failure.ts'
import { readEmbeddings, textsAtOnce } from '../http/read-embeddings.ts'
import { filteredAnswer } from '../http/refusal.ts'
import { receive } from '../http/stream/receive.ts'
import { boundFetch, boundStreamFetch, until } from './bound-fetch.ts'
import { chatApiOf } from './chat-apis.ts'
import { failureOf } from './failure.ts'

export interface OpenAITransportOptions {
  /** Base URL; the paths `/chat/completions`, `/responses` and `/embeddings` are added. */
  readonly url: string
  /** Undefined for an endpoint without one. */
  readonly key: string | undefined
  /** Deadline of one attempt, in ms. */
  readonly timeoutMs: number
}

/** They differ in whether the body of a success is read at once. */
interface Clients {
  readonly plain: OpenAI
  readonly streaming: OpenAI
}

type Embedding = Transport & Required<Pick<Transport, 'embedding'>>

/** An OpenAI-compatible endpoint. Nothing in the environment of the process has a say in where requests go or what they carry. */
export function openAITransport({ url, key, timeoutMs }: OpenAITransportOptions): Embedding {
  const { origin } = new URL(url)
  const client = new OpenAI({
    baseURL: url,
    apiKey: key ?? 'none', // the client insists on one; boundFetch sends the real one, or none
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    timeout: timeoutMs,
    logLevel: 'off',
    fetch: boundFetch(origin, key),
  })
  const clients = { plain: client, streaming: client.withOptions({ fetch: boundStreamFetch(origin, key) }) }
  const secrets = key === undefined ? [] : [key]
  return {
    origin,
    attempt: (call, signal) => attempt(clients, call, { origin, secrets, signal }),
    embedding: {
      atOnce: textsAtOnce,
      attempt: (model, texts, signal) => embed(client, { model, texts }, { origin, secrets, signal }),
    },
  }
}

interface Way {
  readonly origin: string
  readonly secrets: Secrets
  readonly signal: AbortSignal
}

async function attempt({ plain, streaming }: Clients, call: ModelCall, way: Way): Promise<Attempt> {
  const api = chatApiOf(call)
  const unasked = api.unasked(call)
  if (unasked !== undefined) return notAsked(unasked, way.secrets)
  const startedAt = performance.now()
  const latency = (): number => Math.round(performance.now() - startedAt)
  try {
    const reply = call.stream
      ? await receive(await api.stream(streaming, call, way), {
          ...way,
          assembly: api.assembly(),
          form: 'events',
          startedAt,
        })
      : { whole: await api.ask(plain, call, way), timed: {} }
    if ('kind' in reply) return reply
    const read = api.read(reply.whole)
    if (typeof read === 'string') return failure('malformed-reply', read, way.secrets, { retry: true })
    return { kind: 'answer', answer: { ...read, latencyMs: latency(), ...reply.timed } }
  } catch (error) {
    if (way.signal.aborted) return noAnswerInTime(way.secrets)
    return isFiltered(error) ? { kind: 'answer', answer: filteredAnswer(latency()) } : failureOf(error, way.secrets)
  }
}

interface Texts {
  readonly model: string
  readonly texts: readonly string[]
}

/** As numbers: not every server knows base64. */
async function embed(client: OpenAI, { model, texts }: Texts, { secrets, signal }: Way): Promise<Attempt<Embedded>> {
  const startedAt = performance.now()
  try {
    const reply = await client.embeddings.create({ model, input: [...texts], encoding_format: 'float' }, until(signal))
    const read = readEmbeddings(reply, texts.length)
    if (typeof read === 'string') return failure('malformed-reply', read, secrets, { retry: true })
    return { kind: 'answer', answer: { ...read, latencyMs: Math.round(performance.now() - startedAt) } }
  } catch (error) {
    return signal.aborted ? noAnswerInTime(secrets) : failureOf(error, secrets)
  }
}

/** Some servers refuse a filtered prompt with status 400 (Azure); others answer and say so. */
function isFiltered(error: unknown): boolean {
  return error instanceof APIError && error.status === 400 && error.code === 'content_filter'
}
