import { requireCount, requireWithin } from './require-arguments.ts'
import type { VarianceComponents } from './variance-components.ts'

/**
 * Variance of one unit's difference of means when it is tried so often: w2 + sb2/kb + sh2/kh.
 *
 * Miller (2024), "Adding error bars to evals", arXiv 2411.00640.
 * @throws RangeError on a negative component or fewer than 1 trial
 */
export function differenceVariance(parts: VarianceComponents, baseTrials: number, headTrials = baseTrials): number {
  for (const [name, part] of Object.entries(parts)) requireWithin(name, part, 0, Infinity)
  requireCount('baseTrials', baseTrials, 1)
  requireCount('headTrials', headTrials, 1)
  return parts.between + parts.withinBase / baseTrials + parts.withinHead / headTrials
}
