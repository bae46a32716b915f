import { type Environment, openTransportWith } from './open-transport.ts'
import { createAssertionEngine } from '../adapters/promptfoo/assertion-engine.ts'
import { systemClock } from '../adapters/system-clock.ts'
import type { Needs, ShowProgress } from './needs.ts'
import { progressLines } from './progress-lines.ts'
import { storeLimit } from './store-limit.ts'

/** How a shell is interrupted, and where it shows what goes on: progress by default in lines of the log. */
export interface ShellNeeds extends Pick<Needs, 'signal' | 'log'> {
  readonly progress?: ShowProgress | undefined
}

/** The world as both shells give it to commands. Keys are taken from `env`, by the names that policy says. Throws as `storeLimit`. */
export function openNeeds(env: Environment, { signal, log, progress = progressLines(log) }: ShellNeeds): Needs {
  return {
    openTransport: openTransportWith(env),
    openAssertionEngine: createAssertionEngine,
    storeLimit: storeLimit(env),
    clock: systemClock,
    signal,
    log,
    progress,
  }
}

/** The values of the variables that hold keys, as they are sent: no output may show them. */
export function secretsIn(env: Environment, keys: readonly string[]): readonly string[] {
  return keys.flatMap((name) => env[name]?.trim() || [])
}
