import type { ClientOptions } from 'openai'

type Fetch = NonNullable<ClientOptions['fetch']>

/** Bytes of a decoded body. */
const bodyLimit = 10_000_000
/** Of an error only the beginning is shown. */
const errorBodyLimit = 1_000_000

export class ReplyTooLarge extends Error {
  override readonly name = 'ReplyTooLarge'
}

/**
 * A fetch that reaches one origin and nothing else: no redirect is followed, and of the headers only ours are sent, so
 * that neither the environment (OPENAI_CUSTOM_HEADERS) nor a redirect can take a key elsewhere. Bodies are read at once, up
 * to 10 MB, within the request's signal, and are JSON whatever their type says.
 * @param key undefined for an endpoint without one
 */
export function boundFetch(origin: string, key: string | undefined): Fetch {
  return async (target, init) => {
    const url = new URL(target instanceof Request ? target.url : target)
    if (url.origin !== origin) throw new TypeError(`a request to ${url.origin} is not bound to ${origin}`)
    const response = await fetch(url, {
      method: 'POST',
      body: init?.body ?? null,
      signal: init?.signal ?? null,
      redirect: 'manual',
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        'user-agent': 'llmops',
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
      },
    })
    const body = await bodyOf(response)
    const headers = new Headers({ 'content-type': 'application/json' })
    for (const name of ['retry-after', 'retry-after-ms']) copyHeader(response.headers, headers, name)
    return new Response(body === '' ? null : body, { status: response.status, headers })
  }
}

async function bodyOf(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  const limit = response.ok ? bodyLimit : errorBodyLimit
  let text = ''
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length
    if (bytes > limit && response.ok) throw new ReplyTooLarge(`the reply is over ${limit / 1_000_000} MB`)
    text += decoder.decode(chunk, { stream: true })
    if (bytes > limit) break
  }
  return text + decoder.decode()
}

function copyHeader(from: Headers, to: Headers, name: string): void {
  const value = from.get(name)
  if (value !== null) to.set(name, value)
}
