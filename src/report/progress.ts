import { count, counted, usd } from './numbers.ts'

/** How far an evaluation is. Numbers alone: nothing that anybody wrote is in it. */
export interface Progress {
  /** Trials that have ended, of how many. */
  readonly done: number
  readonly of: number
  /** Calls that were asked in this run, not remembered. */
  readonly newCalls: number
  /** USD of these, as far as prices are known. */
  readonly usd: number
  /** USD that they may cost in all. */
  readonly budgetUsd: number
  /** Since the evaluation began. */
  readonly elapsedMs: number
}

/** `37 of 240 answers, 15 %; 30 new calls, $0.12 of $10; 12/s, 20 s left`. */
export function progressLine(progress: Progress): string {
  const { done, of, newCalls, usd: spent, budgetUsd } = progress
  const far = `${count(done)} of ${counted(of, 'answer')}, ${percentDone(progress)} %`
  const cost = `${counted(newCalls, 'new call')}, ${usd(spent)} of ${usd(budgetUsd)}`
  return [far, cost, ...speed(progress)].join('; ')
}

/** Whole percent, rounded down: 100 is the end. */
export function percentDone({ done, of }: Pick<Progress, 'done' | 'of'>): number {
  return of === 0 ? 100 : Math.floor((100 * done) / of)
}

/** A guess from the first few says little, so it begins after a second. */
const tooEarlyMs = 1_000

function speed({ done, of, elapsedMs }: Progress): readonly string[] {
  if (done === 0 || elapsedMs < tooEarlyMs) return []
  const perSecond = (1000 * done) / elapsedMs
  const rate = perSecond < 10 ? perSecond.toFixed(1) : count(Math.round(perSecond))
  return [done === of ? `${rate}/s` : `${rate}/s, ${timeLeft((of - done) / perSecond)} left`]
}

/** `20 s`, `3 min`, `1 h 05 min`: rounded up. */
function timeLeft(seconds: number): string {
  if (seconds <= 90) return `${Math.ceil(seconds)} s`
  const minutes = Math.ceil(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`
}
