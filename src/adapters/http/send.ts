import { type ClientRequest, type IncomingMessage, request as requestOverHttp } from 'node:http'
import { request as requestOverHttps } from 'node:https'

/** As long as `fetch` waits for a connection, in ms. */
const connectionTimeoutMs = 10_000

export interface Sending {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Each of these ends the exchange, whatever of it has happened. */
  readonly signals: readonly AbortSignal[]
}

/**
 * Posts a body and resolves to its reply, whose body must be read or destroyed. No redirect is followed. For each request
 * `fetch` takes four times the processor time of this, and memory that only a collection of everything gives back. The
 * connections are those of Node's own agents: kept for the next request, not holding up the end of the process, and by way
 * of a proxy where NODE_USE_ENV_PROXY says so.
 * @throws Error where there is no connection, TypeError for headers that are none, and a signal's reason
 */
export function send(url: URL, { headers, body, signals }: Sending): Promise<IncomingMessage> {
  if (url.username !== '' || url.password !== '') throw new TypeError(`${url.origin} was given with a password`)
  return new Promise((resolve, reject) => {
    const isSecure = url.protocol === 'https:'
    const request = (isSecure ? requestOverHttps : requestOverHttp)({
      hostname: url.hostname.replace(/^\[|\]$/g, ''), // of an IPv6 address
      port: url.port,
      path: url.pathname + url.search,
      method: 'POST',
      headers,
    })
    let reply: IncomingMessage | undefined
    request.on('response', (message) => {
      reply = message
      resolve(message)
    })
    request.on('error', reject)
    endWith(signals, request, (reason) => void (reply ?? request).destroy(reason))
    limitConnecting(request, isSecure ? 'secureConnect' : 'connect')
    request.end(body)
  })
}

function endWith(signals: readonly AbortSignal[], request: ClientRequest, end: (reason: Error) => void): void {
  for (const signal of signals) {
    const stop = () => end(signal.reason instanceof Error ? signal.reason : new Error(String(signal.reason)))
    signal.addEventListener('abort', stop, { once: true })
    request.once('close', () => signal.removeEventListener('abort', stop))
    if (signal.aborted) stop()
  }
}

/** A host that drops what comes would else be taken for a slow model. */
function limitConnecting(request: ClientRequest, connected: 'connect' | 'secureConnect'): void {
  request.once('socket', (socket) => {
    if (!socket.connecting) return
    const giveUp = () => void request.destroy(new Error(`no connection within ${connectionTimeoutMs / 1000} s`))
    const timer = setTimeout(giveUp, connectionTimeoutMs)
    socket.once(connected, () => clearTimeout(timer))
    request.once('close', () => clearTimeout(timer))
  })
}
