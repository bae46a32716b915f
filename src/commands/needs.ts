import type { Clock, OpenTransport } from '../evaluation/call.ts'

/** What commands need of the world to call models. */
export interface Needs {
  readonly openTransport: OpenTransport
  readonly clock: Clock
  readonly signal: AbortSignal
  /** Progress, a line each, to stderr. */
  log(line: string): void
}
