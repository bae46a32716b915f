import { once } from 'node:events'
import { connect } from 'node:net'
import type { ModelServer } from './model-server.ts'

/** A plain client for the rig's own tests: it hides nothing of what came over the wire. */
export function post(
  server: ModelServer,
  path: string,
  body: unknown,
  init: Pick<RequestInit, 'headers' | 'signal' | 'redirect'> = {},
): Promise<Response> {
  return fetch(`${server.url}${path}`, {
    ...init,
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(init.headers as Record<string, string>) },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
}

export function chatBody(user: string, more: object = {}): object {
  return { model: 'tiny', messages: [{ role: 'user', content: user }], ...more }
}

export function chat(server: ModelServer, user: string, more: object = {}): Promise<Response> {
  return post(server, '/chat/completions', chatBody(user, more))
}

/** The text of the first choice; empty where there is none. */
export async function say(server: ModelServer, user: string, more: object = {}): Promise<string> {
  const reply = (await (await chat(server, user, more)).json()) as { choices?: { message: { content: string } }[] }
  return reply.choices?.[0]?.message.content ?? ''
}

/** The data of each server-sent event. */
export async function eventsIn(response: Response): Promise<string[]> {
  const text = await response.text()
  return text.split('\n\n').flatMap((event) => (event.startsWith('data: ') ? [event.slice(6)] : []))
}

export interface RawAnswer {
  readonly received: string
  /** What ended the connection: an error's code, `end`, or `silence` after `patienceMs`. */
  readonly ending: string
}

/** Sends one chat request over a bare socket and reports every byte that came, and how it ended. */
export async function rawChat(server: ModelServer, patienceMs: number): Promise<RawAnswer> {
  const body = JSON.stringify(chatBody('What is the answer to this long question about refunds?'))
  const socket = connect(Number(new URL(server.origin).port), '127.0.0.1').setEncoding('utf8')
  let received = ''
  socket.on('data', (chunk: string) => (received += chunk))
  const head = [
    'POST /v1/chat/completions HTTP/1.1',
    'Host: rig',
    'Content-Type: application/json',
    'Connection: close',
  ]
  socket.write(`${head.join('\r\n')}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
  const ending = await Promise.race([
    once(socket, 'end').then(
      () => 'end',
      (error: NodeJS.ErrnoException) => error.code ?? error.message,
    ),
    new Promise<string>((resolve) => setTimeout(resolve, patienceMs, 'silence')),
  ])
  socket.destroy()
  return { received, ending }
}
