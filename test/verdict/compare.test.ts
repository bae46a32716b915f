import { describe, expect, it } from 'vitest'
import { seedOf } from '../../src/digest/digest.ts'
import { pairedT } from '../../src/statistics/paired-t.ts'
import { signFlip } from '../../src/statistics/sign-flip.ts'
import { wilson } from '../../src/statistics/wilson.ts'
import { compareSuite } from '../../src/verdict/compare.ts'
import type { DraftMetric } from '../../src/verdict/compare-metric.ts'
import type { SuiteResults } from '../../src/verdict/compare.ts'
import { caseOf, cases, compared, measure, metric, repeat, results, side, table } from './fixtures.ts'
import { tango } from './tango.ts'

function onlyMetric(input: SuiteResults): DraftMetric {
  return compareSuite(input).metrics[0] as DraftMetric
}

function tested(input: SuiteResults) {
  const { finding } = onlyMetric(input)
  if (finding.kind !== 'tested') throw new Error(`settled as ${finding.verdict.kind}`)
  return finding
}

function settled(input: SuiteResults) {
  const { finding } = onlyMetric(input)
  return finding.kind === 'settled' ? finding.verdict : finding.kind
}

describe('120 cases, 18 broken, 3 fixed', () => {
  const regression = compared(table({ broken: 18, fixed: 3, pass: 90, fail: 9 }))

  it('is a drop of 12.5 points with the interval of Tango', () => {
    const { change } = tested(regression)
    const expected = tango({ n: 120, losses: 18, wins: 3 })
    expect(change.delta).toBe(-0.125)
    expect(change.certified.lower).toBeCloseTo(expected.lower, 8)
    expect(change.certified.upper).toBeCloseTo(expected.upper, 8)
    expect(change.shown).toEqual(change.certified)
    expect([change.certified.lower.toFixed(3), change.certified.upper.toFixed(3)]).toEqual(['-0.204', '-0.056'])
  })

  it('names the cases, and what such a suite can see', () => {
    const { change } = tested(regression)
    expect(change.worse).toHaveLength(18)
    expect(change.worse[0]).toBe('c000')
    expect(change.better).toEqual(['c018', 'c019', 'c020'])
    // variance of the differences: (21/120 - 0.125^2) 120/119
    const variance = ((21 / 120 - 0.125 ** 2) * 120) / 119
    expect(change.detectableDrop).toBeCloseTo(2.8016 * Math.sqrt(variance / 120), 4)
    expect(change.casesNeeded).toBe(Math.ceil((7.8489 * variance) / 0.05 ** 2))
  })

  it('has the mid-p of McNemar in both directions', () => {
    const { change } = tested(regression)
    const binomial = [1, 21, 210, 1330]
    const below = (binomial[0]! + binomial[1]! + binomial[2]!) / 2 ** 21
    expect(change.pWorse).toBeCloseTo(below + binomial[3]! / 2 / 2 ** 21, 12)
    expect(change.pBetter).toBeCloseTo(1 - change.pWorse, 12)
  })

  it('scores each side with the interval of Wilson', () => {
    const { base, head } = onlyMetric(regression)
    const expected = wilson(93, 120)
    expect(base).toMatchObject({ mean: 0.9, cases: 120 })
    expect(head).toEqual({ mean: 0.775, interval: { lower: expected.lower, upper: expected.upper }, cases: 120 })
  })
})

