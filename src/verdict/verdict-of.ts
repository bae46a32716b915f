import type { Claims } from './claims.ts'
import type { Verdict } from './comparison.ts'

/**
 * What the tests say of one metric: the first that applies. A significant drop that is certified to be inside the
 * margin is tolerated, and flagged.
 */
export function verdictOf({ worse, better, certified, equivalent }: Claims): Verdict {
  if (worse && !certified) return { kind: 'regression' }
  if (better) return { kind: 'improvement' }
  if (equivalent) return { kind: 'equivalent', detectable: worse }
  return { kind: certified ? 'not-worse' : 'inconclusive' }
}
