import { eValues } from '../../src/statistics/e-value.ts'
import { pairedScoreInterval } from '../../src/statistics/paired-score-interval.ts'
import { signFlip } from '../../src/statistics/sign-flip.ts'
import { differenceSampler } from './decision-simulation.ts'

/** One row of `sequential` in `golden/decision-benchmark.json`; shares of the runs, `used` of the cases. */
export interface EarlyStopRow {
  readonly n: number
  readonly rho: number
  readonly delta: number
  readonly plan: string
  readonly reg: number
  readonly ni: number
  readonly used: number
}

export type EarlyStopRates = Pick<EarlyStopRow, 'reg' | 'ni' | 'used'>

const MARGIN = 0.05
/** What a first look may take, and the part of it that is bet while the run goes on. */
const [ENOUGH, LAST_ALPHA] = [200, 0.02]

/** Runs that look every max(10, n/20) cases and stop when either bet is won; else the tests at the end decide. */
export function simulateEarlyStop({ n, rho, delta }: EarlyStopRow, runs: number): EarlyStopRates {
  const draw = differenceSampler({ k: 1, pat: 'prop', n, rho, delta }, 99 + n + Math.round(1000 * delta))
  const rates = { reg: 0, ni: 0, used: 0 }
  for (let run = 0; run < runs; run += 1) {
    const { worse, withinMargin, used } = decideRun(draw())
    rates.reg += Number(worse && !withinMargin) / runs
    rates.ni += Number(withinMargin) / runs
    rates.used += used / n / runs
  }
  return rates
}

function decideRun(differences: readonly number[]) {
  const every = Math.max(10, differences.length / 20)
  for (let used = every; used < differences.length; used += every) {
    const wealth = eValues(differences.slice(0, used), MARGIN)
    const [worse, withinMargin] = [wealth.worse >= ENOUGH, wealth.withinMargin >= ENOUGH]
    if (worse || withinMargin) return { worse, withinMargin, used }
  }
  return { ...decideAtEnd(differences), used: differences.length }
}

function decideAtEnd(differences: readonly number[]) {
  return {
    worse: signFlip(differences, 0).worse.mid <= LAST_ALPHA,
    withinMargin: pairedScoreInterval(differences, 1 - 2 * LAST_ALPHA).lower > -MARGIN,
  }
}
