import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { tokenIn } from './tokens.ts'

/** A request of the API, read to its end. */
export interface Incoming {
  readonly method: string
  /** Still encoded, without the query. */
  readonly path: string
  readonly url: URL
  readonly headers: IncomingHttpHeaders
  readonly token: string | undefined
  /** JSON; the text itself where it is none; undefined where nothing was sent. */
  readonly body: unknown
}

export async function readIncoming(request: IncomingMessage, url: URL): Promise<Incoming> {
  const { method = 'GET', headers } = request
  return {
    method,
    path: url.pathname,
    url,
    headers,
    token: tokenIn(headers.authorization),
    body: jsonOf(await text(request)),
  }
}

function jsonOf(source: string): unknown {
  if (source === '') return undefined
  try {
    return JSON.parse(source)
  } catch {
    return source
  }
}
