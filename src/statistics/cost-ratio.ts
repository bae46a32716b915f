import type { Estimate } from './estimate.ts'
import { mean } from './mean.ts'
import { pairedT } from './paired-t.ts'
import { requireAll } from './require-arguments.ts'

/**
 * Ratio of mean costs, head to base, with the paired delta method on its logarithm and Student's t: the standard error
 * of ln(ratio) is that of the mean of head_i/mean(head) - base_i/mean(base).
 *
 * Casella & Berger (2002), "Statistical inference", 5.5.4.
 * @param base one cost per case, at least 2, none negative and not all 0; any unit of money or tokens
 * @param head the same cases in the same order
 * @returns ratios; 1 is no change
 * @throws RangeError on other costs or a level outside (0, 1)
 */
export function costRatio(base: readonly number[], head: readonly number[], level = 0.95): Estimate {
  if (base.length !== head.length) throw new RangeError(`base has ${base.length} costs, head has ${head.length}`)
  const [baseMean, headMean] = [meanCost('base', base), meanCost('head', head)]
  const influence = head.map((cost, at) => cost / headMean - (base[at] as number) / baseMean)
  const { lower, upper } = pairedT(influence, level)
  const estimate = headMean / baseMean
  return { estimate, lower: estimate * Math.exp(lower), upper: estimate * Math.exp(upper) }
}

function meanCost(side: string, costs: readonly number[]): number {
  requireAll(side, costs, 0)
  const cost = mean(costs)
  if (cost === 0) throw new RangeError(`${side} costs nothing, a ratio needs a cost`)
  return cost
}
