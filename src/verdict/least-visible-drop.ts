import { bisect } from '../statistics/bisect.ts'
import { casesNeeded } from '../statistics/cases-needed.ts'

/**
 * The smallest drop, in units of the score, that so many cases can reveal with 80 % power where each passes or fails in
 * one trial: a drop of x spreads by at least x (1 - x), and by more where some cases also rise. So it is what can be seen
 * at best, known before there is anything to compare with: 0.061 for 120 cases. By the normal approximation of
 * `casesNeeded`: the exact test sees it with a chance of 82 to 89 % from 50 cases on, and of 70 % with 20.
 * @param cases at least 1
 */
export function leastVisibleDrop(cases: number): number {
  const hidden = (drop: number): boolean => casesNeeded(drop * (1 - drop), drop) > cases
  return bisect(hidden, Number.EPSILON, 1)
}
