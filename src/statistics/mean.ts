import { requireAll } from './require-arguments.ts'
import { sum } from './sum.ts'

/**
 * Arithmetic mean.
 * @throws RangeError on an empty array or a number that is not finite
 */
export function mean(values: readonly number[]): number {
  requireAll('values', values)
  return sum(values) / values.length
}
