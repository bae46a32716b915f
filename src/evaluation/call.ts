import type { Digest, Json } from '../digest/digest.ts'
import { digestOfJson } from '../digest/digest.ts'
import type { Policy } from '../resources/policy.ts'
import { canonicalRequest, type ChatRequest, type ToolCall } from './chat.ts'
import type { LostShard } from './shard/lost-shard.ts'
import type { Untrusted } from './untrusted.ts'

export type * from './chat.ts'

/** One request to one model; the only expensive thing in the system. */
export interface ModelCall {
  readonly provider: string
  readonly model: string
  readonly request: ChatRequest
  /** From 1. Trials have different keys, so repeats are never answered by each other. */
  readonly trial: number
  /** Whether the answer is to be streamed, for the time to its first token. What is asked is the same: no part of the key. */
  readonly stream?: true
}

/** A text that a model is to embed. A request may carry several; the key is that of one text. */
export interface EmbeddingCall {
  readonly provider: string
  readonly model: string
  readonly request: { readonly embed: string }
  /** An embedding depends on its text alone. */
  readonly trial: 1
}

/** JSON that is posted to an address of the user's own. Policy says which provider binds it. */
export interface PostCall {
  readonly url: string
  readonly request: { readonly headers: { readonly [name: string]: string }; readonly body: Json }
  readonly trial: number
  /** Absent for what is no Application. */
  readonly deployment?: Deployment
}

/** Which deployment of an Application answers. */
export type Deployment =
  /** Nobody says: tomorrow it may be another, so that an answer counts in the run alone that asked. */
  | { readonly state: 'unnamed' }
  | { readonly state: 'named'; readonly version: string }
  /** Another one answers at its address by now: it is not asked, and what is remembered of it counts, however old. */
  | { readonly state: 'replaced'; readonly version: string }

/** Whatever is asked over the network and remembered. */
export type Call = ModelCall | EmbeddingCall | PostCall

export function isPost(call: Call): call is PostCall {
  return 'url' in call
}

/** Whether another deployment answers at the address by now, so that asking would tell of that one. */
export function isReplaced(call: Call): boolean {
  return isPost(call) && call.deployment?.state === 'replaced'
}

export function isEmbedding(call: Call): call is EmbeddingCall {
  return 'embed' in call.request
}

export function isChat(call: Call): call is ModelCall {
  return 'messages' in call.request
}

/** A call never changes, and is asked for its key often. */
const keys = new WeakMap<Call, Digest>()

/** The key of a call in the store: provider name and model, or the address; canonical request; trial. */
export function keyOf(call: Call): Digest {
  const key = keys.get(call) ?? digestOfJson(keyed(call))
  keys.set(call, key)
  return key
}

function keyed(call: Call): Json {
  if (isPost(call)) return ['POST', call.url, call.request, call.trial, ...versionOf(call)]
  const { provider, model, trial } = call
  return [provider, model, isEmbedding(call) ? call.request : canonicalRequest(call.request), trial]
}

function versionOf({ deployment }: PostCall): readonly string[] {
  return deployment === undefined || deployment.state === 'unnamed' ? [] : [deployment.version]
}

export interface Usage {
  readonly inputTokens: number
  /** Of the input tokens, those the provider read from its cache. */
  readonly cachedInputTokens?: number
  readonly outputTokens: number
}

/** What a model answered, or what was replied to what was posted. */
export interface Answer {
  /** Of an embedding the vector (`vectorOf`). */
  readonly text: string
  /** What the model wants to be told before it goes on; absent where nothing. Never empty. */
  readonly toolCalls?: readonly ToolCall[]
  /** `stop`: complete; `length`: cut at a limit; `filter`: withheld by the provider; `refusal`: declined by the model. */
  readonly finish: 'stop' | 'length' | 'filter' | 'refusal'
  /** The model that says it answered; providers serve dated versions under a short name. */
  readonly servedModel: string | undefined
  readonly usage: Usage | undefined
  /** Wall time of the attempt that answered, in ms; undefined for a recorded answer without one. */
  readonly latencyMs: number | undefined
  /** From the request to the first text, refusal or call of a tool that arrived, in ms; absent where it was not streamed. */
  readonly firstTokenMs?: number
}

/** An answer in the store, with where it came from and when. */
export interface StoredCall {
  readonly version: 1
  readonly key: Digest
  readonly provider: string
  /** The model's id; of what was posted the path. */
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
  | 'unreadable-judgement' // remembered like any answer: asked again only with --fresh
  | 'connection'
  | 'refused-by-provider' // 400, 401, 403, 404: the request or the key is wrong
  | 'redirected'
  | 'no-key'
  | 'not-recorded'
  | 'unknown-provider'
  | 'budget' // USD of one run
  | 'budget-month'
  | 'budget-calls'
  | 'budget-minutes'
  | 'provider-down' // the circuit breaker is open
  | 'interrupted'
  | 'replaced-deployment' // a version of an Application that answers no more, and is not remembered
  | 'not-available' // this version cannot do what is asked
  | 'shard-lost' // the shard that was to ask left nothing

export interface Missing {
  readonly kind: 'missing'
  readonly reason: MissingReason
  /** What happened, for a reader; text from outside. */
  readonly detail: Untrusted
  /** Name of the provider that should have answered; absent: that of the subject's model. */
  readonly provider?: string
  /** Of `shard-lost`. */
  readonly lost?: LostShard
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
export type Attempt<A = Answer> =
  | { readonly kind: 'answer'; readonly answer: A }
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

/** What a model answers to several texts that it is to embed, in their order. */
export interface Embedded extends Pick<Answer, 'servedModel' | 'usage' | 'latencyMs'> {
  readonly vectors: readonly Float32Array[]
}

/** A way to one provider. Implemented by adapters; the key never leaves them. */
export interface Transport {
  /** Origin of the answers, as stored beside them. */
  readonly origin: string
  attempt(call: ModelCall, signal: AbortSignal): Promise<Attempt>
  /** Absent where models of this provider cannot be asked for embeddings. */
  readonly embedding?: {
    /** The most texts of one request. */
    readonly atOnce: number
    attempt(model: string, texts: readonly string[], signal: AbortSignal): Promise<Attempt<Embedded>>
  }
  /** Present where the provider is an address of the user's own. */
  readonly post?: (call: PostCall, signal: AbortSignal) => Promise<Attempt>
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
