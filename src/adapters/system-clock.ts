import { setTimeout } from 'node:timers/promises'
import type { Clock } from '../evaluation/call.ts'

/** The time and chance of this machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  random: () => Math.random(),
  async sleep(ms, signal) {
    await setTimeout(ms, undefined, { signal }).catch((error: unknown) => {
      throw signal.aborted ? signal.reason : error
    })
  },
}
