import type { Clock } from '../evaluation/call.ts'

/** The day it is in UTC, as `YYYY-MM-DD`; of SOURCE_DATE_EPOCH (reproducible-builds.org) where that is set. */
export function today(env: Readonly<Record<string, string | undefined>>): string {
  const epoch = env['SOURCE_DATE_EPOCH']
  const time = epoch === undefined || !/^\d{1,11}$/.test(epoch) ? Date.now() : Number(epoch) * 1000
  return new Date(time).toISOString().slice(0, 10)
}

/** The time and chance of this machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  random: () => Math.random(),
  async sleep(ms, signal) {
    signal.throwIfAborted()
    const ended = Promise.withResolvers<void>()
    const timer = setTimeout(ended.resolve, ms)
    const stop = () => ended.reject(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
    try {
      await ended.promise
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
    }
  },
}
