import type { IncomingHttpHeaders } from 'node:http'

export interface Incoming {
  readonly method: string
  /** With the query. */
  readonly path: string
  readonly headers: IncomingHttpHeaders
  /** As sent. */
  readonly text: string
  readonly body: unknown
}

export interface CalledTool {
  readonly name: string
  readonly input: object
}

/** What the model does. */
export type Turn =
  | { readonly do: 'answer' | 'truncate' | 'filter' | 'refuse'; readonly text: string }
  | { readonly do: 'call'; readonly calls: readonly CalledTool[]; readonly text: string }
  /** The prompt is not even shown to the model. */
  | { readonly do: 'block' }

export interface Replied {
  readonly status: number
  readonly body: unknown
}

/** What opens the door, as the test has it. */
export interface Opening {
  readonly key: string
  readonly secret?: string
  readonly session?: string
}

/** One API as its provider speaks it: what it insists on, and how it answers. */
export interface Dialect {
  /** A model's id there. */
  readonly model: string
  readonly path: string
  /** Why the request is not let in (401); undefined where it is. */
  intruder(request: Incoming, opening: Opening): string | undefined
  /** What is wrong with the request (400). */
  fault(request: Incoming): string | undefined
  reply(turn: Turn): Replied
  /** A refusal, in the provider's words. */
  error(status: number, message: string): unknown
  /** How a successful reply is streamed; absent where it cannot be. */
  readonly stream?: Streaming
  readonly embedding?: Embedding
}

export interface Streaming {
  /** Where it is another one than of a reply in one piece. */
  readonly path?: string
  /** Whether the request wants it; default: its path says so. */
  wanted?(request: Incoming): boolean
  readonly contentType: 'text/event-stream' | 'application/x-ndjson'
  /** The reply, piece by piece. */
  pieces(body: unknown): readonly string[]
  /** What breaks it off. */
  readonly error: string
}

export interface Embedding {
  readonly model: string
  readonly path: string
  fault(request: Incoming): string | undefined
  /** The texts of a right request. */
  texts(request: Incoming): readonly string[]
  reply(vectors: readonly (readonly number[])[], tokens: number): unknown
}

/** Of a request whose body was found to be of a shape. */
export function fieldsOf({ body }: Incoming): Readonly<Record<string, unknown>> {
  return body as Record<string, unknown>
}

/** A server-sent event. */
export function event(data: unknown, name?: string): string {
  return `${name === undefined ? '' : `event: ${name}\n`}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`
}

export function halvesOf(text: string): readonly string[] {
  const middle = Math.ceil(text.length / 2)
  return [text.slice(0, middle), text.slice(middle)].filter((half) => half !== '')
}
