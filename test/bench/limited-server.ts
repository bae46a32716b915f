import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/** Requests a second of one client, and as many at once. */
export const perSecond = 20

const latencyMs = 47

export interface LimitedServer extends AsyncDisposable {
  readonly url: string
  /** Requests so far: those that were answered, and those that were told to wait. */
  readonly counts: { answered: number; refused: number }
}

/** Answers each client, known by its key, so many times a second; what comes beyond is told when to come again. */
export async function startLimitedServer(): Promise<LimitedServer> {
  const counts = { answered: 0, refused: 0 }
  const clients = new Map<string, { tokens: number; at: number }>()

  /** Seconds until the client may ask; 0: now, and it does. */
  function taken(client: string): number {
    const now = performance.now()
    const { tokens, at } = clients.get(client) ?? { tokens: 1, at: now }
    const left = Math.min(perSecond, tokens + ((now - at) / 1000) * perSecond)
    clients.set(client, { tokens: left < 1 ? left : left - 1, at: now })
    return left < 1 ? (1 - left) / perSecond : 0
  }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for await (const _ of request); // the body
    const seconds = taken(request.headers.authorization ?? '')
    if (seconds > 0) {
      counts.refused += 1
      response.writeHead(429, { 'content-type': 'application/json', 'retry-after': String(Math.ceil(seconds)) })
      response.end('{"error":{"message":"Too many requests","type":"requests","code":"rate_limit_exceeded"}}')
      return
    }
    counts.answered += 1
    await wait(latencyMs)
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(completion)
  }

  const http = createServer((request, response) => void serve(request, response))
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/v1`,
    counts,
    async [Symbol.asyncDispose]() {
      http.closeAllConnections()
      await new Promise<void>((resolve) => http.close(() => resolve()))
    },
  }
}

const completion = JSON.stringify({
  id: 'x',
  object: 'chat.completion',
  created: 1_767_225_600,
  model: 'mini',
  choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'Yes.', refusal: null } }],
  usage: { prompt_tokens: 9, completion_tokens: 2, total_tokens: 11 },
})
