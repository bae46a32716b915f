import { APIError, OpenAI } from 'openai'
import type { Answer, Attempt, ModelCall, Transport } from '../../evaluation/call.ts'
import { boundFetch } from './bound-fetch.ts'
import { chatParameters } from './chat-parameters.ts'
import { failure, failureOf } from './failure.ts'
import { readCompletion } from './read-completion.ts'

export interface OpenAITransportOptions {
  /** Base URL; the path `/chat/completions` is added. */
  readonly url: string
  /** Undefined for an endpoint without one. */
  readonly key: string | undefined
  /** Deadline of one attempt, in ms. */
  readonly timeoutMs: number
}

/** An OpenAI-compatible endpoint. Nothing in the environment of the process has a say in where requests go or what they carry. */
export function openAITransport({ url, key, timeoutMs }: OpenAITransportOptions): Transport {
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
  return { origin, attempt: (call, signal) => attempt(client, call, { origin, key, signal }) }
}

interface Way {
  readonly origin: string
  readonly key: string | undefined
  readonly signal: AbortSignal
}

async function attempt(client: OpenAI, call: ModelCall, { origin, key, signal }: Way): Promise<Attempt> {
  const startedAt = performance.now()
  const latency = (): number => Math.round(performance.now() - startedAt)
  try {
    const completion = await client.chat.completions.create(chatParameters(call, origin), { signal })
    const read = readCompletion(completion)
    if (typeof read === 'string') return failure('malformed-reply', read, key, { retry: true })
    return { kind: 'answer', answer: { ...read, latencyMs: latency() } }
  } catch (error) {
    return isFiltered(error) ? { kind: 'answer', answer: filtered(latency()) } : failureOf(error, key)
  }
}

/** Some servers refuse a filtered prompt with status 400 (Azure); others answer and say so. */
function isFiltered(error: unknown): boolean {
  return error instanceof APIError && error.status === 400 && error.code === 'content_filter'
}

function filtered(latencyMs: number): Answer {
  return { text: '', finish: 'filter', servedModel: undefined, usage: undefined, latencyMs }
}
