import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareSuite } from '../../src/verdict/compare.ts'
import type { MetricComparison } from '../../src/verdict/comparison.ts'
import { decide } from '../../src/verdict/decide.ts'
import { compared, metric, repeat } from './fixtures.ts'

type Pair = [base: number, head: number]

const score = { binary: fc.constantFrom(0, 1), graded: fc.integer({ min: 0, max: 20 }).map((step) => step / 20) }
const scale = fc.constantFrom('binary', 'graded')
/** Some draws lean to one side, so that all verdicts are met. */
const scored = scale.chain((scale) =>
  fc.record({
    scale: fc.constant(scale),
    pairs: fc
      .tuple(
        fc.array(fc.tuple(score[scale], score[scale]), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 0, max: 120 }),
      )
      .map(([drawn, same]): Pair[] => [...drawn, ...repeat(same, [1, 1])]),
    lean: fc.constantFrom('no', 'down', 'up'),
    maxDrop: fc.constantFrom(0.02, 0.05, 0.2, 1),
  }),
)

function leaned(pairs: readonly Pair[], lean: 'no' | 'down' | 'up'): readonly Pair[] {
  if (lean === 'no') return pairs
  return pairs.map(
    ([a, b]): Pair => (lean === 'up' ? [Math.min(a, b), Math.max(a, b)] : [Math.max(a, b), Math.min(a, b)]),
  )
}

function judge(pairs: readonly Pair[], scale: 'binary' | 'graded', maxDrop: number): MetricComparison {
  const input = compared(pairs, { metrics: [metric('grounded', { scale, maxDrop })] })
  return decide([compareSuite(input)], { recorded: 'accept' })[0]?.metrics[0] as MetricComparison
}

/** What a verdict may become when base and head change places. */
const mirrors: Record<string, readonly string[]> = {
  regression: ['improvement'],
  improvement: ['regression', 'equivalent', 'not-worse'],
  equivalent: ['equivalent', 'improvement'],
  'not-worse': ['inconclusive', 'not-worse', 'improvement'],
  inconclusive: ['inconclusive', 'not-worse'],
}

describe('for any scores', () => {
  it('swapping base and head mirrors the change and the verdict', () => {
    fc.assert(
      fc.property(scored, ({ pairs, scale, lean, maxDrop }) => {
        const there = judge(leaned(pairs, lean), scale, maxDrop)
        const back = judge(
          leaned(pairs, lean).map(([a, b]): Pair => [b, a]),
          scale,
          maxDrop,
        )
        expect(mirrors[there.verdict.kind]).toContain(back.verdict.kind)
        expect(back.change?.delta).toBeCloseTo(-(there.change?.delta ?? Number.NaN), 12)
        expect(back.change?.certified.lower).toBeCloseTo(-(there.change?.certified.upper ?? Number.NaN), 9)
        expect(back.change?.pWorse).toBeCloseTo(there.change?.pBetter ?? Number.NaN, 12)
        expect(back.change?.worse).toEqual(there.change?.better)
      }),
      { seed: 1, numRuns: 200 },
    )
  })

  it('no regression where head is at least as good everywhere, no improvement where it is at most', () => {
    fc.assert(
      fc.property(scored, ({ pairs, scale, maxDrop }) => {
        expect(judge(leaned(pairs, 'up'), scale, maxDrop).verdict.kind).not.toBe('regression')
        expect(judge(leaned(pairs, 'down'), scale, maxDrop).verdict.kind).not.toBe('improvement')
      }),
      { seed: 2, numRuns: 200 },
    )
  })

  it('intervals hold their estimates, and a verdict agrees with its gate', () => {
    fc.assert(
      fc.property(scored, ({ pairs, scale, lean, maxDrop }) => {
        const { verdict, change, gate, head } = judge(leaned(pairs, lean), scale, maxDrop)
        const slack = 1e-9
        for (const interval of [change?.certified, change?.shown]) {
          expect(interval?.lower).toBeLessThanOrEqual((change?.delta ?? Number.NaN) + slack)
          expect(interval?.upper).toBeGreaterThanOrEqual((change?.delta ?? Number.NaN) - slack)
        }
        expect(head?.interval.lower).toBeLessThanOrEqual((head?.mean ?? Number.NaN) + slack)
        expect(gate.maxDrop.decision === 'fails').toBe(verdict.kind === 'regression')
        if (verdict.kind === 'equivalent' || verdict.kind === 'not-worse') expect(gate.maxDrop.decision).toBe('holds')
        if (verdict.kind === 'inconclusive') expect(gate.maxDrop.decision).toBe('cannot-tell')
      }),
      { seed: 3, numRuns: 200 },
    )
  })
})
