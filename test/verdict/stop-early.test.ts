import { describe, expect, it } from 'vitest'
import type { Measure } from '../../src/resources/project.ts'
import { lookAlpha } from '../../src/statistics/look-alpha.ts'
import { caseBatches } from '../../src/verdict/case-batches.ts'
import { takeLooks } from '../../src/verdict/chance.ts'
import { compareSuite, type SuiteResults } from '../../src/verdict/compare.ts'
import { decide } from '../../src/verdict/decide.ts'
import { looksInMemory } from '../../src/verdict/look-record.ts'
import { mayStop, stopWhereDecided } from '../../src/verdict/stop-early.ts'
import { decideEarly } from '../../src/verdict/stopping.ts'
import { unitsOf } from '../../src/verdict/units.ts'
import { cases, measure, metric, results, side } from './fixtures.ts'

/** 400 cases, scored by both sides as told. */
function scored(
  base: (at: number) => number,
  head: (at: number) => number,
  by: Partial<Measure> = {},
  more: Partial<SuiteResults> = {},
): SuiteResults {
  const own = measure({ cases: cases(400), ...by })
  return results(side(base, { measure: own }), side(head, { measure: own, prompt: 'B' }), more)
}

/** 6 of 100 cases fall and 3 rise: too near to decide. */
const risen = (at: number): number => Number(at % 33 !== 1)
const fallen = (at: number): number => Number(at % 16 !== 0)

const stoppedOf = (...all: readonly SuiteResults[]) => stopWhereDecided(all, looksInMemory())
const decided = (all: readonly SuiteResults[]) => decide(all.map(compareSuite), { recorded: 'accept' })

describe('the batches of a measure', () => {
  it('are twenty, at least of ten cases, with every case once, in an order that is no longer that of the ids', () => {
    for (const [count, size] of [
      [400, 20],
      [120, 10],
      [7, 7],
    ] as const) {
      const batches = caseBatches(measure({ cases: cases(count) }))
      expect(batches.map(({ length }) => length)).toEqual(Array.from({ length: count / size }, () => size))
      expect(batches.flat().toSorted()).toEqual(cases(count).map(({ id }) => id))
      if (count > 10) expect(batches.flat()).not.toEqual(cases(count).map(({ id }) => id))
    }
  })

  it('are the same in whatever order the cases are written', () => {
    const own = measure({ cases: cases(60) })
    expect(caseBatches({ ...own, cases: own.cases.toReversed() })).toEqual(caseBatches(own))
  })

  it('keep clusters together', () => {
    const rows = cases(120, (at) => ({ customer: at % 30 }))
    const batches = caseBatches(measure({ cases: rows, cluster: 'customer' }))
    const customer = new Map(rows.map(({ id, columns }) => [id, columns['customer']]))
    const seenIn = batches.flatMap((batch, at) => [
      ...new Set(batch.map((id) => JSON.stringify([customer.get(id), at]))),
    ])
    expect(seenIn).toHaveLength(30)
  })
})

