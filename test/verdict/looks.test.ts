import { describe, expect, it } from 'vitest'
import { digestOf } from '../../src/digest/digest.ts'
import type { Measure } from '../../src/resources/project.ts'
import { uint32Stream } from '../../src/statistics/prng.ts'
import { takeLooks } from '../../src/verdict/chance.ts'
import { compareSuite, type SuiteResults } from '../../src/verdict/compare.ts'
import type { MetricComparison } from '../../src/verdict/comparison.ts'
import { decide } from '../../src/verdict/decide.ts'
import { decideLooked } from '../../src/verdict/decide-looked.ts'
import {
  layeredLooks,
  type LookAt,
  type LookRecord,
  looksInMemory,
  numberLook,
  type TakenLook,
} from '../../src/verdict/look-record.ts'
import { judgements } from '../../src/report/words/verdict.ts'
import { tolerantPast, tolerantRecord } from '../../src/verdict/tolerant-looks.ts'
import { cases, compared, measure, metric, results, side, table } from './fixtures.ts'

const accept = { recorded: 'accept' } as const

/** What a check with that record says of the only metric. */
function look(record: LookRecord, ...inputs: readonly SuiteResults[]): MetricComparison {
  const drafts = inputs.map(compareSuite)
  return decide(drafts, accept, takeLooks(drafts, record))[0]?.metrics[0] as MetricComparison
}

/** 160 cases, of which `broken` fail on head in each trial. */
function tried(trials: number, broken: number, by: Partial<Measure> = {}, prompt = 'Be brief.'): SuiteResults {
  const own = measure({ cases: cases(160), trials, ...by })
  return results(
    side(() => 1, { measure: own }),
    side((at) => Number(at >= broken), { measure: own, prompt }),
  )
}

describe('a look', () => {
  it('is the first of its kind, the same again with the same scores, and the next with others', () => {
    const record = looksInMemory()
    expect(look(record, tried(1, 3)).look).toEqual({ number: 1, attempt: 1, alpha: 0.025 })
    expect(look(record, tried(1, 3)).look?.number).toBe(1)
    expect(look(record, tried(3, 3)).look).toMatchObject({ number: 2, attempt: 1, alpha: 0.00625 })
    expect(look(record, tried(1, 4)).look).toMatchObject({ number: 3, alpha: 0.003125 }) // drawn anew
    expect(look(record, tried(3, 3)).look?.number).toBe(2)
    expect(look(record, tried(1, 3)).look?.number).toBe(1)
  })

  it('is at the same thing whatever the gates, the trials and the coverage say', () => {
    const record = looksInMemory()
    look(record, tried(1, 3))
    const loose = { metrics: [metric('grounded', { maxDrop: 0.2, min: 0.5 })], coverage: 0.5 }
    expect(look(record, tried(1, 3, loose)).look?.number).toBe(1)
    expect(look(record, tried(2, 3, loose)).look?.number).toBe(2)
  })

  it('is at another thing by another metric and of other cases', () => {
    const record = looksInMemory()
    look(record, tried(1, 3))
    expect(look(record, tried(1, 4, { metrics: [metric('cites')] })).look?.number).toBe(1)
    expect(look(record, tried(1, 4, { cases: cases(161) })).look?.number).toBe(1)
  })

  it('is the first at another head, which is another attempt', () => {
    const record = looksInMemory()
    look(record, tried(1, 3))
    const { head, ...rest } = tried(1, 4)
    const subject = { ...head.evaluation.subject, inputs: ['question', 'language'] }
    const other = { ...rest, head: { ...head, evaluation: { ...head.evaluation, subject } } }
    expect(look(record, other).look).toEqual({ number: 1, attempt: 2, alpha: 0.025 })
    expect(look(record, tried(1, 3)).look).toMatchObject({ number: 1, attempt: 1 })
  })

  it('is not taken at what is incomplete: filling the gaps is the first', () => {
    const record = looksInMemory()
    const own = measure({ cases: cases(100) })
    const base = side(() => 1, { measure: own })
    const gaps = side((at) => (at < 20 ? { missing: 'timeout' } : 1), { measure: own, prompt: 'B' })
    expect(look(record, results(base, gaps))).toMatchObject({ verdict: { kind: 'incomplete' } })
    expect(look(record, results(base, gaps))).not.toHaveProperty('look')
    const full = side((at) => Number(at > 2), { measure: own, prompt: 'B' })
    expect(look(record, results(base, full)).look?.number).toBe(1)
  })

  it('is counted where only a floor decides, and not where nothing does', () => {
    const record = looksInMemory()
    const head = (own: Measure) =>
      results(
        undefined,
        side(() => 1, { measure: own }),
      )
    expect(look(record, head(measure()))).not.toHaveProperty('look')
    expect(look(record, head(measure({ metrics: [metric('m', { min: 0.5 })] }))).look?.number).toBe(1)
  })
})

