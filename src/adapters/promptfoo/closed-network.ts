import { AsyncLocalStorage } from 'node:async_hooks'
import dgram from 'node:dgram'
import net from 'node:net'
import type { Composed } from './messages.ts'

/**
 * Importing this closes the network of the thread. The only way out is what `throughOnly` is given: one request for each
 * call, handed to somebody else to send. A second one (promptfoo and the SDKs in it ask again by themselves) is refused.
 */

/** Gives the body of a successful reply. */
export type Send = (request: Composed) => Promise<string>

interface Way {
  readonly send: Send
  used: boolean
}

const ways = new AsyncLocalStorage<Way>()

/** Runs work whose one request goes through `send`. */
export function throughOnly<T>(send: Send, work: () => Promise<T>): Promise<T> {
  return ways.run({ send, used: false }, work)
}

/** Named so that nobody asks again. */
export function closed(): Error {
  return new DOMException('the network is closed', 'AbortError')
}

async function sendOnce(request: Composed): Promise<string> {
  const way = ways.getStore()
  if (way === undefined || way.used) throw closed()
  way.used = true
  return way.send(request)
}

async function closedFetch(target: string | URL | Request, init: RequestInit = {}): Promise<Response> {
  const { method, headers, body } = init
  const request = new Request(target, {
    ...(method !== undefined && { method }),
    ...(headers !== undefined && { headers }),
    ...(body !== undefined && { body }),
  })
  const reply = await sendOnce({
    url: request.url,
    headers: Object.fromEntries(request.headers),
    body: await request.text(),
  })
  return new Response(reply, { headers: { 'content-type': 'application/json' } })
}

/** A request of the AWS SDK. */
interface SdkRequest {
  readonly protocol: string
  readonly hostname: string
  readonly port?: number
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
}

/** The SDK's way of sending; the vendored promptfoo is patched to use it (`.ci/build-promptfoo.ts`). */
const llmopsHttpHandler = {
  metadata: { handlerProtocol: 'http/1.1' },
  async handle({ protocol, hostname, port, path, headers, body }: SdkRequest) {
    const url = `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}`
    const reply = await sendOnce({
      url,
      headers,
      body: typeof body === 'string' ? body : new TextDecoder().decode(body),
    })
    const response = {
      statusCode: 200,
      headers: { 'content-type': 'application/json' },
      body: new TextEncoder().encode(reply),
    }
    return { response }
  },
}

function refuse(): never {
  throw closed()
}

Object.assign(globalThis, { fetch: closedFetch, llmopsHttpHandler })
net.Socket.prototype.connect = refuse
dgram.Socket.prototype.send = refuse
dgram.Socket.prototype.connect = refuse
