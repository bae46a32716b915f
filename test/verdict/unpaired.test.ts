import { describe, expect, it } from 'vitest'
import { newcombeUnpaired } from '../../src/statistics/newcombe-unpaired.ts'
import { columns, comparedTexts, rowsOf } from '../report/compared-files.ts'

/** Rows of which the first `passes` are right, under ids of their own. */
function rows(name: string, passes: number, cases: number, more: object = {}): string {
  return rowsOf(cases, (at) => ({ id: `${name}${at}`, score: Number(at < passes), ...more }))
}

const metricOf = (...args: Parameters<typeof comparedTexts>) => comparedTexts(...args).comparisons[0]?.metrics[0]

describe('pass rates of cases that do not pair', () => {
  it('are both shown, with their difference, and decide nothing', () => {
    const report = comparedTexts(rows('a', 56, 70), rows('b', 48, 80))
    const metric = report.comparisons[0]?.metrics[0]
    const { lower, upper } = newcombeUnpaired({ passes: 56, cases: 70 }, { passes: 48, cases: 80 })
    expect(metric).toMatchObject({
      verdict: { kind: 'not-comparable', reason: 'no pairs' },
      base: { mean: 0.8, cases: 70 },
      head: { mean: 0.6, cases: 80 },
      change: undefined,
      gate: { maxDrop: { decision: 'does-not-count' } },
    })
    expect(metric?.unpaired?.delta).toBeCloseTo(-0.2, 12)
    expect(metric?.unpaired?.interval).toEqual({ lower, upper })
    expect(report.exitCode).toBe(3) // the interval leaves out 0, and nothing fails
  })

  it('are compared by pairs alone as soon as there is one', () => {
    const metric = metricOf(rows('a', 9, 10) + rows('c', 1, 1), rows('b', 1, 10) + rows('c', 1, 1))
    expect(metric).not.toHaveProperty('unpaired')
    expect(metric?.verdict).toEqual({ kind: 'incomplete' })
  })

  it.each([
    ['graded scores', {}, { ...columns, kind: 'graded' as const }],
    ['clusters', { cluster: 'x' }, columns],
  ])('are not said of %s, which are no single draws that pass or fail', (_, more, own) => {
    const metric = metricOf(rows('a', 9, 10, more), rows('b', 1, 10, more), { rows: own })
    expect(metric?.verdict).toEqual({ kind: 'not-comparable', reason: 'no pairs' })
    expect(metric).not.toHaveProperty('unpaired')
  })

  it('are not said of several trials', () => {
    const twice = (name: string) => rows(name, 5, 10, { trial: 1 }) + rows(name, 5, 10, { trial: 2 })
    expect(metricOf(twice('a'), twice('b'))).not.toHaveProperty('unpaired')
  })
})
