import type { Clock } from './call.ts'
import type { Pace } from './pace.ts'
import { createSlots, type Slots } from './slots.ts'

/** Work that says when it has taken its place in the pace of its model. */
export type PacedWork<T> = (begun: () => void) => Promise<T>

/** Runs work of so many tokens when it is its turn, in a slot of the provider. */
export type Line = <T>(tokens: number, work: PacedWork<T>) => Promise<T>

export interface LineOptions {
  readonly slots: Slots
  readonly clock: Clock
  readonly signal: AbortSignal
  /** Epoch ms: nobody waits for a turn that comes then or later. */
  readonly deadline: number | undefined
}

/**
 * The requests to one model, one behind the other. Only the first of them waits for its turn, and it takes no slot before: a
 * model that may be asked slowly does not hold up another of its provider.
 */
export function createLine(
  pace: Pace,
  { slots, clock, signal, deadline = Number.POSITIVE_INFINITY }: LineOptions,
): Line {
  const first = createSlots(1)
  async function untilTurn(tokens: number): Promise<void> {
    const ms = pace.earliest(tokens) - clock.now()
    if (ms <= 0 || clock.now() + ms >= deadline) return
    await clock.sleep(ms, signal).catch(() => undefined) // who asks looks at the signal
  }
  return async (tokens, work) => {
    const { promise: begun, resolve } = Promise.withResolvers<void>()
    const { running } = await first(async () => {
      await untilTurn(tokens)
      const running = slots(() => work(resolve))
      await Promise.race([begun, running.catch(() => undefined)])
      return { running }
    })
    return running
  }
}

/** For a model of which no limit is known. */
export function unlined(slots: Slots): Line {
  return (_tokens, work) => slots(() => work(() => {}))
}
