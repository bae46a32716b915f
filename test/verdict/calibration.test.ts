import { describe, expect, it } from 'vitest'
import { uint32Stream } from '../../src/statistics/prng.ts'
import { compareSuite } from '../../src/verdict/compare.ts'
import type { MetricComparison } from '../../src/verdict/comparison.ts'
import { decide } from '../../src/verdict/decide.ts'
import { cases, measure, metric, results, side } from './fixtures.ts'

const CASES = 60
const RUNS = 400

/**
 * Verdicts under a known truth: each case is passed with a chance of its own, 0.8 on average, by base; head breaks each
 * answer with chance `drop`/0.8, independently in each metric.
 */
function simulate(metrics: number, drop: number, runs: number): readonly (readonly MetricComparison[])[] {
  const next = uint32Stream(20_261_119)
  const uniform = (): number => next() / 2 ** 32
  const names = Array.from({ length: metrics }, (_, at) => `metric ${at}`)
  const own = measure({ cases: cases(CASES), metrics: names.map((name) => metric(name)) })
  return Array.from({ length: runs }, () => {
    const skill = own.cases.map(() => names.map(() => [1, 1, 0.95, 0.8, 0.25][Math.floor(5 * uniform())] as number))
    const draw = (share: number) => (at: number) =>
      Object.fromEntries(names.map((name, of) => [name, Number(uniform() < (skill[at]?.[of] ?? 0) * share)]))
    const base = side(draw(1), { measure: own })
    const head = side(draw(1 - drop / 0.8), { measure: own, prompt: 'Be brief.' })
    return decide([compareSuite(results(base, head))], { recorded: 'accept' })[0]?.metrics ?? []
  })
}

function countOf(runs: readonly (readonly MetricComparison[])[], kind: string): number {
  return runs.filter((metrics) => metrics.some(({ verdict }) => verdict.kind === kind)).length
}

/** The most that a true rate gives in `runs`, but for one time in a thousand. */
function atMost(rate: number, runs: number): number {
  return rate * runs + 3.1 * Math.sqrt(rate * (1 - rate) * runs)
}

describe('calibration through compare and decide', () => {
  it('gives at most the promised false alarms where nothing changed', () => {
    const runs = simulate(1, 0, RUNS)
    expect(countOf(runs, 'regression')).toBeLessThanOrEqual(atMost(0.025, RUNS))
    expect(countOf(runs, 'improvement')).toBeLessThanOrEqual(atMost(0.025, RUNS))
    expect(countOf(runs, 'regression') + countOf(runs, 'improvement')).toBeGreaterThan(0)
  })

  it('gives no more of them with 20 metrics on the same cases', () => {
    expect(countOf(simulate(20, 0, 100), 'regression')).toBeLessThanOrEqual(atMost(0.025, 100))
  })

  it('certifies a head that is worse by the whole margin no more often than promised', () => {
    const runs = simulate(1, 0.05, RUNS)
    const certified = runs.filter(([one]) => one?.gate.maxDrop.decision === 'holds').length
    expect(certified).toBeLessThanOrEqual(atMost(0.025, RUNS))
  })

  it('covers the true change with its interval', () => {
    const runs = simulate(1, 0.05, RUNS)
    const missed = runs.filter(([one]) => {
      const { lower, upper } = one?.change?.certified ?? { lower: 1, upper: -1 }
      return lower > -0.05 || upper < -0.05
    })
    expect(missed.length).toBeLessThanOrEqual(atMost(0.05, RUNS))
  })

  it('finds a large drop', () => {
    expect(countOf(simulate(1, 0.25, 100), 'regression')).toBeGreaterThan(80)
  })
})
