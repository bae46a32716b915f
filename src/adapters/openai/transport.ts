import { APIError, OpenAI } from 'openai'
import type { Answer, Attempt, Embedded, ModelCall, Transport } from '../../evaluation/call.ts'
import { failure, type Secrets } from '../http/failure.ts'
import { readCompletion } from '../http/read-completion.ts'
import { boundFetch } from './bound-fetch.ts'
import { chatParameters } from './chat-parameters.ts'
import { readEmbeddings, textsAtOnce } from './embed.ts'
import { failureOf } from './failure.ts'

export interface OpenAITransportOptions {
  /** Base URL; the paths `/chat/completions` and `/embeddings` are added. */
  readonly url: string
  /** Undefined for an endpoint without one. */
  readonly key: string | undefined
  /** Deadline of one attempt, in ms. */
  readonly timeoutMs: number
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
  const secrets = key === undefined ? [] : [key]
  return {
    origin,
    attempt: (call, signal) => attempt(client, call, { origin, secrets, signal }),
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

async function attempt(client: OpenAI, call: ModelCall, { origin, secrets, signal }: Way): Promise<Attempt> {
  const startedAt = performance.now()
  const latency = (): number => Math.round(performance.now() - startedAt)
  try {
    const completion = await client.chat.completions.create(chatParameters(call, origin), { signal })
    const read = readCompletion(completion)
    if (typeof read === 'string') return failure('malformed-reply', read, secrets, { retry: true })
    return { kind: 'answer', answer: { ...read, latencyMs: latency() } }
  } catch (error) {
    return isFiltered(error) ? { kind: 'answer', answer: filtered(latency()) } : failureOf(error, secrets)
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
    const reply = await client.embeddings.create({ model, input: [...texts], encoding_format: 'float' }, { signal })
    const read = readEmbeddings(reply, texts.length)
    if (typeof read === 'string') return failure('malformed-reply', read, secrets, { retry: true })
    return { kind: 'answer', answer: { ...read, latencyMs: Math.round(performance.now() - startedAt) } }
  } catch (error) {
    return failureOf(error, secrets)
  }
}

/** Some servers refuse a filtered prompt with status 400 (Azure); others answer and say so. */
function isFiltered(error: unknown): boolean {
  return error instanceof APIError && error.status === 400 && error.code === 'content_filter'
}

function filtered(latencyMs: number): Answer {
  return { text: '', finish: 'filter', servedModel: undefined, usage: undefined, latencyMs }
}
