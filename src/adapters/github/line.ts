import type { Clock } from '../../evaluation/call.ts'
import { ForgeFault } from '../../publishing/forge.ts'
import type { Client, Parameters, Reply } from './client.ts'
import { type Failure, failureOf, malformed } from './failure.ts'

/** One request and what it needs. */
export interface Question<T> {
  /** Method and path, such as `GET /repos/{owner}/{repo}/pulls`. */
  readonly route: string
  readonly parameters: Parameters
  /** As a workflow writes it: what is asked for where GitHub refuses. */
  readonly permission: string
  /** What the reply says; undefined where it is not what GitHub documents. */
  readonly read: (reply: Reply) => T | undefined
  /** What it means that there is no such thing (404), where that is an answer. */
  readonly missing?: T
}

export interface LineOptions {
  readonly client: Client
  readonly clock: Clock
  readonly token: string
  /** Ends everything that waits. */
  readonly signal: AbortSignal
  /** Deadline of one request, and of all requests and waits together, in ms. */
  readonly attemptMs: number
  readonly deadlineMs: number
}

/** A way to GitHub for one task, with one deadline. Throws ForgeFault and nothing else. */
export interface Line {
  /** Sends until a reply comes: for what may be sent twice. */
  ask<T>(question: Question<T>): Promise<T>
  /** For what must not happen twice: after a failure that may have had its effect, `found` looks for that before it is sent again. */
  create<T>(question: Question<T>, found: () => Promise<T | undefined>): Promise<T>
  /** What the GraphQL API answers; undefined where it refuses. */
  query(text: string): Promise<unknown>
  /** Waits, and says whether there was time for it. */
  wait(ms: number): Promise<boolean>
}

export function openLine(options: LineOptions): Line {
  const timed: Timed = { ...options, endsAt: options.clock.now() + options.deadlineMs }
  return {
    ask: (question) => repeated(timed, () => sent(timed, question), nothing),
    create: (question, found) => repeated(timed, () => sent(timed, question), found),
    query: (text) => repeated(timed, () => queried(timed, text), nothing),
    wait: (ms) => waited(timed, ms),
  }
}

interface Timed extends LineOptions {
  /** Epoch ms. */
  readonly endsAt: number
}

type Attempted<T> = { readonly value: T } | { readonly failure: Failure }

async function nothing(): Promise<undefined> {}

async function repeated<T>(
  timed: Timed,
  send: () => Promise<Attempted<T>>,
  found: () => Promise<T | undefined>,
): Promise<T> {
  for (let tries = 0; ; tries++) {
    const attempted = await send()
    if ('value' in attempted) return attempted.value
    const { trouble, again, afterMs } = attempted.failure
    const ms = afterMs ?? 1000 * 2 ** tries * (1 + timed.clock.random() / 4)
    if (again === 'no' || !(await waited(timed, ms))) throw new ForgeFault(trouble)
    const there = again === 'unknown' ? await found() : undefined
    if (there !== undefined) return there
  }
}

/** False at once where the deadline comes before the end of the wait. */
async function waited({ clock, signal, endsAt }: Timed, ms: number): Promise<boolean> {
  if (clock.now() + ms > endsAt) return false
  await clock.sleep(ms, signal).catch(() => {
    throw new ForgeFault({ kind: 'unreachable', detail: 'interrupted' })
  })
  return true
}

async function sent<T>(timed: Timed, question: Question<T>): Promise<Attempted<T>> {
  const { route, parameters, permission, missing } = question
  const reply = await attempted(timed, permission, (signal) => timed.client.request(route, parameters, signal))
  if ('failure' in reply) return reply.failure.status === 404 && missing !== undefined ? { value: missing } : reply
  const { status } = reply.value
  const value = status < 300 ? question.read(reply.value) : undefined
  return value === undefined ? { failure: malformed(status) } : { value }
}

/** A refusal is an answer, too. */
async function queried(timed: Timed, text: string): Promise<Attempted<unknown>> {
  const reply = await attempted(timed, 'metadata: read', (signal) => timed.client.graphql(text, signal))
  return 'failure' in reply && reply.failure.again === 'no' ? { value: undefined } : reply
}

async function attempted<T>(
  { clock, token, signal, attemptMs, endsAt }: Timed,
  permission: string,
  send: (signal: AbortSignal) => Promise<T>,
): Promise<Attempted<T>> {
  const ms = Math.max(1, Math.min(attemptMs, endsAt - clock.now()))
  try {
    return { value: await send(AbortSignal.any([signal, AbortSignal.timeout(ms)])) }
  } catch (error) {
    const failure = failureOf(error, { permission, token, now: clock.now() })
    return { failure: signal.aborted ? { ...failure, again: 'no' } : failure }
  }
}
