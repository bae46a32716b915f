import type { Clock } from '../../src/evaluation/call.ts'

export interface VirtualClock extends Clock {
  /** Of the run that waits by this clock. */
  readonly signal: AbortSignal
  pass(ms: number): void
}

/**
 * Time that passes only by what a run waits for, at once, and by hand; not while a request is under way. An alarm, which
 * something else than the end of the run switches off, never comes.
 */
export function virtualClock(): VirtualClock {
  const { signal } = new AbortController()
  let now = Date.UTC(2026, 10, 22)
  const alarms = new Set<AbortSignal>()
  async function untilSwitchedOff(alarm: AbortSignal): Promise<never> {
    alarms.add(alarm)
    await new Promise((resolve) => alarm.addEventListener('abort', resolve))
    alarms.delete(alarm)
    throw alarm.reason
  }
  return {
    signal,
    now: () => now,
    random: () => 0,
    pass(ms) {
      now += ms
    },
    async sleep(ms, until) {
      if (until !== signal) return untilSwitchedOff(until)
      const end = now + ms
      do await new Promise(setImmediate)
      while (alarms.size > 0)
      now = Math.max(now, end)
    },
  }
}
