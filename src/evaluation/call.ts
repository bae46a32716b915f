import type { Digest, Json } from '../digest/digest.ts'
import { digestOfJson } from '../digest/digest.ts'
import type { Policy } from '../resources/policy.ts'
import type { Parameters } from '../resources/project.ts'
import type { Untrusted } from './untrusted.ts'

export interface Message {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
}

/** What is asked, in one form for all providers and without transport fields. */
export interface ChatRequest {
  readonly messages: readonly Message[]
  readonly parameters: Parameters
  /** JSON Schema of the answer. */
  readonly output?: Json
}

/** One request to one model; the only expensive thing in the system. */
export interface ModelCall {
  readonly provider: string
  readonly model: string
  readonly request: ChatRequest
  /** From 1. Trials have different keys, so repeats are never answered by each other. */
  readonly trial: number
}

/** The key of a call in the store: provider name, model, canonical request, trial. */
export function keyOf(call: ModelCall): Digest {
  return digestOfJson([call.provider, call.model, call.request as unknown as Json, call.trial])
}

export interface Usage {
  readonly inputTokens: number
  /** Of the input tokens, those the provider read from its cache. */
  readonly cachedInputTokens?: number
  readonly outputTokens: number
}

/** What a model answered. */
export interface Answer {
  readonly text: string
  /** `stop`: complete; `length`: cut at a limit; `filter`: withheld by the provider; `refusal`: declined by the model. */
  readonly finish: 'stop' | 'length' | 'filter' | 'refusal'
  /** The model that says it answered; providers serve dated versions under a short name. */
  readonly servedModel: string | undefined
  readonly usage: Usage | undefined
  /** Wall time of the attempt that answered, in ms; undefined for a recorded answer without one. */
  readonly latencyMs: number | undefined
}

/** An answer in the store, with where it came from and when. */
export interface StoredCall {
  readonly version: 1
  readonly key: Digest
  readonly provider: string
  readonly model: string
  /** Origin (`https://host[:port]`) that answered, or `recorded` for an answer kept in Git. */
  readonly origin: string
  readonly answer: Answer
  /** Epoch ms of the answer; undefined for a recorded one that does not say. */
  readonly at: number | undefined
}

/** Content-addressed memory of model calls. Reads go through all layers; writes go to the writable one. */
export interface CallStore {
  get(key: Digest): StoredCall | undefined
  put(call: StoredCall): void
}

/** Why there is no answer. A case without one has no score; it is never a low score. */
export type MissingReason =
  | 'timeout'
  | 'rate-limited'
  | 'quota'
  | 'server-error'
  | 'malformed-reply'
  | 'connection'
  | 'refused-by-provider' // 400, 401, 403, 404: the request or the key is wrong
  | 'redirected'
  | 'no-key'
  | 'not-recorded'
  | 'unknown-provider'
  | 'budget'
  | 'provider-down' // the circuit breaker is open
  | 'interrupted'

export interface Missing {
  readonly kind: 'missing'
  readonly reason: MissingReason
  /** What happened, for a reader; text from outside. */
  readonly detail: Untrusted
  /** Who should have answered, where that is not the subject's model but a judge. */
  readonly provider?: string
}

export type CallResult =
  | {
      readonly kind: 'answered'
      readonly key: Digest
      readonly call: StoredCall
      /** `model`: asked just now; `store`: remembered; `recorded`: kept in Git. */
      readonly from: 'model' | 'store' | 'recorded'
      /** USD of this call's tokens at the model's price; undefined where the price or usage is unknown. */
      readonly cost: number | undefined
    }
  | (Missing & { readonly key: Digest })

/** What one HTTP attempt at a provider gives. A transport never retries; `askModel` decides that. */
export type Attempt =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | {
      readonly kind: 'failure'
      readonly reason: MissingReason
      readonly detail: Untrusted
      /** Whether asking again may help. */
      readonly retry: boolean
      /** Set where the request is at fault (too long, not valid): it says nothing about the next one. */
      readonly ofRequest?: true
      /** What `Retry-After` asked for, in ms. */
      readonly retryAfterMs: number | undefined
    }

/** A way to one provider. Implemented by adapters; the key never leaves them. */
export interface Transport {
  /** Origin of the answers, as stored beside them. */
  readonly origin: string
  attempt(call: ModelCall, signal: AbortSignal): Promise<Attempt>
}

/** Opens the way to a provider that policy binds, or says why there is none. */
export type OpenTransport = (provider: string, policy: Policy) => Transport | Missing

/** Time and chance, given from outside so that the core has neither. */
export interface Clock {
  /** Epoch ms. */
  now(): number
  /** Resolves after `ms`, or rejects with the signal's reason. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
  /** In [0, 1): for jitter only. */
  random(): number
}
