import { describe, expect, it } from 'vitest'
import type { EvaluationResult } from '../../src/evaluation/trial.ts'
import { coverageOf } from '../../src/verdict/coverage.ts'
import { meanScores, outcomesOf, scoreCases } from '../../src/verdict/score-cases.ts'
import type { Ending } from './fixtures.ts'
import { cases, measure, metric, shuffle, side } from './fixtures.ts'

const three = measure({ cases: cases(3), trials: 3 })

function scores(result: EvaluationResult): object {
  return Object.fromEntries(meanScores(scoreCases(outcomesOf(result), 'grounded')))
}

/** Rows of endings: one per case, one ending per trial. */
function rows(...endings: (Ending | undefined)[][]): EvaluationResult {
  return side((at, trial) => endings[at]?.[trial - 1], { measure: three })
}

describe('the score of a case', () => {
  it('is the mean of its trials', () => {
    expect(scores(rows([1, 1, 0], [0, 0, 0], [0.5, 0.25, 0.75]))).toEqual({ c000: 2 / 3, c001: 0, c002: 0.5 })
  })

  it('counts an answer failure as 0, whatever the assertions said of it', () => {
    const failed = rows([1, { failure: 'truncated' }, 1], [1, 1, 1], [1, 1, 1])
    const flattered = failed.trials.map((trial) => ({
      ...trial,
      scores: [{ metric: 'grounded', score: 1 }],
    }))
    expect(scores({ ...failed, trials: flattered })).toEqual({ c000: 2 / 3, c001: 1, c002: 1 })
  })

  it('does not exist where one trial is missing: missing is not 0, and not the mean of the others', () => {
    expect(scores(rows([1, { missing: 'timeout' }, 1], [0, 0, 0], [1, 1, 1]))).toEqual({ c001: 0, c002: 1 })
  })

  it('does not exist where a trial was never run', () => {
    const unfinished = rows([1, 1, undefined], [1, 1, 1], [undefined, undefined, undefined])
    expect(scores(unfinished)).toEqual({ c001: 1 })
    expect(coverageOf(unfinished).missing).toEqual([{ reason: 'interrupted', cases: 2 }])
  })

  it('is per metric', () => {
    const two = measure({ cases: cases(1), metrics: [metric('cites'), metric('format')] })
    const outcomes = outcomesOf(side(() => ({ cites: 0, format: 1 }), { measure: two }))
    expect([...scoreCases(outcomes, 'cites')]).toEqual([['c000', [0]]])
    expect([...scoreCases(outcomes, 'format')]).toEqual([['c000', [1]]])
  })

  it('does not depend on the order of trials and cases', () => {
    const result = rows([0.1, 0.2, 0.3], [1, 0, 1], [0.7, 0.1, 0.2])
    const { evaluation } = result
    const mixed = {
      evaluation: { ...evaluation, measure: { ...three, cases: shuffle(three.cases, 5) } },
      trials: shuffle(result.trials, 7),
      whole: result.whole,
    }
    expect(JSON.stringify(scores(mixed))).toBe(JSON.stringify(scores(result)))
  })

  it('is refused where a scored trial has no score of the metric, or one off the scale', () => {
    expect(() => scoreCases(outcomesOf(rows([1, 1, 1], [1, 1, 1], [1, 1, 1])), 'cites')).toThrow(RangeError)
    for (const score of [1.01, -0.1, Number.NaN]) {
      expect(() => scores(rows([1, 1, score], [1, 1, 1], [1, 1, 1]))).toThrow(/case c000 scores .* on grounded/)
    }
  })
})

describe('coverage', () => {
  const twenty = measure({ cases: cases(20), coverage: 0.95 })

  it('holds at its floor and not below, and says why cases are missing', () => {
    const missing = (count: number) =>
      coverageOf(
        side((at) => (at < count ? { missing: at === 1 ? 'server-error' : 'timeout' } : 1), { measure: twenty }),
      )
    expect(missing(0)).toEqual({ cases: 20, scored: 20, enough: true, missing: [] })
    expect(missing(1)).toMatchObject({ scored: 19, enough: true, missing: [{ reason: 'timeout', cases: 1 }] })
    expect(missing(3)).toMatchObject({
      scored: 17,
      enough: false,
      missing: [
        { reason: 'timeout', cases: 2 },
        { reason: 'server-error', cases: 1 },
      ],
    })
  })

  it('counts an answer failure as covered', () => {
    expect(coverageOf(side(() => ({ failure: 'refused' }), { measure: twenty })).enough).toBe(true)
  })

  it('is never enough without a single score, even at a floor of 0', () => {
    const nothing = side(() => ({ missing: 'no-key' }), { measure: { ...twenty, coverage: 0 } })
    expect(coverageOf(nothing)).toMatchObject({ scored: 0, enough: false })
    expect(coverageOf({ ...nothing, trials: [] })).toMatchObject({ cases: 20, scored: 0, enough: false })
  })

  it('leaves out the cases that the subject cannot be given', () => {
    const inputOf = (id: string) => (id < 'c005' ? { question: id } : undefined)
    const result = side((at) => (at < 5 ? 1 : undefined), { measure: twenty, inputOf })
    expect(coverageOf(result)).toEqual({ cases: 5, scored: 5, enough: true, missing: [] })
  })
})
