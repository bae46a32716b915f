import type { ClientOptions } from 'openai'
import { openBound, type Posting, postBound, type Reply, readReply } from '../http/post-bound.ts'

type Fetch = NonNullable<ClientOptions['fetch']>

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
    const response = await openBound(origin, posting(key, target, init))
    return response.ok ? response : responseOf(await readReply(response))
  }
}

function posting(key: string | undefined, target: string | URL | Request, init: RequestInit | undefined): Posting {
  return {
    url: new URL(target instanceof Request ? target.url : target),
    headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
    body: init?.body ?? null,
    signal: init?.signal ?? null,
  }
}

function responseOf(reply: Reply): Response {
  const headers = new Headers({ 'content-type': 'application/json' })
  for (const name of ['retry-after', 'retry-after-ms']) copyHeader(reply.headers, headers, name)
  return new Response(reply.text === '' ? null : reply.text, { status: reply.status, headers })
}

function copyHeader(from: Headers, to: Headers, name: string): void {
  const value = from.get(name)
  if (value !== null) to.set(name, value)
}
