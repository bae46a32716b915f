import type { AdjustedP } from './adjust.ts'
import type { Change, Verdict } from './comparison.ts'
import { isCertified } from './gate.ts'

/** One-sided: half of the 5 % that one check may be wrong in either direction. */
const ALPHA = 0.025

/**
 * What the tests say of one metric: the first that applies. A significant drop that is certified to be inside the
 * margin is tolerated, and flagged. Equivalence goes by the score interval, never by t.
 * @param margin the largest tolerated drop, in units of the score
 */
export function verdictOf(change: Pick<Change, 'certified'>, p: AdjustedP, margin: number): Verdict {
  const certified = isCertified(change, margin)
  if (p.worse <= ALPHA && !certified) return { kind: 'regression' }
  if (p.better <= ALPHA) return { kind: 'improvement' }
  if (certified && change.certified.upper < margin) return { kind: 'equivalent', detectable: p.worse <= ALPHA }
  return { kind: certified ? 'not-worse' : 'inconclusive' }
}