describe('results that might stop', () => {
  it('go on to where a regression is shown, and no further', () => {
    const [stopped] = stoppedOf(
      scored(
        () => 1,
        (at) => at % 2,
      ),
    ) as [SuiteResults]
    expect(stopped.stopping?.of).toBe(400)
    expect(stopped.stopping?.cases).toBeLessThan(80)
    expect(stopped.head.trials).toHaveLength(stopped.stopping?.cases ?? 0)
    const [comparison] = decided([stopped])
    expect(comparison?.stopped).toEqual(stopped.stopping)
    expect(comparison?.metrics[0]?.verdict).toEqual({ kind: 'regression' })
  })

  it('stop where the margin is certified, though the interval alone would not say so', () => {
    const [stopped] = stoppedOf(
      scored(
        () => 1,
        () => 1,
      ),
    ) as [SuiteResults]
    expect(stopped.stopping?.cases).toBe(160) // 145 without a change, in batches of 20
    expect(decided([stopped])[0]?.metrics[0]).toMatchObject({ gate: { maxDrop: { decision: 'holds' } } })
  })

  it('claim nothing but what was bet on: a head that is better is certified, and no more', () => {
    const better = (at: number): number => Number(at % 3 > 0)
    const [stopped] = stoppedOf(scored(better, () => 1)) as [SuiteResults]
    expect(stopped.stopping?.cases).toBeLessThan(100)
    const [metric] = decided([stopped])[0]?.metrics ?? []
    expect(metric?.change?.pBetterAdjusted).toBeLessThan(0.001)
    expect(metric).toMatchObject({ verdict: { kind: 'not-worse' }, gate: { maxDrop: { decision: 'holds' } } })
  })

  it('run to the end where nothing is decided, and are tested there at four fifths of the chance', () => {
    const [whole] = stoppedOf(scored(risen, fallen)) as [SuiteResults]
    expect(whole.stopping).toEqual({ cases: 400, of: 400 })
    const record = looksInMemory()
    const drafts = [compareSuite(whole)]
    const [comparison] = decide(drafts, { recorded: 'accept' }, takeLooks(drafts, record))
    expect(comparison).not.toHaveProperty('stopped')
    expect(comparison?.metrics[0]?.look).toMatchObject({ number: 1, alpha: 0.02 })
    expect(comparison?.metrics[0]?.change?.pWorseAdjusted).toBeCloseTo(
      (comparison?.metrics[0]?.change?.pWorse ?? 0) * 1.25,
      12,
    )
  })

  it('wait for every gate of the suite', () => {
    const metrics = [metric('a'), metric('b')]
    const own = measure({ cases: cases(400), metrics })
    const both = results(
      side(() => ({ a: 1, b: 1 }), { measure: own }),
      side((at) => ({ a: at % 2, b: 1 }), { measure: own, prompt: 'B' }),
    )
    expect(stoppedOf(both)[0]?.stopping?.cases).toBe(160)
  })

  it('take other suites and shown models for what they are', () => {
    const worse = scored(
      () => 1,
      (at) => at % 2,
    )
    const shown = { ...worse, subject: 'support@haiku', gating: false }
    const open = scored(risen, fallen, {}, { suite: 'other' })
    const [first, second, third] = stoppedOf(worse, shown, open)
    expect(second?.stopping).toEqual(first?.stopping)
    expect(third?.stopping?.cases).toBe(400)
  })

  it('are left alone without a base, and with a floor', () => {
    const alone = results(
      undefined,
      side(() => 1, { measure: measure({ cases: cases(400) }) }),
    )
    const floored = scored(
      () => 1,
      (at) => at % 2,
      { metrics: [metric('m', { min: 0.5 })] },
    )
    for (const one of [alone, floored]) {
      expect(mayStop([one])).toBe(false)
      expect(stoppedOf(one)).toEqual([one])
    }
  })

  it('need more where they were looked at before, and stop where they did', () => {
    const record = looksInMemory()
    const worse = (shift: number) =>
      scored(
        () => 1,
        (at) => Number((at + shift) % 9 > 0),
      )
    const casesOf = (shift: number, before = record) =>
      stopWhereDecided([worse(shift)], before)[0]?.stopping?.cases ?? 0
    const first = casesOf(0)
    for (const shift of [0, 1, 2, 3, 4, 5, 6, 7])
      takeLooks(stopWhereDecided([worse(shift)], record).map(compareSuite), record)
    expect(casesOf(0)).toBe(first)
    expect(casesOf(8)).toBeGreaterThan(casesOf(8, looksInMemory()))
  })
})

describe('what the bets decide', () => {
  const unitsWith = (values: readonly number[]) =>
    unitsOf(
      values.map((value, at) => ({ caseId: `c${at}`, value })),
      () => undefined,
    )

  it('takes more for each of several gates to be a regression, and not more to be certified', () => {
    const of = (falls: number, claims: number) =>
      decideEarly(unitsWith(Array.from({ length: falls }, () => -1)), { alpha: lookAlpha(1), claims, margin: 0.05 })
        .worse
    const enough = (claims: number) => [...Array(40).keys()].find((falls) => falls > 0 && of(falls, claims)) ?? 0
    expect([1, 10].map(enough)).toEqual([11, 15])
    const certified = (claims: number) =>
      decideEarly(unitsWith(Array.from({ length: 150 }, () => 0)), { alpha: 0.025, claims, margin: 0.05 }).withinMargin
    expect([1, 10].map(certified)).toEqual([true, true])
  })

  it('is that of clusters, whose differences may exceed 1', () => {
    const values = [1, 1, 1, 1, 1, 1, 1, 1].map((size, at) => ({ caseId: `c${at}`, value: -size }))
    const clustered = unitsOf(values, (id) => (id < 'c6' ? 'one' : undefined))
    expect(decideEarly(clustered, { alpha: 0.025, claims: 1, margin: 0.05 }).worse).toBe(false)
  })
})
