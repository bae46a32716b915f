import { requireAll, requireWithin } from './require-arguments.ts'

/**
 * Sample quantile, linear between order statistics (type 7 of Hyndman & Fan 1996, American Statistician 50, 361-365;
 * the default of R and NumPy).
 * @param share 0.5 for the median, 0.95 for p95
 * @throws RangeError on an empty array, a number that is not finite, or a share outside [0, 1]
 */
export function quantile(values: readonly number[], share: number): number {
  requireAll('values', values)
  requireWithin('share', share, 0, 1)
  const ascending = Float64Array.from(values).sort()
  const at = share * (values.length - 1)
  const below = ascending[Math.floor(at)] as number
  const above = ascending[Math.ceil(at)] as number
  return below + (above - below) * (at - Math.floor(at))
}