describe('what is settled without a test', () => {
  const ten = measure()
  const passes = side(() => 1, { measure: ten })

  it.each([
    ['no base', results(undefined, passes), { kind: 'not-comparable', reason: 'new subject' }],
    [
      'a reason known before',
      results(undefined, passes, { notComparable: 'new suite' }),
      { kind: 'not-comparable', reason: 'new suite' },
    ],
    [
      'a measure that changed',
      results(passes, passes, { notComparable: 'measure changed' }),
      { kind: 'not-comparable', reason: 'measure changed' },
    ],
    [
      'a metric that base was not scored by',
      results(
        side(() => 1, { measure: { ...ten, metrics: [metric('other')] } }),
        passes,
      ),
      { kind: 'not-comparable', reason: 'new metric' },
    ],
    [
      'no case that both were given',
      results(
        side(() => undefined, { measure: ten, inputOf: () => undefined }),
        passes,
      ),
      { kind: 'not-comparable', reason: 'no pairs' },
    ],
    ['the same requests on both sides', results(passes, passes), { kind: 'unchanged' }],
  ])('%s', (_, input, verdict) => {
    expect(settled(input)).toEqual(verdict)
  })

  it('is incomplete before anything else, on either side', () => {
    const gaps = side((at) => (at === 0 ? { missing: 'timeout' } : 1), { measure: ten })
    expect(settled(results(passes, gaps))).toEqual({ kind: 'incomplete' })
    expect(settled(results(gaps, passes))).toEqual({ kind: 'incomplete' })
    expect(settled(results(gaps, gaps))).toEqual({ kind: 'incomplete' })
    expect(settled(results(undefined, gaps))).toEqual({ kind: 'incomplete' })
    const nothing = side(() => undefined, { measure: ten, inputOf: () => undefined })
    expect(settled(results(passes, nothing))).toEqual({ kind: 'incomplete' })
  })

  it('does not ask for a complete base where there is nothing to compare', () => {
    const gaps = side(() => ({ missing: 'timeout' }), { measure: ten })
    expect(settled(results(gaps, passes, { notComparable: 'renamed input' }))).toEqual({
      kind: 'not-comparable',
      reason: 'renamed input',
    })
  })

  it('is not unchanged where one request, one judge request or one score differs', () => {
    const other = side(() => 1, { measure: ten, prompt: 'Be brief.' })
    const judged = side(() => 1, { measure: ten, judgedFrom: 'model' })
    const transformed = side((at) => (at === 3 ? 0 : 1), { measure: ten })
    for (const head of [other, judged, transformed]) expect(settled(results(passes, head))).toBe('tested')
  })

  it('looks at pairs alone: a case that head adds does not make the others a change', () => {
    const added = measure({ cases: [...ten.cases, caseOf('new')] })
    const inputOf = (id: string) => (id === 'new' ? undefined : { question: id })
    const base = side((at) => (at < 10 ? 1 : undefined), { measure: added, inputOf })
    expect(
      settled(
        results(
          base,
          side(() => 0, { measure: added }),
        ),
      ),
    ).toBe('tested')
    expect(
      settled(
        results(
          base,
          side(() => 1, { measure: added }),
        ),
      ),
    ).toEqual({ kind: 'unchanged' })
  })
})

describe('pairs', () => {
  it('leave out what one side misses, and say so', () => {
    const own = measure({ cases: cases(40) })
    const base = side((at) => (at < 2 ? { missing: 'timeout' } : 1), { measure: own })
    const head = side((at) => (at === 39 ? { missing: 'timeout' } : at % 2), { measure: own, prompt: 'Be brief.' })
    const { change } = tested(results(base, head))
    expect(change).toMatchObject({ pairs: 37, dropped: { base: 1, head: 2 } })
    expect(change.worse).toHaveLength(19)
  })
})

