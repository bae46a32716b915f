import type { Answer, ChatRequest } from '../../../evaluation/call.ts'
import type { EndpointBinding } from '../../../resources/policy.ts'

export type NativeBinding = Exclude<EndpointBinding, { readonly type: 'openai' }>

export type BindingOf<T extends NativeBinding['type']> = Extract<NativeBinding, { readonly type: T }>

/** Fields of a JSON body; those that are undefined are not sent. */
export type Fields = { readonly [field: string]: unknown }

/** Values of the variables that a binding names. */
export interface Credentials {
  readonly key: string | undefined
  readonly secret: string | undefined
  readonly session: string | undefined
}

/** A reply as read by us: `text` where promptfoo reads none. */
export type Said = Omit<Answer, 'latencyMs'>

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
   * The request but for its messages, in words of the API, as the body must hold it; or why it cannot be said. Where
   * promptfoo leaves a field out for a model, the request is not sent.
   */
  fields(request: ChatRequest, model: string): Fields | string
  /** What promptfoo is told so that it writes those fields, beside key and base URL. */
  settings(fields: Fields, binding: B, credentials: Credentials): object
  /** Messages where promptfoo would lose some as they are. */
  messages?(messages: ChatRequest['messages']): unknown
  /** Fields that promptfoo writes without being asked: left to the provider, unless they are among `fields`. */
  readonly unasked?: readonly string[]
  /** Headers of promptfoo's that belong to the API. */
  carries?(header: string, credentials: Credentials): boolean
  /** What opens the endpoint; nothing where promptfoo has signed the request. */
  authorization(credentials: Credentials): Readonly<Record<string, string>>
  /** What a successful reply says, or what is wrong with it. */
  read(body: unknown): Said | string
}
