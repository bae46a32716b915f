import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Candidate, sampleOutputs } from '../../src/calibration/sample.ts'

function candidates(many: number, of: (at: number) => Pick<Candidate, 'holds' | 'slice'>): readonly Candidate[] {
  return Array.from({ length: many }, (_, at) => ({ caseId: `c${at}`, ...of(at) }))
}

/** 100 outputs of which the judge fails 12; a tenth is German. */
const usual = candidates(100, (at) => ({ holds: at % 8 !== 0 || at >= 96, slice: at % 10 === 0 ? 'de' : 'en' }))

function count(sample: readonly Candidate[], counts: (one: Candidate) => boolean): number {
  return sample.filter(counts).length
}

test('half of a sample failed, as far as there are so many, and every slice is there', () => {
  const sample = sampleOutputs(usual, 20, 1)
  expect(sample).toHaveLength(20)
  expect(count(sample, ({ holds }) => holds === false)).toBe(10)
  expect(count(sample, ({ slice }) => slice === 'de')).toBeGreaterThanOrEqual(7)
  expect(count(sampleOutputs(usual, 60, 1), ({ holds }) => holds === false)).toBe(12)
})

test('what the judge has not seen stands among what it passes', () => {
  const unseen = candidates(30, () => ({ holds: undefined, slice: '' }))
  expect(sampleOutputs(unseen, 10, 1)).toHaveLength(10)
  const failing = candidates(30, () => ({ holds: false, slice: '' }))
  expect(sampleOutputs(failing, 10, 1)).toHaveLength(10)
})

test('the order does not tell what the judge thinks', () => {
  const sample = sampleOutputs(usual, 24, 3)
  const verdicts = sample.map(({ holds }) => holds)
  const runs = verdicts.filter((verdict, at) => verdict !== verdicts[at - 1]).length
  expect(runs).toBeGreaterThan(6)
})

test('the same seed draws the same, another one something else', () => {
  const ids = (seed: number) => sampleOutputs(usual, 20, seed).map(({ caseId }) => caseId)
  expect(ids(1)).toEqual(ids(1))
  expect(ids(1)).not.toEqual(ids(2))
})

test('a sample has as many as asked for or as there are, each once, whatever there is', () => {
  const one = fc.record({
    holds: fc.constantFrom(true, false, undefined),
    slice: fc.constantFrom('a', 'b', 'c'),
  })
  fc.assert(
    fc.property(fc.array(one, { maxLength: 40 }), fc.integer({ min: 1, max: 50 }), fc.nat(), (some, size, seed) => {
      const all = some.map((candidate, at) => ({ ...candidate, caseId: String(at) }))
      const sample = sampleOutputs(all, size, seed)
      expect(sample).toHaveLength(Math.min(size, all.length))
      expect(new Set(sample.map(({ caseId }) => caseId)).size).toBe(sample.length)
    }),
  )
})
