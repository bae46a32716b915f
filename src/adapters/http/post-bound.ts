/** Bytes of a decoded body. */
const bodyLimit = 10_000_000
/** Of an error only the beginning is shown. */
const errorBodyLimit = 1_000_000

export class ReplyTooLarge extends Error {
  override readonly name = 'ReplyTooLarge'
}

export interface Posting {
  readonly url: URL
  /** Beside those that every request has. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: RequestInit['body']
  readonly signal: AbortSignal | null
}

export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

/**
 * Posts JSON to one origin and nowhere else: no redirect is followed, and of the headers only ours are sent, so that neither
 * the environment nor a redirect can take a key elsewhere. The body is read at once, up to 10 MB, within the signal.
 * @throws TypeError for another origin and where there is no connection, ReplyTooLarge, and the signal's reason
 */
export async function postBound(origin: string, posting: Posting): Promise<Reply> {
  return readReply(await openBound(origin, posting))
}

/** The same up to the body, which is for the caller to read: `readReply`, or piece by piece `textPieces`. */
export async function openBound(origin: string, { url, headers, body, signal }: Posting): Promise<Response> {
  if (url.origin !== origin) throw new TypeError(`a request to ${url.origin} is not bound to ${origin}`)
  const ours = { accept: 'application/json', 'content-type': 'application/json', 'user-agent': 'llmops' }
  const init = {
    method: 'POST',
    body: body ?? null,
    signal,
    redirect: 'manual',
    headers: { ...ours, ...headers },
  } as const
  return fetch(url, init)
}

/** Reads the body, up to 10 MB. */
export async function readReply(response: Response): Promise<Reply> {
  let text = ''
  for await (const piece of textPieces(response)) text += piece
  return { status: response.status, headers: response.headers, text }
}

/** The body as it arrives, up to 10 MB; of an error the beginning. */
export async function* textPieces(response: Response): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  const limit = response.ok ? bodyLimit : errorBodyLimit
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length
    if (bytes > limit && response.ok) throw new ReplyTooLarge(`the reply is over ${limit / 1_000_000} MB`)
    yield decoder.decode(chunk, { stream: true })
    if (bytes > limit) break
  }
  yield decoder.decode()
}
