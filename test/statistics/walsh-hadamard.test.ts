import fc from 'fast-check'
import { expect, test } from 'vitest'
import { walshHadamard } from '../../src/statistics/walsh-hadamard.ts'

/** Whether two numbers have an odd number of bits in common. */
function odd(one: number, other: number): boolean {
  return (one & other).toString(2).replaceAll('0', '').length % 2 === 1
}

test('every sum is that under one element of the group, and the first is the plain sum', () => {
  const powers = fc.integer({ min: 0, max: 6 }).chain((bits) => {
    return fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2 ** bits, maxLength: 2 ** bits })
  })
  fc.assert(
    fc.property(powers, (values) => {
      const sums = new Float64Array(values)
      walshHadamard(sums)
      for (const [element, sum] of sums.entries())
        expect(sum).toBe(values.reduce((total, value, at) => total + (odd(element, at) ? -value : value), 0))
    }),
  )
})
