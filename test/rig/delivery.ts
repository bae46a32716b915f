import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ApiError } from './api-error.ts'

/** An HTTP answer before it is sent. */
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Written one after the other: one for a plain body, one an event for a stream. */
  readonly pieces: readonly (string | Uint8Array)[]
}

/** One answer on its way out. */
export interface Exchange {
  readonly outgoing: ServerResponse
  /** Aborts when the connection closes, whoever closes it. */
  readonly signal: AbortSignal
  /** The pause between two pieces. */
  readonly chunkMs: number
}

export function jsonReply(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers: { 'content-type': 'application/json', ...headers }, pieces: [JSON.stringify(body)] }
}

export function errorReply(error: ApiError, headers: Readonly<Record<string, string>> = {}): Reply {
  return jsonReply(error.status, error.body, headers)
}

export function eventStream(events: readonly string[]): Reply {
  return { status: 200, headers: { 'content-type': 'text/event-stream; charset=utf-8' }, pieces: events }
}

/** Sends the whole reply as a healthy server does. */
export async function deliver(exchange: Exchange, reply: Reply): Promise<void> {
  writeHead(exchange, reply)
  for (const [index, piece] of reply.pieces.entries()) {
    if (index > 0 && exchange.chunkMs > 0) await pause(exchange, exchange.chunkMs)
    await write(exchange, piece)
  }
  exchange.outgoing.end()
}

/** Closes the connection with a TCP reset. */
export async function reset({ outgoing }: Exchange): Promise<void> {
  outgoing.socket?.resetAndDestroy()
}

/** Leaves the client without another byte until it, or the server, goes away. */
export async function silence({ outgoing }: Exchange): Promise<void> {
  if (!outgoing.closed) await once(outgoing, 'close')
}

/** Sends the head, which promises the whole body, and the first half of the body. */
export async function deliverHalf(exchange: Exchange, reply: Reply): Promise<void> {
  const body = bodyOf(reply)
  writeHead(exchange, reply)
  await write(exchange, body.subarray(0, Math.floor(body.length / 2)))
  await pause(exchange, 20) // a reset may overtake what is still on the wire
}

export async function drip(exchange: Exchange, reply: Reply, bytes: number, everyMs: number): Promise<void> {
  const body = bodyOf(reply)
  writeHead(exchange, reply)
  for (let at = 0; at < body.length; at += bytes) {
    await write(exchange, body.subarray(at, at + bytes))
    await pause(exchange, everyMs)
  }
  exchange.outgoing.end()
}

export function bodyOf(reply: Reply): Buffer {
  return Buffer.concat(reply.pieces.map((piece) => Buffer.from(piece)))
}

export async function pause({ signal }: Pick<Exchange, 'signal'>, ms: number): Promise<void> {
  if (ms > 0) await sleep(ms, undefined, { signal })
}

function writeHead({ outgoing }: Exchange, reply: Reply): void {
  const [only, ...more] = reply.pieces
  const length = only !== undefined && more.length === 0 ? { 'content-length': String(Buffer.byteLength(only)) } : {}
  outgoing.writeHead(reply.status, { ...length, ...reply.headers })
  outgoing.flushHeaders()
}

async function write({ outgoing, signal }: Exchange, piece: string | Uint8Array): Promise<void> {
  if (!outgoing.write(piece)) await once(outgoing, 'drain', { signal })
}