describe('graded metrics', () => {
  const drops = Array.from({ length: 12 }, (_, at): [number, number] => [0.8, 0.8 - at / 100])
  const graded = { metrics: [metric('grounded', { scale: 'graded' })] }

  it('show the interval of Student from 10 pairs on, and certify by the score interval', () => {
    const { change } = tested(compared(drops, graded))
    const expected = pairedT(drops.map(([base, head]) => head - base))
    expect(change.shown.lower).toBeCloseTo(expected.lower, 12)
    expect(change.shown.upper).toBeCloseTo(expected.upper, 12)
    expect(change.certified.lower).toBeLessThan(change.shown.lower)
  })

  it('show the score interval where Student has too few, or collapses', () => {
    const few = tested(compared(drops.slice(0, 9), graded)).change
    const even = tested(compared(repeat(20, [0.8, 0.75]), graded)).change
    for (const change of [few, even]) expect(change.shown).toEqual(change.certified)
    expect(even.shown.upper - even.shown.lower).toBeGreaterThan(0.1)
  })

  it('draw signs, where they are too many to count, by what is tested alone', () => {
    const offGrid = Array.from({ length: 30 }, (_, at): [number, number] => [0.5, 0.5 + Math.sin(at * at) / 3])
    const p = (suite: string) => tested(compared(offGrid, graded, { suite })).change.pWorse
    const ids = cases(30).map(({ id }) => id)
    const differences = offGrid.map(([base, head]) => head - base)
    const expected = signFlip(differences, seedOf(['support', 'quality', 'grounded', ids]))
    expect(expected.method).toBe('sampled')
    expect(p('quality')).toBe(expected.worse.mid)
    expect(p('tone')).not.toBe(p('quality'))
    const shorter = tested(compared(offGrid.slice(1), { ...graded, cases: cases(30).slice(1) })).change.pWorse
    expect(shorter).toBe(
      signFlip(differences.slice(1), seedOf(['support', 'quality', 'grounded', ids.slice(1)])).worse.mid,
    )
  })

  it('stay on the scale', () => {
    const wild = [...repeat(9, [1, 0]), [0, 0.9] as const]
    expect(tested(compared(wild, graded)).change.shown.lower).toBe(-1)
  })

  it('have a score interval a side, as means of trials have', () => {
    const several = measure({ cases: cases(20), trials: 2 })
    const half = onlyMetric(
      results(
        undefined,
        side((_, trial) => trial - 1, { measure: several }),
      ),
    ).head
    expect(half?.mean).toBe(0.5)
    expect(half?.interval.lower).toBeGreaterThan(wilson(10, 20).lower + 0.05)
    expect(half?.interval.lower).toBeCloseTo(1 - (half?.interval.upper ?? 0), 12)
  })
})

describe('what a suite can see', () => {
  const seen = (pairs: number, maxDrop = 0.05) =>
    tested(compared(table({ pass: pairs }), { metrics: [metric('grounded', { maxDrop })] })).change

  it('is not everything because nothing changed', () => {
    expect(seen(120).detectableDrop).toBeCloseTo(7.8489 / (120 + 7.8489), 4)
    expect(seen(1).detectableDrop).toBeGreaterThan(0.8)
  })

  it('needs as many cases as certify a margin without a flip', () => {
    expect([seen(120).casesNeeded, seen(120, 0.02).casesNeeded, seen(1).casesNeeded]).toEqual([73, 189, 73])
  })

  it('is defined for a margin that tolerates everything, and for a single broken case', () => {
    expect(seen(20, 1).casesNeeded).toBe(1)
    expect(tested(compared([[1, 0]])).change).toMatchObject({ detectableDrop: 1, casesNeeded: 3140 })
  })
})

describe('slices', () => {
  const languages = cases(50, (at) => ({ language: at < 30 ? 'de' : 'en', tier: at < 48 ? at % 2 : null }))
  const own = { cases: languages, slices: ['language', 'tier'] }
  const broken = table({ broken: 10, pass: 40 })

  it('compare each value of each column, without a claim under 20 pairs', () => {
    const { slices } = tested(compared(broken, own))
    expect(slices.map(({ column, value, pairs, p }) => [column, value, pairs, p === undefined])).toEqual([
      ['language', 'de', 30, false],
      ['language', 'en', 20, false],
      ['tier', '0', 24, false],
      ['tier', '1', 24, false],
    ])
    expect(slices[0]).toMatchObject({ base: 1, head: 2 / 3, p: 2 * (0.5 / 2 ** 10) })
    expect(slices[0]?.delta).toBeCloseTo(-1 / 3, 12)
    expect(slices[1]).toMatchObject({ delta: 0, p: 1 })
    expect(
      tested(compared(broken.slice(0, 49), { ...own, cases: languages.slice(0, 49) })).slices[1]?.p,
    ).toBeUndefined()
  })
})

