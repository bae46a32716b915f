import { type OpenReply, openReply, type ReplyHeaders } from './open-reply.ts'
import { send } from './send.ts'

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
  readonly body: string
  /** Each of these ends it. */
  readonly signals: readonly AbortSignal[]
}

export interface Reply {
  readonly status: number
  readonly headers: ReplyHeaders
  readonly text: string
}

/**
 * Posts JSON to one origin and nowhere else: no redirect is followed, and of the headers only ours are sent, so that neither
 * the environment nor a redirect can take a key elsewhere. The body is read at once, up to 10 MB, until a signal says
 * otherwise.
 * @throws TypeError for another origin and where there is no connection, ReplyTooLarge, and a signal's reason
 */
export async function postBound(origin: string, posting: Posting): Promise<Reply> {
  return readReply(await openBound(origin, posting))
}

/** The same up to the body, which is for the caller to read: `readReply`, or piece by piece `textPieces`. */
export async function openBound(origin: string, { url, headers, body, signals }: Posting): Promise<OpenReply> {
  if (url.origin !== origin) throw new TypeError(`a request to ${url.origin} is not bound to ${origin}`)
  const ours = { accept: 'application/json', 'content-type': 'application/json', 'user-agent': 'llmops' }
  return openReply(await send(url, { headers: { ...ours, ...headers }, body, signals }))
}

/** Reads the body, up to 10 MB. */
export async function readReply(reply: OpenReply): Promise<Reply> {
  let text = ''
  for await (const piece of textPieces(reply)) text += piece
  return { status: reply.status, headers: reply.headers, text }
}

/** The body as it arrives, up to 10 MB; of an error the beginning. */
export async function* textPieces({ ok, body }: OpenReply): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  const limit = ok ? bodyLimit : errorBodyLimit
  let bytes = 0
  for await (const chunk of body ?? []) {
    bytes += chunk.length
    if (bytes > limit && ok) throw new ReplyTooLarge(`the reply is over ${limit / 1_000_000} MB`)
    yield decoder.decode(chunk, { stream: true })
    if (bytes > limit) break
  }
  yield decoder.decode()
}
