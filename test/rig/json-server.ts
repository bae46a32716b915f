import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { type Received, requestLog } from './record.ts'

/** What an address replies to what is posted to it. */
export interface JsonReply {
  /** Default 200. */
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** A text as it is, anything else as JSON. */
  readonly body: unknown
  /** Before the first byte. */
  readonly latencyMs?: number
}

export interface JsonServer extends AsyncDisposable {
  /** http://127.0.0.1:port */
  readonly origin: string
  readonly requests: readonly Readonly<Received>[]
}

/** An address of a user's own, such as an application or a search, on a free port of the loopback. */
export async function startJsonServer(replyTo: (received: Readonly<Received>) => JsonReply): Promise<JsonServer> {
  const log = requestLog()
  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const received = await log.receive(incoming, outgoing)
    const { status = 200, headers = {}, body, latencyMs = 0 } = replyTo(received)
    if (latencyMs > 0) await pause(latencyMs)
    outgoing.writeHead(status, { 'content-type': 'application/json', ...headers })
    outgoing.end(typeof body === 'string' ? body : JSON.stringify(body))
  }

  const http = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch(() => outgoing.destroy()) // the client went away
  })
  return {
    origin: await listen(http),
    get requests() {
      return log.requests
    },
    [Symbol.asyncDispose]: () => close(http),
  }
}

async function listen(http: Server): Promise<string> {
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}`
}

function close(http: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => http.close(() => resolve()))
  http.closeAllConnections()
  return closed
}
