import type { ClientOptions } from 'openai'
import { openBound, type Posting, postBound, type Reply, readReply } from '../http/post-bound.ts'

type Fetch = NonNullable<ClientOptions['fetch']>

/**
 * Options of a request to the client that ends when the signal says so. It is given to our fetch past the client: one that
 * the client knows of it composes with its own, which for every request takes time, and memory that only a collection of
 * everything gives back.
 */
export function until(signal: AbortSignal): { readonly fetchOptions: NonNullable<ClientOptions['fetchOptions']> } {
  const ours: Until = { until: signal }
  return { fetchOptions: ours as object }
}

interface Until {
  readonly until?: AbortSignal
}

/**
 * The client's fetch, bound to one origin (`postBound`). What the client would send beside the body (OPENAI_CUSTOM_HEADERS,
 * say) is not sent; bodies are JSON whatever their type says.
 * @param key undefined for an endpoint without one
 */
export function boundFetch(origin: string, key: string | undefined): Fetch {
  return async (target, init) => responseOf(await postBound(origin, posting(key, target, init)))
}

/** The same for a reply that is streamed: of a success the body is for the caller to read (`readStream`). */
export function boundStreamFetch(origin: string, key: string | undefined): Fetch {
  return async (target, init) => {
    const reply = await openBound(origin, posting(key, target, init))
    if (!reply.ok) return responseOf(await readReply(reply))
    return new Response(reply.body, { headers: { 'content-type': reply.headers.get('content-type') ?? '' } })
  }
}

function posting(key: string | undefined, target: string | URL | Request, init: RequestInit & Until = {}): Posting {
  const { body, signal, until } = init
  if (typeof body !== 'string') throw new TypeError('a request of the client has no text')
  return {
    url: new URL(target instanceof Request ? target.url : target),
    headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
    body,
    signals: [signal, until].filter((one) => one instanceof AbortSignal),
  }
}

function responseOf(reply: Reply): Response {
  const isSuccess = reply.status >= 200 && reply.status < 300
  return isSuccess ? (new Success(reply.text) as Pick<Response, keyof Success> as Response) : refusalOf(reply)
}

const jsonHeaders = new Headers({ 'content-type': 'application/json' })

/** What the client wants of the response to a request that succeeded. A whole one takes as long as all the rest of it. */
class Success {
  readonly ok = true
  readonly status = 200
  readonly headers = jsonHeaders
  readonly url = ''
  readonly body = null
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  async text(): Promise<string> {
    return this.#text
  }
}

function refusalOf({ status, headers: replied, text }: Reply): Response {
  const headers = new Headers({ 'content-type': 'application/json' })
  for (const name of ['retry-after', 'retry-after-ms']) copyHeader(replied, headers, name)
  return new Response(text === '' ? null : text, { status, headers })
}

function copyHeader(from: Reply['headers'], to: Headers, name: string): void {
  const value = from.get(name)
  if (value !== null) to.set(name, value)
}
