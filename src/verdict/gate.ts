import type { Gate } from '../resources/project.ts'
import { casesForFloor } from './cases-for-floor.ts'
import type { Decision, FloorDecision, GateDecision, Interval, Score, Verdict } from './comparison.ts'

/** What a gate is decided on. */
interface GateEvidence {
  /** Whether the comparison gates and its answers are accepted. */
  readonly counts: boolean
  readonly verdict: Verdict
  /** Whether a drop of the margin is excluded. */
  readonly certified: boolean
  /** Head's score; undefined where too few of its cases have one. */
  readonly head: Score | undefined
  /** Its limits at the level of the look, where that is not the first. */
  readonly headLimits: Interval | undefined
  /** Whether another look at the same showed head below this floor. */
  readonly missedBefore: boolean
}

/** Decides both gates of a metric. */
export function decideGate({ maxDrop, min }: Gate, evidence: GateEvidence): GateDecision {
  return {
    gating: evidence.counts,
    maxDrop: { limit: maxDrop, decision: decideMaxDrop(evidence) },
    min: min === undefined ? undefined : decideFloor(min, evidence),
  }
}

/** Fails on a regression; holds when certified, or nothing changed. Without anything to compare with, floors decide. */
function decideMaxDrop({ counts, verdict, certified }: GateEvidence): Decision {
  if (!counts || verdict.kind === 'not-comparable') return 'does-not-count'
  if (verdict.kind === 'regression') return 'fails'
  return verdict.kind === 'unchanged' || certified ? 'holds' : 'cannot-tell'
}

/** The upper limit of nothing but passes is 1 on paper, and a hair less in floating point. */
const ROUNDING = 1e-9

function decideFloor(floor: number, evidence: GateEvidence): FloorDecision {
  const decision = decideMin(floor, evidence)
  const needed = decision === 'cannot-tell' && evidence.head ? casesForFloor(evidence.head, floor) : undefined
  return { limit: floor, decision, ...(needed !== undefined && { casesNeeded: needed }) }
}

/**
 * A point estimate decides nothing: fails when the upper limit is below the floor, holds when the lower reaches it. A floor
 * that another look missed stays missed until one reaches it.
 */
function decideMin(floor: number, evidence: GateEvidence): Decision {
  const { counts, head, headLimits = head?.interval, missedBefore } = evidence
  if (!counts) return 'does-not-count'
  if (head === undefined || headLimits === undefined) return 'cannot-tell'
  if (headLimits.upper < floor - ROUNDING) return 'fails'
  if (headLimits.lower >= floor - ROUNDING) return 'holds'
  return missedBefore ? 'fails' : 'cannot-tell'
}
