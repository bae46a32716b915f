import type { Policy } from '../resources/policy.ts'
import { takeLooks } from './chance.ts'
import { compareSuite, type DraftComparison, type SuiteResults } from './compare.ts'
import type { SuiteComparison } from './comparison.ts'
import { decide, inOrder } from './decide.ts'
import type { LookRecord } from './look-record.ts'
import { keepShown } from './shown-drops.ts'

/**
 * Compares and decides all results of one check; each metric is tested as the look that it is, and a drop or a missed
 * floor that it shows is remembered.
 * @param looks counts them; undefined: each is the first, and nobody will know of it
 */
export function decideLooked(
  results: readonly SuiteResults[],
  policy: Pick<Policy, 'recorded'>,
  looks: LookRecord | undefined,
): readonly SuiteComparison[] {
  const drafts = results.map(compareSuite).toSorted(inOrder)
  if (looks === undefined) return decide(drafts, policy)
  const comparisons = decide(drafts, policy, takeLooks(drafts, looks))
  for (const [at, comparison] of comparisons.entries()) keepFailures(drafts[at], comparison, looks)
  return comparisons
}

/** Keeps the drops and missed floors that only this look showed. @param draft what `decided` was made from */
function keepFailures(draft: DraftComparison | undefined, decided: SuiteComparison, looks: LookRecord): void {
  for (const [at, { verdict, look, gate }] of decided.metrics.entries()) {
    const lookedAt = look && draft?.metrics[at]?.lookAt
    if (lookedAt === undefined) continue
    if (verdict.kind === 'regression' && !look?.shownBefore) keepShown({ kind: 'drop' }, lookedAt(), looks)
    if (gate.min?.decision === 'fails' && !look?.missedBefore)
      keepShown({ kind: 'below', floor: gate.min.limit }, lookedAt(), looks)
  }
}
