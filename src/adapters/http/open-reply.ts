import type { IncomingMessage } from 'node:http'
import { pipeline, type Readable } from 'node:stream'
import { constants, createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'

/** Of a reply; names are given in lower case. */
export type ReplyHeaders = Pick<Headers, 'get'>

/** A reply whose body is still to be read. */
export interface OpenReply {
  readonly status: number
  /** Whether it is a success. */
  readonly ok: boolean
  readonly headers: ReplyHeaders
  /** Decoded; null where there is none. To stop reading before its end closes the connection. */
  readonly body: AsyncIterable<Uint8Array> | null
}

export function openReply(message: IncomingMessage): OpenReply {
  const { statusCode: status = 0, headers } = message
  return {
    status,
    ok: status >= 200 && status < 300,
    headers: { get: (name) => headerValue(headers[name]) },
    body: decoded(message),
  }
}

function headerValue(value: string | readonly string[] | undefined): string | null {
  return typeof value === 'string' ? value : (value?.join(', ') ?? null)
}

/** What has arrived is given out at once, and a body that is cut off ends where it does, as with `fetch`. */
const zlib = { flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH }
const brotli = { flush: constants.BROTLI_OPERATION_FLUSH, finishFlush: constants.BROTLI_OPERATION_FLUSH }

/** Nothing of this is asked for; some servers and proxies do it nevertheless. */
const decoders = new Map<string, () => NodeJS.ReadWriteStream & Readable>([
  ['gzip', () => createGunzip(zlib)],
  ['x-gzip', () => createGunzip(zlib)],
  ['deflate', () => createInflate(zlib)],
  ['br', () => createBrotliDecompress(brotli)],
])

function decoded(message: IncomingMessage): Readable {
  const decoder = decoders.get(message.headers['content-encoding']?.toLowerCase() ?? '')
  // Who reads is told of a fault by what is read.
  return decoder === undefined ? message : pipeline(message, decoder(), () => {})
}
