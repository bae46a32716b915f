import type { Trial } from '../../src/evaluation/trial.ts'
import type { TrialLog } from '../../src/evaluation/trial-log.ts'

/** Keeps whole trials, for tests that look into them. */
export function keepInMemory(): TrialLog {
  const trials: Trial[] = []
  return {
    append: (_, trial) => trials.push(trial) - 1,
    read: (kept) => trials[kept] as Trial, // a number that was not returned is a defect of the caller
  }
}
