import { describe, expect, it } from 'vitest'
import * as numbers from '../../src/report/numbers.ts'

describe('numbers', () => {
  it.each([
    [0.9, '90.0 %'],
    [1, '100 %'],
    [0, '0 %'],
    [0.9992, '99.9 %'],
    [0.0004, '0.0 %'],
  ])('has the score %d as %s', (score, shown) => {
    expect(numbers.percent(score)).toBe(shown)
  })

  it.each([
    [0.95, '95 %'],
    [0.57, '57 %'],
    [0.975, '97.5 %'],
  ])('has the limit %d as %s', (limit, shown) => {
    expect(numbers.share(limit)).toBe(shown)
  })

  it.each([
    [0.05, '5 points'],
    [0.01, '1 point'],
    [0.025, '2.5 points'],
  ])('has the margin %d as %s', (margin, shown) => {
    expect(numbers.margin(margin)).toBe(shown)
  })

  it.each([
    [-0.125, '−12.5'],
    [0.023, '+2.3'],
    [0, '0.0'],
    [-0.0001, '0.0'],
    [-1, '−100.0'],
  ])('has the difference %d as %s', (delta, shown) => {
    expect(numbers.points(delta)).toBe(shown)
  })

  it.each([
    [0, '$0'],
    [10, '$10'],
    [1.25, '$1.25'],
    [2.5, '$2.50'],
    [3.999, '$4.00'],
    [0.1, '$0.10'],
    [0.05, '$0.05'],
    [0.042, '$0.042'],
    [0.0042, '$0.0042'],
    [0.00421, '$0.0042'],
    [0.00001, '<$0.0001'],
    [1234.5, '$1,234.50'],
    [12_000, '$12,000'],
  ])('has %d dollars as %s', (amount, shown) => {
    expect(numbers.usd(amount)).toBe(shown)
  })

  it.each([
    [640, '640 ms'],
    [999.4, '999 ms'],
    [999.6, '1.0 s'],
    [2900, '2.9 s'],
    [125_000, '125 s'],
  ])('has %d ms as %s', (ms, shown) => {
    expect(numbers.duration(ms)).toBe(shown)
  })

  it('has limits with one sign each, and says where there is none', () => {
    expect(numbers.pointsBetween({ lower: -0.204, upper: -0.056 })).toBe('(−20.4 … −5.6)')
    expect(numbers.pointsBetween({ lower: -0.08, upper: Infinity })).toBe('(−8.0 … unbounded)')
    expect(numbers.percentBetween({ lower: 0.804, upper: 1 })).toBe('(80.4 … 100)')
    expect(numbers.ratioBetween({ lower: 0.93, upper: 1.02 })).toBe('(−7 … +2)')
    expect(numbers.ratioChange(0.9453)).toBe('−5 %')
    expect(numbers.ratioChange(1)).toBe('0 %')
  })

  it('counts', () => {
    expect([0, 999, 1000, 1_234_567].map(numbers.count)).toEqual(['0', '999', '1,000', '1,234,567'])
    expect([numbers.counted(1, 'case'), numbers.counted(1200, 'case')]).toEqual(['1 case', '1,200 cases'])
    expect([388, 73, 1_234, 2.1].map(numbers.about)).toEqual(['390', '73', '1,200', '3'])
    expect([0.0004, 0.003, 1].map(numbers.probability)).toEqual(['<0.001', '0.003', '1.000'])
  })

  it.each([
    [-1, 'less than a minute'],
    [59_999, 'less than a minute'],
    [60_000, '1 minute'],
    [7_199_999, '1 hour'],
    [47 * 3_600_000, '47 hours'],
    [48 * 3_600_000, '2 days'],
  ])('has the age of %d ms as %s', (ms, shown) => {
    expect(numbers.age(ms)).toBe(shown)
  })

  it('has a time to the minute, and leaves what is none', () => {
    expect(numbers.moment('2026-11-05T10:00:59.123Z')).toBe('2026-11-05 10:00 UTC')
    expect(numbers.moment('tomorrow')).toBe('tomorrow')
  })
})
