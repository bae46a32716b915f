import type { TrialLog } from '../trial-log.ts'
import type { SharedCall } from '../trial.ts'

/** Keeps what a run does as it goes. */
export interface RunLog extends TrialLog {
  /** Keeps what was asked for the indexes of an evaluation. What is kept later for the same evaluation counts. */
  share(evaluation: number, calls: readonly SharedCall[]): void
}
