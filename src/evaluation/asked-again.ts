import type { CallSources } from './recall.ts'
import type { WantedCall } from './wanted-calls.ts'

/**
 * Why something is asked that was asked before: the answer is too old, of a model that was replaced, from an origin that is
 * no longer the provider's, or not wanted (`--fresh`); or what was answered before has not been judged like this yet.
 */
export type WhyAgain = 'old' | 'replaced' | 'origin' | 'fresh' | 'judged'

/** Undefined where a call was never asked, so far as is remembered. */
export function whyAskedAgain({ id, judge, estimated }: WantedCall, sources: CallSources): WhyAgain | undefined {
  if (estimated) return undefined
  const { store, outdated, fresh = false, notBefore } = sources
  const stored = store.get(id)
  if (stored === undefined) return judge ? 'judged' : undefined
  if (fresh) return 'fresh'
  if (outdated?.has(id)) return 'replaced'
  return notBefore !== undefined && (stored.at ?? 0) < notBefore ? 'old' : 'origin'
}