describe('what a later look tests at', () => {
  /** A record in which the same was looked at so often before, at other scores. */
  function lookedAt(times: number): LookRecord {
    const record = looksInMemory()
    for (let broken = 0; broken < times; broken += 1) look(record, tried(1, 100 + broken))
    return record
  }

  it('blocks on less chance: a drop at p 0.016 is a regression at the first look, and none at the second', () => {
    const [first, second] = [0, 1].map((times) => look(lookedAt(times), tried(1, 6)))
    expect(first?.change?.pWorse).toBeCloseTo(2 ** -7, 6)
    expect(first?.verdict.kind).toBe('regression')
    expect(second?.verdict.kind).toBe('inconclusive')
    expect(second?.change).toMatchObject({ pWorse: first?.change?.pWorse, shown: first?.change?.shown })
    expect(second?.change?.pWorseAdjusted).toBeCloseTo(4 * 2 ** -7, 6)
  })

  it('certifies by a wider interval, and shows the one of 95 %', () => {
    const certified = (times: number) => look(lookedAt(times), tried(1, 0))
    expect(certified(0).verdict.kind).toBe('equivalent')
    expect(certified(3).verdict.kind).toBe('inconclusive')
    const { change, look: third } = certified(3)
    expect(third?.certified?.lower).toBeLessThan(-0.05)
    expect(change?.certified.lower).toBeGreaterThan(-0.05)
    expect(change?.certified).toEqual(certified(0).change?.certified)
  })

  it('claims an improvement on less chance', () => {
    const improved = (times: number) => {
      const record = looksInMemory()
      for (let n = 0; n < times; n += 1) look(record, compared(table({ broken: 50 + n, pass: 110 - n })))
      return look(record, compared(table({ fixed: 6, pass: 154 }))).verdict.kind
    }
    expect([0, 1].map(improved)).toEqual(['improvement', 'not-worse'])
  })

  it('misses and holds a floor by wider limits', () => {
    const floor = (times: number, passes: number) => {
      const record = looksInMemory()
      const of = (broken: number) => tried(1, broken, { metrics: [metric('m', { min: 0.9 })] })
      for (let n = 0; n < times; n += 1) look(record, of(100 + n))
      return look(record, of(160 - passes)).gate.min?.decision
    }
    expect([0, 4].map((times) => floor(times, 136))).toEqual(['fails', 'cannot-tell'])
    expect([0, 4].map((times) => floor(times, 152))).toEqual(['holds', 'cannot-tell'])
  })

  it('is that of each metric, among several that are tested together', () => {
    const record = looksInMemory()
    look(record, tried(1, 100))
    const drafts = [tried(1, 6), { ...tried(1, 12, { metrics: [metric('cites')] }), suite: 'other' }].map(compareSuite)
    const decided = decide(drafts, accept, takeLooks(drafts, record)).flatMap(({ metrics }) => metrics)
    const by = new Map(decided.map(({ metric: { name }, ...rest }) => [name, rest]))
    expect(by.get('grounded')?.look?.number).toBe(2)
    expect(by.get('cites')).toMatchObject({ look: { number: 1 }, verdict: { kind: 'regression' } })
    // Holm: the smaller p is held against half of 0.025, the raised one then against all of it.
    expect(by.get('cites')?.change?.pWorseAdjusted).toBeCloseTo(2 * 2 ** -13, 9)
    expect(by.get('grounded')?.change?.pWorseAdjusted).toBeCloseTo(4 * 2 ** -7, 6)
  })
})

