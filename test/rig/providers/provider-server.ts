import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { embed } from '../embeddings.ts'
import type { Dialect, Incoming, Opening, Replied, Streaming, Turn } from './dialect.ts'

/** What happens to a request instead of a turn of the model. */
export type Trouble =
  | { readonly do: 'status'; readonly status: number; readonly retryAfter?: string; readonly message?: string }
  /** A reply with this body. */
  | { readonly do: 'send'; readonly text: string }
  | { readonly do: 'redirect'; readonly status: number; readonly to: string }
  /** Half of a right answer; then the stream ends, says an error, or the connection breaks. */
  | { readonly do: 'cut'; readonly by: 'end' | 'error' | 'reset' }
  | { readonly do: 'hang' }
  | { readonly do: 'reset' }

export interface ProviderServerOptions {
  readonly opening: Opening
  /** By request; the last goes on. Default: a right answer. */
  readonly script?: readonly (Turn | Trouble)[]
  /** Instead of the script: what happens to a request, or what the model answers. `ordinal` from 1. */
  readonly answer?: (request: Incoming, ordinal: number) => string | Trouble
}

export interface ProviderServer extends AsyncDisposable {
  readonly origin: string
  /** Everything that arrived. */
  readonly requests: readonly Incoming[]
}

/** A provider on loopback that speaks one API, and refuses what the real one would. */
export async function startProviderServer(dialect: Dialect, options: ProviderServerOptions): Promise<ProviderServer> {
  const requests: Incoming[] = []
  const server = createServer((incoming, outgoing) => {
    void serve(incoming, outgoing)
  })

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const request = await receive(incoming)
    requests.push(request)
    respond(request, outgoing, next(options, request, requests.length))
  }

  function respond(request: Incoming, outgoing: ServerResponse, act: Turn | Trouble): void {
    if (act.do === 'hang') return
    if (act.do === 'reset') return void outgoing.socket?.resetAndDestroy()
    if (act.do === 'redirect') return end(outgoing, act.status, '', { location: act.to })
    if (act.do === 'send') return end(outgoing, 200, act.text)
    const turn = act.do === 'cut' ? ({ do: 'answer', text: 'Two days.' } as const) : act
    const { status, body, headers } = replyTo(request, turn)
    const { stream } = dialect
    if (status !== 200 || stream === undefined || !isStreamed(dialect, request)) {
      return end(outgoing, status, JSON.stringify(body), headers)
    }
    void streamTo(outgoing, stream, body, act.do === 'cut' ? act.by : undefined)
  }

  function replyTo(request: Incoming, act: Turn | (Trouble & { do: 'status' })): Headed {
    const intruder = dialect.intruder(request, options.opening)
    if (intruder !== undefined) return { status: 401, body: dialect.error(401, intruder) }
    const { embedding } = dialect
    if (embedding !== undefined && request.path === embedding.path && act.do !== 'status') {
      const fault = embedding.fault(request)
      if (fault !== undefined) return { status: 400, body: dialect.error(400, fault) }
      const texts = embedding.texts(request)
      return {
        status: 200,
        body: embedding.reply(
          texts.map((one) => embed(one, 8)),
          texts.join('').length,
        ),
      }
    }
    const paths = [dialect.path, dialect.stream?.path, embedding?.path]
    if (request.method !== 'POST' || !paths.includes(request.path))
      return { status: 404, body: dialect.error(404, `there is no ${request.method} ${request.path}`) }
    const fault = request.path === embedding?.path ? undefined : dialect.fault(request)
    if (fault !== undefined) return { status: 400, body: dialect.error(400, fault) }
    if (act.do !== 'status') return dialect.reply(act)
    const body = dialect.error(act.status, act.message ?? 'trouble')
    return act.retryAfter === undefined
      ? { status: act.status, body }
      : { status: act.status, body, headers: { 'retry-after': act.retryAfter } }
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

type Headed = Replied & { readonly headers?: Readonly<Record<string, string>> }

function next({ script, answer }: ProviderServerOptions, request: Incoming, ordinal: number): Turn | Trouble {
  const act = answer?.(request, ordinal)
  if (typeof act === 'string') return { do: 'answer', text: act }
  return act ?? script?.[Math.min(ordinal, script.length) - 1] ?? { do: 'answer', text: 'Two days.' }
}

async function receive(incoming: IncomingMessage): Promise<Incoming> {
  const sent = await text(incoming)
  const { method = '', url = '', headers } = incoming
  return { method, path: url, headers, text: sent, body: jsonOf(sent) }
}

function jsonOf(sent: string): unknown {
  try {
    return JSON.parse(sent)
  } catch {
    return undefined
  }
}

function isStreamed({ path, stream, embedding }: Dialect, request: Incoming): boolean {
  if (request.path === embedding?.path) return false
  return stream?.wanted === undefined ? request.path !== path : stream.wanted(request)
}

async function streamTo(
  outgoing: ServerResponse,
  stream: Streaming,
  body: unknown,
  cut: 'end' | 'error' | 'reset' | undefined,
): Promise<void> {
  const all = stream.pieces(body)
  outgoing.writeHead(200, { 'content-type': stream.contentType })
  for (const piece of all.slice(0, cut === undefined ? undefined : Math.ceil(all.length / 2))) {
    outgoing.write(piece)
    await pause(2)
  }
  if (cut === 'error') outgoing.write(stream.error)
  if (cut === 'reset') outgoing.socket?.resetAndDestroy()
  else outgoing.end()
}

function end(outgoing: ServerResponse, status: number, body: string, headers: Headed['headers'] = {}): void {
  outgoing.writeHead(status, { 'content-type': 'application/json', ...headers })
  outgoing.end(body)
}
