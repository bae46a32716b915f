import { describe, expect, it } from 'vitest'
import { recordCases } from '../../src/verdict/case-records.ts'
import { cases, compared, measure, metric, results, side } from './fixtures.ts'

describe('the records of a comparison', () => {
  it('hold every case with both sides, scored as the verdict scores them', () => {
    const { cases: records, metrics } = recordCases(
      compared(
        [
          [1, 0],
          [0.5, { failure: 'refused' }],
        ],
        { metrics: [metric('grounded', { scale: 'graded' })] },
      ),
    )
    expect(metrics.map(({ name }) => name)).toEqual(['grounded'])
    expect(records.map(({ row, base, head }) => [row.id, base?.scores, head?.scores])).toEqual([
      ['c000', [1], [0]],
      ['c001', [0.5], [0]],
    ])
  })

  it('mean the trials, and have no score where one of them has none', () => {
    const twice = measure({ cases: cases(2), trials: 2 })
    const head = side((at, trial) => (at === 1 && trial === 2 ? { missing: 'timeout' } : trial - 1), {
      measure: twice,
      usd: () => 0.25,
      latencyMs: (at) => (at === 0 ? 300 : undefined),
    })
    const [first, second] = recordCases(results(undefined, head)).cases
    expect(first).toMatchObject({ base: undefined, head: { scores: [0.5], latencyMs: 300, usd: 0.25 } })
    expect(second?.head).toMatchObject({ scores: undefined, latencyMs: undefined, usd: undefined })
    expect(second?.head?.trials).toHaveLength(2)
  })

  it('leave out a side that cannot be given the input, and keep what was interrupted', () => {
    const two = measure({ cases: cases(2) })
    const base = side(() => 1, { measure: two, inputOf: (id) => (id === 'c000' ? undefined : { question: id }) })
    const head = side((at) => (at === 1 ? undefined : 1), { measure: two })
    const [first, second] = recordCases(results(base, head)).cases
    expect([first?.base, first?.head?.scores]).toEqual([undefined, [1]])
    expect(second?.head).toMatchObject({ trials: [], scores: undefined })
  })

  it('share the trials of the results', () => {
    const both = compared([[1, 0]])
    expect(recordCases(both).cases[0]?.head?.trials[0]).toBe(both.head.trials[0])
  })
})
