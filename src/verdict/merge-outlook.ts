import { isComplete } from './completeness.ts'
import type { SuiteComparison } from './comparison.ts'
import type { CheckReport, PlannedPromotion } from './reports.ts'

/**
 * What becomes of a target after a merge, as far as a check can tell: base stands for what the target holds, but where the
 * ledger of this clone says that it holds head's artifact, or that this is held back.
 */
export type MergeOutlook = 'delivered' | 'waits' | 'stopped' | 'incomplete' | 'held' | 'held-back'

export function mergeOutlook(
  { subject, whenUnsure, already }: PlannedPromotion,
  { comparisons, notEvaluated }: Pick<CheckReport, 'comparisons' | 'notEvaluated'>,
): MergeOutlook {
  if (already !== undefined) return already
  const own = comparisons.filter((one) => one.gating && one.subject === subject)
  if (own.some((one) => decides(one, 'fails'))) return 'stopped'
  const gaps = notEvaluated.filter((gap) => gap.subject === subject)
  if (!isComplete({ suites: [], comparisons: own, notEvaluated: gaps })) return 'incomplete'
  return whenUnsure === 'block' && own.some((one) => decides(one, 'cannot-tell')) ? 'waits' : 'delivered'
}

function decides({ metrics }: SuiteComparison, decision: 'fails' | 'cannot-tell'): boolean {
  return metrics.some(({ gate: { maxDrop, min } }) => maxDrop.decision === decision || min?.decision === decision)
}