describe('a drop that was shown', () => {
  const kindOf = (record: LookRecord, one: SuiteResults): string | undefined =>
    decideLooked([one], accept, record)[0]?.metrics[0]?.verdict.kind

  it('stands at later looks that do not show it, until one certifies the margin', () => {
    const record = looksInMemory()
    expect([tried(1, 8), tried(2, 7), tried(3, 6)].map((one) => kindOf(record, one))).toEqual([
      'regression',
      'regression',
      'regression',
    ])
    expect(kindOf(record, tried(4, 0))).toBe('regression') // at its chance even no broken case certifies 160
    const wide = { metrics: [metric('grounded', { maxDrop: 0.2 })] }
    expect(kindOf(record, tried(5, 1, wide))).toBe('equivalent')
  })

  it('is also a missed floor, which stays missed until a look reaches it', () => {
    const record = looksInMemory()
    const floorOf = (one: SuiteResults) => decideLooked([one], accept, record)[0]?.metrics[0]
    const of = (trials: number, broken: number, min = 0.9) =>
      tried(trials, broken, { metrics: [metric('m', { min, maxDrop: 1 })] })
    const missed = floorOf(of(1, 40))
    expect(missed?.gate.min?.decision).toBe('fails')
    const again = floorOf(of(2, 18))
    expect(again?.gate.min?.decision).toBe('fails')
    expect(again?.look).toMatchObject({ number: 2, missedBefore: true })
    expect(judgements(again as MetricComparison, true).map(({ words }) => words)).toContain(
      'floor 90 % missed at another look',
    )
    expect(floorOf(of(3, 18, 0.89))?.gate.min?.decision).toBe('cannot-tell') // another floor was not missed
    expect(floorOf(of(4, 2))?.gate.min?.decision).toBe('holds')
  })

  it('stands no longer where a look shows a rise', () => {
    const record = looksInMemory()
    const worse = compared(table({ broken: 30, fixed: 12, pass: 20 }))
    expect(kindOf(record, worse)).toBe('regression')
    expect(kindOf(record, compared(table({ broken: 16, fixed: 26, pass: 20 })))).toBe('regression')
    expect(kindOf(record, compared(table({ broken: 2, fixed: 40, pass: 20 })))).toBe('improvement')
  })

  it('stands at the earlier looks, too: leaving trials away is no way out', () => {
    const record = looksInMemory()
    expect(kindOf(record, tried(1, 4))).toBe('inconclusive')
    expect(kindOf(record, tried(3, 20))).toBe('regression')
    expect(kindOf(record, tried(1, 4))).toBe('regression')
  })

  it('says nothing of another head, measure or metric, nor through a look that showed none', () => {
    const record = looksInMemory()
    kindOf(record, tried(1, 8))
    expect(kindOf(record, tried(1, 4, { cases: cases(161) }))).toBe('inconclusive')
    expect(kindOf(record, tried(1, 4, { metrics: [metric('cites')] }))).toBe('inconclusive')
    const { head, ...rest } = tried(1, 4)
    const subject = { ...head.evaluation.subject, inputs: ['question', 'language'] }
    expect(kindOf(record, { ...rest, head: { ...head, evaluation: { ...head.evaluation, subject } } })).toBe(
      'inconclusive',
    )
  })

  it('takes no more chance than the looks do: five looks at nothing alarm in at most 3.75 %, standing ones included', () => {
    const next = uint32Stream(77_001)
    const runs = 120
    const passes = (): number => Number(next() / 2 ** 32 < 0.8)
    const own = (trials: number) => measure({ cases: cases(40), trials })
    const alarmed = Array.from({ length: runs }, () => {
      const record = looksInMemory()
      const drawn = [0, 1].map(() => cases(40).map(() => Array.from({ length: 5 }, passes)))
      const sideOf = (of: number, trials: number, prompt: string) =>
        side((at, trial) => drawn[of]?.[at]?.[trial - 1] ?? 0, { measure: own(trials), prompt })
      const looks = [1, 2, 3, 4, 5].map((trials) =>
        kindOf(record, results(sideOf(0, trials, 'A'), sideOf(1, trials, 'B'))),
      )
      return looks.includes('regression')
    }).filter(Boolean).length
    expect(alarmed).toBeGreaterThan(0)
    expect(alarmed).toBeLessThanOrEqual(0.0375 * runs + 3.1 * Math.sqrt(0.0375 * 0.9625 * runs))
  })
})

describe('the record of looks', () => {
  const at = (head: string, seen: string): LookAt => ({
    against: digestOf('base'),
    head: digestOf(head),
    seen: digestOf(seen),
  })

  it('numbers looks at a head, and attempts at a base', () => {
    const record = looksInMemory()
    const numbers = [at('a', '1'), at('a', '2'), at('b', '1'), at('a', '1'), at('c', '1'), at('b', '3')]
    expect(numbers.map((one) => Object.values(record.take(one)))).toEqual([
      [1, 1],
      [2, 1],
      [1, 2],
      [1, 1],
      [1, 3],
      [2, 2],
    ])
  })

  it('counts two that were taken apart from each other, though both were the first', () => {
    const apart: readonly TakenLook[] = ['x', 'y'].map((seen) => ({ ...at('a', seen), look: 1, attempt: 1 }))
    expect(numberLook(at('a', 'new'), apart)).toEqual({ look: 3, attempt: 1 })
    expect(numberLook(at('a', 'x'), apart)).toEqual({ look: 1, attempt: 1 })
  })

  it('goes on in trouble, which is told', () => {
    const broken: LookRecord = {
      lookedAt: () => {
        throw new Error('unreadable')
      },
      take: () => {
        throw new Error('full')
      },
    }
    const told: unknown[] = []
    const earlier = looksInMemory()
    earlier.take(at('a', 'x'))
    const record = layeredLooks(
      tolerantRecord(broken, (fault) => told.push(fault)),
      tolerantPast(earlier, (fault) => told.push(fault)),
    )
    expect(record.take(at('a', 'y'))).toEqual({ look: 2, attempt: 1 })
    expect(record.lookedAt(digestOf('base'))).toHaveLength(1)
    expect(told).toEqual([new Error('full'), new Error('unreadable')])
  })
})
