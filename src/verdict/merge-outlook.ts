import { isComplete } from './completeness.ts'
import type { SuiteComparison } from './comparison.ts'
import type { CheckReport, PlannedPromotion } from './reports.ts'

/**
 * What becomes of a target after a merge, as far as a check can tell: base stands for what the target holds.
 * `unclear`: only base's own measure fails, which is held before a merge and not after it.
 */
export type MergeOutlook = 'delivered' | 'waits' | 'stopped' | 'incomplete' | 'unclear'

export function mergeOutlook(
  { subject, whenUnsure }: PlannedPromotion,
  { comparisons, notEvaluated }: Pick<CheckReport, 'comparisons' | 'notEvaluated'>,
): MergeOutlook {
  const own = comparisons.filter((one) => one.gating && one.subject === subject)
  const byHead = own.filter(({ measure }) => measure === 'head')
  if (byHead.some((one) => decides(one, 'fails'))) return 'stopped'
  if (own.some((one) => decides(one, 'fails'))) return 'unclear'
  const gaps = notEvaluated.filter((gap) => gap.subject === subject)
  if (!isComplete({ suites: [], comparisons: byHead, notEvaluated: gaps })) return 'incomplete'
  return whenUnsure === 'block' && byHead.some((one) => decides(one, 'cannot-tell')) ? 'waits' : 'delivered'
}

function decides({ metrics }: SuiteComparison, decision: 'fails' | 'cannot-tell'): boolean {
  return metrics.some(({ gate: { maxDrop, min } }) => maxDrop.decision === decision || min?.decision === decision)
}
