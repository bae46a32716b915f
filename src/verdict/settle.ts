import type { Coverage, NotComparableReason, Verdict } from './comparison.ts'
import type { CasePair } from './pair-cases.ts'

/** The verdicts that no test decides. */
export type SettledVerdict = Extract<Verdict, { readonly kind: 'incomplete' | 'not-comparable' | 'unchanged' }>

interface Circumstances {
  readonly coverage: { readonly base: Coverage | undefined; readonly head: Coverage }
  /** Why the sides say nothing about each other, if they do not. */
  readonly notComparable: NotComparableReason | undefined
  readonly pairs: readonly CasePair[]
  /** Cases for which both sides asked the same. */
  readonly sameDraws: ReadonlySet<string>
}

/** The first that applies of incomplete, not comparable, unchanged; undefined where a test has to decide. */
export function settle(circumstances: Circumstances): SettledVerdict | undefined {
  if (isIncomplete(circumstances)) return { kind: 'incomplete' }
  const { notComparable, pairs, sameDraws } = circumstances
  if (notComparable) return { kind: 'not-comparable', reason: notComparable }
  if (pairs.length === 0) return { kind: 'not-comparable', reason: 'no pairs' }
  // The same requests with another score: something beside the model calls changed, and that is no chance.
  const unchanged = pairs.every(({ caseId, difference }) => sameDraws.has(caseId) && difference === 0)
  return unchanged ? { kind: 'unchanged' } : undefined
}

/** A base that cannot be compared with need not be complete. */
function isIncomplete({ coverage, notComparable }: Circumstances): boolean {
  if (!coverage.head.enough || coverage.head.scored === 0) return true
  return notComparable === undefined && coverage.base?.enough === false
}
