import { expect, test } from 'vitest'
import { percentDone, type Progress, progressLine } from '../../src/report/progress.ts'

function progressWith(more: Partial<Progress>): Progress {
  return { done: 0, of: 240, newCalls: 0, usd: 0, budgetUsd: 10, elapsedMs: 0, ...more }
}

test.each<[Partial<Progress>, string]>([
  [{}, '0 of 240 answers, 0 %; 0 new calls, $0 of $10'],
  [
    { done: 60, newCalls: 50, usd: 0.125, elapsedMs: 5_000 },
    '60 of 240 answers, 25 %; 50 new calls, $0.13 of $10; 12/s, 15 s left',
  ],
  [
    { done: 1, of: 10_000, newCalls: 1, usd: 0.0042, elapsedMs: 2_000 },
    '1 of 10,000 answers, 0 %; 1 new call, $0.0042 of $10; 0.5/s, 5 h 34 min left',
  ],
  [
    { done: 100, of: 1_000, elapsedMs: 20_000 },
    '100 of 1,000 answers, 10 %; 0 new calls, $0 of $10; 5.0/s, 3 min left',
  ],
  [{ done: 240, elapsedMs: 2_000 }, '240 of 240 answers, 100 %; 0 new calls, $0 of $10; 120/s'],
  [{ done: 1, of: 1 }, '1 of 1 answer, 100 %; 0 new calls, $0 of $10'],
])('%j reads well', (more, line) => {
  expect(progressLine(progressWith(more))).toBe(line)
})

test('speed and time left are not guessed from nothing, nor from the first second', () => {
  expect(progressLine(progressWith({ done: 200, elapsedMs: 999 }))).not.toContain('left')
  expect(progressLine(progressWith({ done: 0, elapsedMs: 60_000 }))).not.toContain('left')
})

test('100 % is the end, and nothing to do is done', () => {
  expect(percentDone({ done: 999, of: 1_000 })).toBe(99)
  expect(percentDone({ done: 1_000, of: 1_000 })).toBe(100)
  expect(percentDone({ done: 0, of: 0 })).toBe(100)
})
