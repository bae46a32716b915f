import { byCodeUnits } from './order.ts'

/** One case scored on both sides. */
export interface CasePair {
  readonly caseId: string
  /** Mean scores over its trials, in [0, 1]. */
  readonly base: number
  readonly head: number
  /** head - base; exactly 0 where only the rounding of the means differs. */
  readonly difference: number
}

export interface PairedCases {
  /** In order of the id. */
  readonly pairs: readonly CasePair[]
  /** Cases scored on that side alone, which therefore say nothing about the change. */
  readonly dropped: { readonly base: number; readonly head: number }
}

/** Pairs by case id what is scored on both sides. */
export function pairCases(base: ReadonlyMap<string, number>, head: ReadonlyMap<string, number>): PairedCases {
  const pairs: CasePair[] = []
  for (const [caseId, headScore] of head) {
    const baseScore = base.get(caseId)
    if (baseScore !== undefined) pairs.push(pairOf(caseId, baseScore, headScore))
  }
  return {
    pairs: pairs.toSorted((a, b) => byCodeUnits(a.caseId, b.caseId)),
    dropped: { base: base.size - pairs.length, head: head.size - pairs.length },
  }
}

/** Means of the same trial scores, added in another order, may differ by this much. */
const ROUNDING = 1e-12

function pairOf(caseId: string, base: number, head: number): CasePair {
  const difference = head - base
  return { caseId, base, head, difference: Math.abs(difference) <= ROUNDING ? 0 : difference }
}
