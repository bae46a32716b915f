import type { Answer, Attempt, Clock, Missing, MissingReason, Usage } from './call.ts'
import type { Budget } from './budget.ts'
import { beyondBudget, missing } from './missing.ts'
import type { Pace } from './pace.ts'
import type { Quickest } from './quickest.ts'
import type { Failure } from './retry.ts'
import { mayRetry, retryDelay } from './retry.ts'
import { after } from './untrusted.ts'

/** What one request is asked with, whose answer is an `A`. */
export interface Asking<A extends Billed> {
  readonly attempt: (signal: AbortSignal) => Promise<Attempt<A>>
  readonly budget: Budget
  readonly clock: Clock
  /** Interrupts the run. */
  readonly signal: AbortSignal
  /** Epoch ms at which the run must end; undefined: none. */
  readonly deadline: number | undefined
  /** Of one attempt, in ms. */
  readonly timeoutMs: number
  /** Nothing is begun that has less time than the quickest answer took. */
  readonly quickest: Quickest
  /** What the provider allows in a minute; undefined: no limit that is known. */
  readonly pace: Pace | undefined
  /** Told when a request has its place in that. */
  readonly begun: () => void
  /** Tokens of prompt and answer together, as far as one can know. */
  readonly tokens: number
  /** How many attempts are allowed in all, as things stand. */
  readonly attempts: () => number
  /** The most that one attempt should cost, in USD; undefined: price unknown. */
  readonly upperUsd: number | undefined
  readonly costOf: (usage: Usage | undefined) => number | undefined
}

/** An answer that says what it took. */
export type Billed = Pick<Answer, 'usage'>

export type Asked<A = Answer> = { readonly kind: 'answer'; readonly answer: A } | Failure | Missing

/** Asks until there is an answer, or until asking again is of no use or not allowed: then the last failure, or what stopped it. */
export async function askProvider<A extends Billed>(asking: Asking<A>): Promise<Asked<A>> {
  let timeouts = 0
  for (let attempts = 1; ; attempts += 1) {
    const asked = runEnded(asking) ?? usedUp(asking) ?? (await inTurn(asking)) ?? (await attemptWithinBudget(asking))
    if (asked.kind !== 'failure') return asked
    if (asked.reason === 'timeout') timeouts += 1
    const tried = { attempts, timeouts }
    if (!mayRetry(asked, tried, asking.attempts())) return asked
    const delay = retryDelay(asked, tried, asking.clock.random())
    if (!(await waited(delay, asking))) return runEnded(asking) ?? notWaitedFor(asked)
  }
}

type RunEnd = Pick<Asking<Billed>, 'signal' | 'clock' | 'deadline' | 'quickest'>

/** Why nothing is begun any more; undefined while there is time. */
function runEnded({ signal, clock, deadline, quickest }: RunEnd): Missing | undefined {
  if (signal.aborted) return missing('interrupted', 'the run was interrupted')
  return deadline !== undefined && clock.now() + quickest.ms >= deadline ? beyondBudget('minutes') : undefined
}

/** Nobody waits for a turn, or takes one, that the budget has nothing left for. */
function usedUp<A extends Billed>({ budget, upperUsd }: Asking<A>): Missing | undefined {
  const limit = budget.refusal(upperUsd)
  return limit === undefined ? undefined : beyondBudget(limit)
}

/** Waits for the turn that the provider's rate allows; what stopped that, if something did. */
async function inTurn<A extends Billed>(asking: Asking<A>): Promise<Missing | undefined> {
  const { pace, tokens, deadline = Number.POSITIVE_INFINITY, quickest } = asking
  if (pace === undefined) return undefined
  const ms = pace.take(tokens, deadline - quickest.ms)
  asking.begun()
  if (ms === undefined) return beyondBudget('minutes')
  if (ms > 0) await waited(ms, asking)
  return runEnded(asking)
}

/** False where the run ends first, or leaves no time for what is waited for. */
async function waited(ms: number, { clock, signal, deadline, quickest }: RunEnd): Promise<boolean> {
  if (deadline !== undefined && clock.now() + ms + quickest.ms >= deadline) return false
  return clock.sleep(ms, signal).then(
    () => true,
    () => false,
  )
}

/** A reader is told when it makes sense to come back. */
function notWaitedFor(failure: Failure): Failure {
  const { retryAfterMs, detail } = failure
  if (retryAfterMs === undefined) return failure
  const asked = `wants to be asked in ${Math.ceil(retryAfterMs / 1000)} s, when this run is over: `
  return { ...failure, detail: after(asked, detail) }
}

async function attemptWithinBudget<A extends Billed>(asking: Asking<A>): Promise<Asked<A>> {
  const reservation = await asking.budget.reserve(asking.upperUsd)
  if (typeof reservation === 'string') return beyondBudget(reservation)
  let usd = asking.upperUsd ?? 0
  try {
    const attempt = await attemptWithinDeadline(asking)
    usd = spentBy(attempt, asking)
    return attempt
  } finally {
    reservation.settle(usd)
  }
}

/** A provider may have generated what did not arrive, so that counts as the most it could have cost. */
const perhapsBilled: ReadonlySet<MissingReason> = new Set([
  'timeout',
  'malformed-reply',
  'interrupted',
  'budget-minutes',
])

function spentBy<A extends Billed>(attempt: Asked<A>, asking: Asking<A>): number {
  const { upperUsd = 0 } = asking
  if (attempt.kind === 'answer') return asking.costOf(attempt.answer.usage) ?? upperUsd
  return perhapsBilled.has(attempt.reason) ? upperUsd : 0
}

async function attemptWithinDeadline<A extends Billed>(asking: Asking<A>): Promise<Asked<A>> {
  const { clock, signal, timeoutMs } = asking
  const began = clock.now()
  const left = (asking.deadline ?? Number.POSITIVE_INFINITY) - began
  const stop = new AbortController()
  const done = new AbortController()
  let isLate = false
  const interrupt = () => stop.abort(signal.reason)
  const ring = () => {
    isLate = true
    stop.abort()
  }
  const alarm = clock.sleep(Math.min(timeoutMs, left), done.signal).then(ring, () => undefined)
  signal.addEventListener('abort', interrupt, { once: true }) // `AbortSignal.any` for each request costs more than all of ours
  if (signal.aborted) interrupt()
  try {
    const attempt = await asking.attempt(stop.signal)
    if (attempt.kind === 'answer') {
      asking.quickest.took(clock.now() - began)
      return attempt
    }
    if (signal.aborted) return missing('interrupted', 'the run was interrupted')
    if (!isLate) return attempt
    return left < timeoutMs ? beyondBudget('minutes') : timedOut(timeoutMs)
  } finally {
    signal.removeEventListener('abort', interrupt)
    done.abort('it has ended') // without a reason, one is made with its stack
    await alarm
  }
}

function timedOut(ms: number): Failure {
  const { reason, detail } = missing('timeout', `no answer within ${ms / 1000} s`)
  return { kind: 'failure', reason, detail, retry: true, retryAfterMs: undefined }
}
