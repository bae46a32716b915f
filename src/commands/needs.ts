import type { AssertionEngine } from '../evaluation/assertion-engine.ts'
import type { Clock, OpenTransport } from '../evaluation/call.ts'

/** What commands need of the world to call models. */
export interface Needs {
  readonly openTransport: OpenTransport
  /** For the assertions that are not ours. Costs nothing until it is used. */
  openAssertionEngine(): AssertionEngine & AsyncDisposable
  readonly clock: Clock
  readonly signal: AbortSignal
  /** Progress, a line each, to stderr. */
  readonly log: (line: string) => void
}
