import fc from 'fast-check'
import { expect, test } from 'vitest'
import { daysBetween } from '../../src/resources/day.ts'

test('counts days as a calendar does', () => {
  const day = fc.date({ min: new Date('1970-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
  fc.assert(
    fc.property(day, day, (a, b) => {
      const [from, to] = [a, b].map((date) => date.toISOString().slice(0, 10))
      const expected = (Date.parse(to ?? '') - Date.parse(from ?? '')) / 86_400_000
      expect(daysBetween(from ?? '', to ?? '')).toBe(expected)
    }),
  )
})
