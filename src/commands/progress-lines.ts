import { percentDone, type Progress, progressLine } from '../report/progress.ts'
import type { Needs, ShowProgress } from './needs.ts'

/** How often it is looked whether a line is due; so two are never closer. */
const lookMs = 1_000

/** A line is due after as long, or as many percent. */
const everyMs = 10_000
const everyPercent = 10

/** Progress where lines stay: in CI, in a file. */
export function progressLines(log: Needs['log']): ShowProgress {
  return (read) => {
    let told: Pick<Progress, 'done' | 'of' | 'elapsedMs'> = { done: 0, of: 1, elapsedMs: 0 }
    const timer = setInterval(() => {
      const progress = read()
      if (!isDue(told, progress)) return
      told = progress
      log(progressLine(progress))
    }, lookMs)
    return { [Symbol.dispose]: () => clearInterval(timer) }
  }
}

function isDue(told: Pick<Progress, 'done' | 'of' | 'elapsedMs'>, now: Progress): boolean {
  return now.elapsedMs - told.elapsedMs >= everyMs || percentDone(now) - percentDone(told) >= everyPercent
}
