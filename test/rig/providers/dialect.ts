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

/** What the model does. */
export type Turn =
  | { readonly do: 'answer' | 'truncate' | 'filter' | 'refuse'; readonly text: string }
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
}

type Shape = { readonly [field: string]: true | Shape | readonly [Shape] }

/** A field that the API does not know, as a path; strict providers refuse it. */
export function unknownField(value: unknown, shape: Shape, path = ''): string | undefined {
  if (typeof value !== 'object' || value === null) return `${path} is no object`
  for (const [name, inner] of Object.entries(value)) {
    const known = Object.hasOwn(shape, name) ? shape[name] : undefined
    if (known === undefined) return `${path}/${name} is not permitted`
    const problem = known === true ? undefined : unknownWithin(inner, known, `${path}/${name}`)
    if (problem !== undefined) return problem
  }
  return undefined
}

function unknownWithin(value: unknown, shape: Shape | readonly [Shape], path: string): string | undefined {
  if (!isList(shape)) return unknownField(value, shape, path)
  if (!Array.isArray(value)) return `${path} is no array`
  return value.map((one, index) => unknownField(one, shape[0], `${path}/${index}`)).find((one) => one !== undefined)
}

function isList(shape: Shape | readonly [Shape]): shape is readonly [Shape] {
  return Array.isArray(shape)
}

/** Of a request whose body was found to be of a shape. */
export function fieldsOf({ body }: Incoming): Readonly<Record<string, unknown>> {
  return body as Record<string, unknown>
}
