import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Failure, Faults } from './faults.ts'
import type { Reply } from './operations/operation.ts'
import { primaryLimit, type RateLimiter, secondaryLimit, secondsFromNow } from './rate-limit.ts'
import { Refusal } from './refusal.ts'
import { refused, send } from './replies.ts'
import { serviceFor } from './services.ts'
import type { LoggedRequest, State } from './state.ts'
import { callerOf, tokenIn } from './tokens.ts'

export interface Exchange {
  readonly state: State
  readonly faults: Faults
  readonly limiter: RateLimiter
}

/** Answers one request, or lets it fail as a fault says. */
export async function serve(exchange: Exchange, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const { state, faults, limiter } = exchange
  const service = await serviceFor(state, limiter, incoming).catch((error: unknown) => {
    if (incoming.errored === null) throw error
  })
  if (service === undefined) return // the client went away before it had said all
  const token = tokenIn(incoming.headers.authorization)
  const logged: LoggedRequest = { method: incoming.method ?? '', ...service.log, token }
  state.requests.push(logged)
  outgoing.once('finish', () => (logged.status = outgoing.statusCode))
  const failure = faults.next(logged.operation)
  try {
    if (failure !== undefined) await failBefore(failure, exchange, token)
    const send = await service.answer(failure)
    if (failure?.fails === 'slow') await patience(outgoing, failure.ms)
    if (failure?.fails === 'after') throw serverError(failure.status)
    if (failure?.fails === 'reset-after') throw new Reset()
    send(outgoing)
  } catch (error) {
    if (error instanceof Reset) outgoing.socket?.resetAndDestroy()
    else send(outgoing, replyTo(error, state, logged))
  }
}

/** Starts listening and gives what ends it, open connections included. */
export async function listenOn(http: Server, state: State): Promise<() => Promise<void>> {
  http.keepAliveTimeout = 600_000 // an idle connection that closes would look like a fault
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  state.origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  return () => {
    const closed = new Promise<void>((resolve) => http.close(() => resolve()))
    http.closeAllConnections()
    return closed
  }
}

/** Waits, but not for a client that has gone. */
async function patience(outgoing: ServerResponse, ms: number): Promise<void> {
  const gone = new AbortController()
  outgoing.once('close', () => gone.abort())
  await sleep(ms, undefined, { signal: gone.signal }).catch(() => Promise.reject(new Reset()))
}

class Reset extends Error {}

async function failBefore(failure: Failure, { state, limiter }: Exchange, token: string | undefined): Promise<void> {
  if (failure.fails === 'before') throw serverError(failure.status)
  if (failure.fails === 'reset-before') throw new Reset()
  if (failure.fails === 'secondary-limit') throw secondaryLimit(failure.status, failure.retryAfterSeconds)
  if (failure.fails !== 'primary-limit') return
  const reset = secondsFromNow(failure.resetsInSeconds)
  throw primaryLimit(callerOf(state, token), { ...limiter.now(), reset })
}

function serverError(status: number): Refusal {
  return new Refusal(status, 'Server Error')
}

/** A refusal as such; anything else is a defect of the rig, which no test may miss. */
function replyTo(error: unknown, state: State, { method, path }: LoggedRequest): Reply {
  if (error instanceof Refusal) return refused(error)
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error)
  state.problems.push(`${method} ${path}: the fake GitHub failed: ${message}`)
  return { status: 500, body: { message } }
}
