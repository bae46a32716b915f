import type { ChatRequest } from '../../../evaluation/call.ts'
import type { EndpointBinding } from '../../../resources/policy.ts'
import type { Fields } from '../../http/json.ts'
import type { Vectors } from '../../http/read-embeddings.ts'
import type { Said } from '../../http/said.ts'
import type { Assembly } from '../../http/stream/assembly.ts'
import type { StreamForm } from '../../http/stream/read-stream.ts'

export type NativeBinding = Exclude<EndpointBinding, { readonly type: 'openai' }>

export type BindingOf<T extends NativeBinding['type']> = Extract<NativeBinding, { readonly type: T }>

/** Values of the variables that a binding names. */
export interface Credentials {
  readonly key: string | undefined
  readonly secret: string | undefined
  readonly session: string | undefined
}

/**
 * One API. promptfoo composes the request and reads the text of the reply; what is here says how it is told to, what the
 * request must then hold, and how the rest of the reply reads.
 */
export interface Protocol<B extends NativeBinding = NativeBinding> {
  /** promptfoo's name of the provider of a model. */
  provider(model: string): string
  /** Path and query that follow the base URL; a request of promptfoo's to another one is not sent. */
  path(model: string, binding: B): string
  /**
   * The whole request in words of the API, as the body must hold it, where what is undefined is not sent; or why it cannot
   * be said. Where promptfoo leaves a field out for a model, the request is not sent.
   */
  fields(request: ChatRequest, model: string): Fields | string
  /** What promptfoo is told so that it writes those fields, beside key, base URL and messages. */
  settings(fields: Fields, binding: B, credentials: Credentials): object
  /** The messages among those fields, as promptfoo takes them. */
  prompt(fields: Fields): unknown
  /** Fields that promptfoo writes without being asked: left to the provider, unless they are among `fields`. */
  readonly unasked?: readonly string[]
  /** Headers of promptfoo's that belong to the API. */
  carries?(header: string, credentials: Credentials): boolean
  /** What opens the endpoint; nothing where promptfoo has signed the request. */
  authorization(credentials: Credentials): Readonly<Record<string, string>>
  /** What a successful reply says, or what is wrong with it; `text` where promptfoo reads none. */
  read(body: unknown): Said | string
  /** How a streamed answer is asked for and put together; absent where this cannot be done. */
  readonly stream?: Streaming<B>
  /** How texts are embedded; absent where they cannot be. */
  readonly embedding?: Embedding<B>
}

export interface Streaming<B extends NativeBinding = NativeBinding> {
  /** What the body says beside the request itself. */
  readonly fields: Fields
  /** Path and query where they are others than of an answer in one piece. */
  path?(model: string, binding: B): string
  readonly form: StreamForm
  /** Gives the reply that `read` reads. */
  assembly(): Assembly
}

/** Composed by us: promptfoo embeds one text a request. */
export interface Embedding<B extends NativeBinding = NativeBinding> {
  path(model: string, binding: B): string
  body(model: string, texts: readonly string[]): Fields
  /** @param texts how many were asked for */
  read(body: unknown, texts: number): Vectors | string
}
