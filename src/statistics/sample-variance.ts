import { mean } from './mean.ts'

/**
 * Unbiased variance (divisor n - 1).
 * @throws RangeError with fewer than two values or one that is not finite
 */
export function sampleVariance(values: readonly number[]): number {
  if (values.length < 2) throw new RangeError(`a variance needs at least 2 values, there are ${values.length}`)
  const centre = mean(values)
  let squares = 0
  for (const value of values) squares += (value - centre) ** 2
  return squares / (values.length - 1)
}
