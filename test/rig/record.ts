import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import type { ChatRequest } from './chat-request.ts'
import type { Fault } from './faults.ts'
import type { Draw } from './skill.ts'

/** One request as it arrived, and what became of it. */
export interface Received {
  /** From 1, in the order of arrival. */
  readonly ordinal: number
  readonly method: string
  /** With the query. */
  readonly path: string
  readonly headers: IncomingHttpHeaders
  /** The body as sent, and as JSON where it is JSON. */
  text: string
  body: unknown
  /** Set when the body is a chat request that OpenAI would accept. */
  chat?: ChatRequest
  /** Milliseconds since the server started. */
  readonly receivedMs: number
  endedMs?: number
  status?: number
  fault?: Fault
  /** One per choice, where the answer was a matter of skill. */
  draws: readonly Draw[]
  /** `cut`: the connection closed before the whole answer was sent. */
  end: 'open' | 'answered' | 'cut'
}

export interface RequestLog {
  readonly requests: readonly Readonly<Received>[]
  readonly peakConcurrency: number
  /** Enters a request and reads its body. Rejects when the client goes away meanwhile. */
  receive(incoming: IncomingMessage, outgoing: ServerResponse): Promise<Received>
  clear(): void
}

export function requestLog(): RequestLog {
  const startedAt = performance.now()
  let requests: Received[] = []
  let open = 0
  let peak = 0

  function enter(incoming: IncomingMessage): Received {
    const { method = '', url = '', headers } = incoming
    const receivedMs = performance.now() - startedAt
    const ordinal = requests.length + 1
    const received: Received = {
      ordinal,
      method,
      path: url,
      headers,
      text: '',
      body: undefined,
      receivedMs,
      draws: [],
      end: 'open',
    }
    requests.push(received)
    peak = Math.max(peak, ++open)
    return received
  }

  function leave(received: Received, outgoing: ServerResponse): void {
    open--
    received.endedMs = performance.now() - startedAt
    received.end = outgoing.writableFinished ? 'answered' : 'cut'
    if (outgoing.headersSent) received.status = outgoing.statusCode
  }

  return {
    get requests() {
      return requests
    },
    get peakConcurrency() {
      return peak
    },
    async receive(incoming, outgoing) {
      const received = enter(incoming)
      outgoing.once('close', () => leave(received, outgoing))
      received.text = await text(incoming)
      received.body = jsonOf(received.text)
      return received
    },
    clear() {
      requests = []
      peak = open
    },
  }
}

function jsonOf(source: string): unknown {
  try {
    return JSON.parse(source)
  } catch {
    return undefined
  }
}
