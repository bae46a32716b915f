import type { Gate } from '../resources/project.ts'
import { casesForFloor } from './cases-for-floor.ts'
import type { Change, Decision, FloorDecision, GateDecision, Score, Verdict } from './comparison.ts'

/** What a gate is decided on. */
interface GateEvidence {
  /** Whether the comparison gates and its answers are accepted. */
  readonly counts: boolean
  readonly verdict: Verdict
  readonly change: Change | undefined
  /** Head's score; undefined where too few of its cases have one. */
  readonly head: Score | undefined
}

/** Decides both gates of a metric. */
export function decideGate({ maxDrop, min }: Gate, evidence: GateEvidence): GateDecision {
  return {
    gating: evidence.counts,
    maxDrop: { limit: maxDrop, decision: decideMaxDrop(maxDrop, evidence) },
    min: min === undefined ? undefined : decideFloor(min, evidence),
  }
}

/** Whether the lower limit that certifies excludes a drop of the margin. */
export function isCertified({ certified }: Pick<Change, 'certified'>, margin: number): boolean {
  return certified.lower > -margin
}

/** Fails on a regression; holds when certified, or nothing changed. Without anything to compare with, floors decide. */
function decideMaxDrop(margin: number, { counts, verdict, change }: GateEvidence): Decision {
  if (!counts || verdict.kind === 'not-comparable') return 'does-not-count'
  if (verdict.kind === 'regression') return 'fails'
  if (verdict.kind === 'unchanged') return 'holds'
  return change !== undefined && isCertified(change, margin) ? 'holds' : 'cannot-tell'
}

/** The upper limit of nothing but passes is 1 on paper, and a hair less in floating point. */
const ROUNDING = 1e-9

function decideFloor(floor: number, evidence: GateEvidence): FloorDecision {
  const decision = decideMin(floor, evidence)
  const needed = decision === 'cannot-tell' && evidence.head ? casesForFloor(evidence.head, floor) : undefined
  return { limit: floor, decision, ...(needed !== undefined && { casesNeeded: needed }) }
}

/** A point estimate decides nothing: fails when the upper limit is below the floor, holds when the lower reaches it. */
function decideMin(floor: number, { counts, head }: GateEvidence): Decision {
  if (!counts) return 'does-not-count'
  if (head === undefined) return 'cannot-tell'
  if (head.interval.upper < floor - ROUNDING) return 'fails'
  return head.interval.lower >= floor - ROUNDING ? 'holds' : 'cannot-tell'
}
