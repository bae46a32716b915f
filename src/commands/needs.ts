import type { AssertionEngine } from '../evaluation/assertion-engine.ts'
import type { Clock, OpenTransport } from '../evaluation/call.ts'
import type { Progress } from '../report/progress.ts'

export type ShowProgress = (read: () => Progress) => Disposable

/** What commands need of the world to call models. */
export interface Needs {
  readonly openTransport: OpenTransport
  /** For the assertions that are not ours. Costs nothing until it is used. */
  openAssertionEngine(): AssertionEngine & AsyncDisposable
  /** Bytes that the call store may have between runs; absent: any. */
  readonly storeLimit?: number
  /** Brings what earlier runs remembered into the project's `.llmops/`, before it is looked at. Only where it may matter. */
  readonly fetchMemory?: () => Promise<void>
  /** What the checks of the pull request cost whose merge made a commit, in USD; undefined where nobody knows. */
  readonly costOfChecks?: (commit: string) => Promise<number | undefined>
  readonly clock: Clock
  readonly signal: AbortSignal
  /** Progress, a line each, to stderr. */
  readonly log: (line: string) => void
  /** Shows how far an evaluation is, as often as it likes to read that, until it is disposed. Goes to stderr. */
  readonly progress: ShowProgress
}
