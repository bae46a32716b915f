import { sum } from '../statistics/sum.ts'
import { summarizeCall } from './trial-summary.ts'
import type { AnsweredCall, CallSummary } from './trial-summary.ts'
import type { EvaluationResult } from './trial.ts'

/** What a run asked, what it remembered, and what that cost. */
export interface Spent {
  readonly newCalls: number
  readonly fromStore: number
  readonly recorded: number
  /** USD of the new calls at their models' prices. */
  readonly usd: number
  /** Of `usd`, what judges cost; absent where none was asked. */
  readonly judgeUsd?: number
  /** New calls whose price or usage is unknown; their cost is not in `usd`. */
  readonly unpriced: number
  /** Of a comparison: how old the oldest of base's answers from the store is, in ms; absent where none is from there. */
  readonly baseAgeMs?: number
  /**
   * What counted against the budget, in USD: at the higher of base's and head's price, and what may have been billed though no
   * answer came. Absent where that is `usd`.
   */
  readonly chargedUsd?: number
  /** Answers of models that were replaced since, which were asked again; absent where none. */
  readonly replaced?: number
  /** How long asking took, in ms; absent where nothing was asked. */
  readonly ms?: number
}

/**
 * Sums over every answered call of the results, judges included. Two evaluations that share a call paid for it once.
 * @param discarded results that others have taken the place of: what they asked was paid for, too
 */
export function spentOn(results: readonly EvaluationResult[], discarded: readonly EvaluationResult[] = []): Spent {
  const answered = answersOf(results)
  const before = answersOf(discarded).filter(isNew)
  const paidBefore = new Set(before.map(({ key }) => key))
  const asked = answered.filter(isNew).concat(before)
  const judged = answersOf([...results, ...discarded], judgeCallsOf).filter(isNew)
  return {
    newCalls: asked.length,
    fromStore: answered.filter(({ from, key }) => from === 'store' && !paidBefore.delete(key)).length,
    recorded: answered.filter(({ from }) => from === 'recorded').length,
    usd: costOf(asked),
    ...(judged.length > 0 && { judgeUsd: costOf(judged) }),
    unpriced: asked.filter(({ cost }) => cost === undefined).length,
  }
}

function costOf(calls: readonly AnsweredCall[]): number {
  return sum(calls.map(({ cost = 0 }) => cost))
}

/** How old the oldest of base's remembered answers is, in ms; undefined where base rests on none. */
export function ageOfBase(results: readonly EvaluationResult[], now: number): number | undefined {
  let oldest: number | undefined
  for (const { from, at } of answersOf(results.filter(({ evaluation }) => evaluation.side === 'base'))) {
    if (from === 'store' && at !== undefined) oldest = Math.min(oldest ?? at, at)
  }
  return oldest === undefined ? undefined : now - oldest
}

/** Every call that was answered, judges included; or those of these calls. */
export function answersOf(results: readonly EvaluationResult[], callsIn: CallsIn = callsOf): readonly AnsweredCall[] {
  const answered: AnsweredCall[] = []
  for (const result of results) {
    callsIn(result, (call) => {
      if (call.kind === 'answered') answered.push(call)
    })
  }
  return answered
}

/** Visits calls of a result: they may be millions, of which no list is made. */
type CallsIn = (result: EvaluationResult, visit: (call: CallSummary) => void) => void

const judgeCallsOf: CallsIn = ({ trials }, visit) => {
  for (const { judgeCalls } of trials) judgeCalls.forEach(visit)
}

const callsOf: CallsIn = ({ trials, shared = [] }, visit) => {
  for (const { result } of shared) visit(summarizeCall(result))
  for (const { steps, judgeCalls } of trials) {
    steps.forEach(visit)
    judgeCalls.forEach(visit)
  }
}

function isNew({ from }: AnsweredCall): boolean {
  return from === 'model'
}
