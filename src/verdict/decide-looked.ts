import type { Policy } from '../resources/policy.ts'
import { takeLooks } from './chance.ts'
import { compareSuite, type SuiteResults } from './compare.ts'
import type { SuiteComparison } from './comparison.ts'
import { decide } from './decide.ts'
import type { LookRecord } from './look-record.ts'

/**
 * Compares and decides all results of one check; each metric is tested as the look that it is.
 * @param looks counts them; undefined: each is the first, and nobody will know of it
 */
export function decideLooked(
  results: readonly SuiteResults[],
  policy: Pick<Policy, 'recorded'>,
  looks: Pick<LookRecord, 'take'> | undefined,
): readonly SuiteComparison[] {
  const drafts = results.map(compareSuite)
  return decide(drafts, policy, looks === undefined ? undefined : takeLooks(drafts, looks))
}
