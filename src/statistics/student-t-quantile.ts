import { bisect } from './bisect.ts'
import { requireInside } from './require-arguments.ts'
import { studentTCdf } from './student-t-cdf.ts'

/**
 * The t with P(T <= t) = p for Student's t with `df` degrees of freedom.
 * @throws RangeError unless 0 < p < 1 and df > 0
 */
export function studentTQuantile(p: number, df: number): number {
  requireInside('p', p, 0, 1)
  const tail = Math.min(p, 1 - p)
  if (tail === 0.5) return 0
  let reach = 2
  while (studentTCdf(-reach, df) > tail) reach *= 2
  const t = bisect((candidate) => studentTCdf(candidate, df) <= tail, -reach, 0)
  return p < 0.5 ? t : -t
}
