import { expect, test } from 'vitest'
import {
  type Agreement,
  agreementAt,
  agreementOn,
  type BinaryAgreement,
  type Compared,
  type GradedAgreement,
  labelsNeeded,
} from '../../src/calibration/agreement.ts'
import { labelledOutputs } from '../../src/calibration/labelled-output.ts'
import { mean } from '../../src/statistics/mean.ts'
import { wilson } from '../../src/statistics/wilson.ts'
import { place } from '../evaluation/fixtures.ts'

function compared(score: number, holds: boolean, ...ratings: readonly number[]): Compared {
  return { ratings, label: mean(ratings), opinion: { score, holds } }
}

function times(many: number, one: Compared): readonly Compared[] {
  return Array.from({ length: many }, () => one)
}

const passed = compared(1, true, 1)
const wronglyPassed = compared(0.9, true, 0)
const wronglyFailed = compared(0.2, false, 1)
const failed = compared(0, false, 0)

const mixed = [...times(27, passed), ...times(3, wronglyPassed), ...times(4, wronglyFailed), ...times(16, failed)]

test('a judge is held against passes and failures of humans', () => {
  const agreement = agreementOn(mixed) as BinaryAgreement
  expect(agreement).toMatchObject({
    kind: 'binary',
    agreed: { count: 43, of: 50, ...wilson(43, 50) },
    table: { bothPass: 27, firstAlone: 3, secondAlone: 4, bothFail: 16 },
    wrongPasses: { count: 3, of: 30 },
    wrongFails: { count: 4, of: 20 },
  })
  expect(agreement.kappa?.estimate).toBeCloseTo(0.7059, 4)
  expect(agreement.kappa?.lower).toBeLessThan(0.6)
})

test('an output that as many humans pass as fail decides nothing', () => {
  const agreement = agreementOn([...times(3, passed), compared(1, true, 1, 0), compared(1, true, 1, 1, 0)])
  expect(agreement?.agreed).toMatchObject({ count: 4, of: 4 })
  expect(agreementOn([compared(1, true, 1, 0)])).toBeUndefined()
  expect(agreementOn([])).toBeUndefined()
})

test('where all say the same there is no kappa, and no rate of what never was', () => {
  expect(agreementOn(times(5, passed))).toMatchObject({
    kappa: undefined,
    wrongFails: undefined,
    wrongPasses: { count: 0, of: 5 },
  })
})

test('scores that humans give are compared as scores', () => {
  const agreement = agreementOn([
    compared(0.8, true, 0.75),
    compared(0.5, true, 0.25, 0.5),
    compared(0.9, true, 0.25),
    compared(0.2, false, 0.4),
  ]) as GradedAgreement
  expect(agreement).toMatchObject({ kind: 'graded', agreed: { count: 3, of: 4 }, tolerance: 0.2 })
  expect(agreement.difference?.estimate).toBeCloseTo((0.05 + 0.125 + 0.65 - 0.2) / 4)
  expect(agreementOn([compared(0.8, true, 0.75)])).toMatchObject({ difference: undefined })
})

test('on outputs of which the judge passes more, what it fails counts less', () => {
  const agreement = agreementOn(mixed) as Agreement
  expect(agreementAt(0.6, agreement)?.estimate).toBeCloseTo(43 / 50)
  expect(agreementAt(0.9, agreement)?.estimate).toBeCloseTo(0.9 * 0.9 + 0.1 * 0.8)
  expect(agreementAt(1, agreement)?.estimate).toBeCloseTo(0.9)
  const onlyPasses = agreementOn(times(5, passed)) as Agreement
  expect(agreementAt(0.9, onlyPasses)).toBeUndefined()
  expect(agreementAt(1, onlyPasses)?.estimate).toBe(1)
})

test('how many labels would tell an agreement to 5 points', () => {
  expect(labelsNeeded(agreementOn(mixed) as Agreement)).toBe(186)
  expect(labelsNeeded(agreementOn(times(500, passed)) as Agreement)).toBeUndefined()
})

test('labels of several people are one output; another prompt is another', () => {
  const label = (output: string, score: number, rater: string, prompt?: string) => ({
    caseId: 'refund',
    output,
    label: score,
    rater,
    ...(prompt !== undefined && { prompt }),
    place,
  })
  const outputs = labelledOutputs([
    label('Two days.', 1, 'ada'),
    label('Three days.', 0, 'ada'),
    label('Two days.', 0, 'bob'),
    label('Two days.', 1, 'ada', 'How long?'),
  ])
  expect(outputs).toEqual([
    { caseId: 'refund', output: 'Two days.', ratings: [1, 0], label: 0.5 },
    { caseId: 'refund', output: 'Three days.', ratings: [0], label: 0 },
    { caseId: 'refund', output: 'Two days.', prompt: 'How long?', ratings: [1], label: 1 },
  ])
})