describe('expenses', () => {
  const own = measure({ cases: cases(20), trials: 2 })
  const base = side(() => 1, { measure: own, usd: (at) => 0.002 + at / 10_000, latencyMs: (at) => 100 * (at + 1) })
  const half = side(() => 1, { measure: own, usd: (at) => 0.001 + at / 20_000, prompt: 'Be brief.' })

  it('are tokens, money and time of the answered calls', () => {
    const { expense } = compareSuite(results(base, half))
    expect(expense.base).toMatchObject({ calls: 40, inputTokens: 4000, outputTokens: 400, p50Ms: 1050 })
    expect(expense.base?.p95Ms).toBeCloseTo(1905, 0)
    expect(expense.base?.usdPerCase).toBeCloseTo(0.00295, 12)
    expect(expense.head).toMatchObject({ p50Ms: undefined, p95Ms: undefined })
  })

  it('bound p95 by order statistics, above only with 72 trials or more', () => {
    const many = measure({ cases: cases(80) })
    const timed = side(() => 1, { measure: many, latencyMs: (at) => 100 * (at + 1) })
    expect(compareSuite(results(timed, timed)).expense.head.p95Between).toEqual({ lower: 7200, upper: 8000 })
    expect(compareSuite(results(base, half)).expense.base?.p95Between?.upper).toBeUndefined()
    expect(compareSuite(results(base, half)).expense.head.p95Between).toBeUndefined()
  })

  it('compare the latency of each case, by the centre of the ratios', () => {
    const slower = side(() => 1, { measure: own, latencyMs: (at) => 200 * (at + 1), prompt: 'Think.' })
    const { latencyRatio } = compareSuite(results(base, slower))
    expect(latencyRatio?.ratio).toBeCloseTo(2, 9)
    expect(latencyRatio?.interval.lower).toBeCloseTo(2, 9)
    expect(compareSuite(results(base, base)).latencyRatio).toBeUndefined()
    expect(compareSuite(results(base, half)).latencyRatio).toBeUndefined()
  })

  it('compare the mean cost of the pairs', () => {
    const { costRatio } = compareSuite(results(base, half))
    expect(costRatio?.ratio).toBeCloseTo(0.5, 12)
    expect(costRatio?.interval.lower).toBeCloseTo(0.5, 12)
  })

  it('leave judges out: they are the price of measuring', () => {
    const judged = side(() => 1, { measure: own, judgedFrom: 'model', usd: () => 0.25 })
    expect(compareSuite(results(judged, half)).expense.base).toMatchObject({ calls: 40, usdPerCase: 0.25 })
  })

  it('are unknown where one price is, where a side is free, or without a base', () => {
    const gap = side(() => 1, { measure: own, usd: (at) => (at === 3 ? undefined : 0.01) })
    const free = side(() => 1, { measure: own, usd: () => 0 })
    expect(compareSuite(results(base, gap)).expense.head.usdPerCase).toBeUndefined()
    for (const head of [gap, free]) expect(compareSuite(results(base, head)).costRatio).toBeUndefined()
    const one = side(() => 1, { measure: measure({ cases: cases(1) }), usd: () => 0.01 })
    expect(compareSuite(results(one, one))).toMatchObject({
      costRatio: undefined,
      expense: { head: { usdPerCase: 0.01 } },
    })
    expect(compareSuite(results(undefined, half))).toMatchObject({ costRatio: undefined, expense: { base: undefined } })
  })

  it('count answered calls of unfinished cases, whose cost is no mean', () => {
    const cut = side((_, trial) => (trial === 2 ? { missing: 'budget' } : 1), { measure: own, usd: () => 0.01 })
    expect(compareSuite(results(base, cut)).expense.head).toMatchObject({ calls: 20, usdPerCase: undefined })
  })
})

it('says when any answer, on either side, was a recorded one', () => {
  const asked = side(() => 1)
  const recorded = side(() => 1, { from: 'recorded' })
  const judged = side(() => 1, { judgedFrom: 'recorded' })
  const inputs = [results(asked, asked), results(recorded, asked), results(undefined, recorded), results(asked, judged)]
  expect(inputs.map((input) => compareSuite(input).recorded)).toEqual([false, true, true, true])
})
