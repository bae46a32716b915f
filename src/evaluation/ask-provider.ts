import type { Answer, Attempt, Clock, Missing, MissingReason, Usage } from './call.ts'
import type { Budget } from './budget.ts'
import { missing } from './missing.ts'
import type { Failure } from './retry.ts'
import { mayRetry, retryDelay } from './retry.ts'

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
    const asked = runEnded(asking) ?? (await attemptWithinBudget(asking))
    if (asked.kind !== 'failure') return asked
    if (asked.reason === 'timeout') timeouts += 1
    const tried = { attempts, timeouts }
    if (!mayRetry(asked, tried, asking.attempts())) return asked
    if (!(await waited(retryDelay(asked, tried, asking.clock.random()), asking))) return runEnded(asking) ?? asked
  }
}

type RunEnd = Pick<Asking<Billed>, 'signal' | 'clock' | 'deadline'>

function runEnded({ signal, clock, deadline }: RunEnd): Missing | undefined {
  if (signal.aborted) return missing('interrupted', 'the run was interrupted')
  return deadline !== undefined && clock.now() >= deadline ? missing('interrupted', runIsOver) : undefined
}

const runIsOver = 'the time of the run is over'

/** False where the run ends first. */
async function waited(ms: number, { clock, signal, deadline }: RunEnd): Promise<boolean> {
  if (deadline !== undefined && clock.now() + ms >= deadline) return false
  return clock.sleep(ms, signal).then(
    () => true,
    () => false,
  )
}

async function attemptWithinBudget<A extends Billed>(asking: Asking<A>): Promise<Asked<A>> {
  const reservation = await asking.budget.reserve(asking.upperUsd)
  if (reservation === undefined) return missing('budget', 'the next call could cost more than the budget holds')
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
const perhapsBilled: ReadonlySet<MissingReason> = new Set(['timeout', 'malformed-reply', 'interrupted'])

function spentBy<A extends Billed>(attempt: Attempt<A>, asking: Asking<A>): number {
  const { upperUsd = 0 } = asking
  if (attempt.kind === 'answer') return asking.costOf(attempt.answer.usage) ?? upperUsd
  return perhapsBilled.has(attempt.reason) ? upperUsd : 0
}

async function attemptWithinDeadline<A extends Billed>(asking: Asking<A>): Promise<Attempt<A>> {
  const { clock, signal, timeoutMs } = asking
  const left = (asking.deadline ?? Number.POSITIVE_INFINITY) - clock.now()
  const late = new AbortController()
  const done = new AbortController()
  const alarm = clock.sleep(Math.min(timeoutMs, left), done.signal).then(
    () => late.abort(),
    () => undefined,
  )
  try {
    const attempt = await asking.attempt(AbortSignal.any([signal, late.signal]))
    if (attempt.kind === 'answer') return attempt
    if (signal.aborted) return cut('interrupted', 'the run was interrupted')
    if (!late.signal.aborted) return attempt
    return left < timeoutMs ? cut('interrupted', runIsOver) : cut('timeout', `no answer within ${timeoutMs / 1000} s`)
  } finally {
    done.abort()
    await alarm
  }
}

function cut(reason: 'timeout' | 'interrupted', detail: string): Failure {
  return { ...missing(reason, detail), kind: 'failure', retry: reason === 'timeout', retryAfterMs: undefined }
}
