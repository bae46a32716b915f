import type { Trial } from './trial.ts'

/** Where a trial belongs: indexes of the evaluation in the run, and of the trial in the evaluation. */
export interface TrialPlace {
  readonly evaluation: number
  readonly place: number
}

/** Keeps whole trials where they take no memory, such as in a journal, and gives them back. */
export interface TrialLog {
  /** Keeps a trial. What is kept later for the same place counts. Returns the number under which `read` gives it back. */
  append(at: TrialPlace, trial: Trial): number
  read(kept: number): Trial
}

/** Keeps nothing: for runs that show no trial. */
export function keepNone(): TrialLog {
  return {
    append: () => 0,
    read() {
      throw new Error('a trial was to be read in a run that keeps none')
    },
  }
}
