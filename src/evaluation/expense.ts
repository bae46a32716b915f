import { sum } from '../statistics/sum.ts'
import type { CallResult } from './call.ts'
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
}

/**
 * Sums over every answered call of the results, judges included. Two evaluations that share a call paid for it once.
 * @param discarded results that others have taken the place of: what they asked was paid for, too
 */
export function spentOn(results: readonly EvaluationResult[], discarded: readonly EvaluationResult[] = []): Spent {
  const answered = results.flatMap(answersOf)
  const before = discarded.flatMap(answersOf).filter(isNew)
  const paidBefore = new Set(before.map(({ key }) => key))
  const asked = [...answered.filter(isNew), ...before]
  const judged = [...results, ...discarded].flatMap(judgeCallsOf).filter(isNew)
  return {
    newCalls: asked.length,
    fromStore: answered.filter(({ from, key }) => from === 'store' && !paidBefore.delete(key)).length,
    recorded: answered.filter(({ from }) => from === 'recorded').length,
    usd: costOf(asked),
    ...(judged.length > 0 && { judgeUsd: costOf(judged) }),
    unpriced: asked.filter(({ cost }) => cost === undefined).length,
  }
}

function costOf(calls: readonly CallResult[]): number {
  return sum(calls.map((call) => (call.kind === 'answered' ? (call.cost ?? 0) : 0)))
}

/** How old the oldest of base's remembered answers is, in ms; undefined where base rests on none. */
export function ageOfBase(results: readonly EvaluationResult[], now: number): number | undefined {
  const base = results.filter(({ evaluation }) => evaluation.side === 'base').flatMap(answersOf)
  const times = base.flatMap(({ from, call: { at } }) => (from === 'store' && at !== undefined ? [at] : []))
  return times.length === 0 ? undefined : now - times.reduce((oldest, at) => Math.min(oldest, at))
}

export type Answered = Extract<CallResult, { readonly kind: 'answered' }>

/** Every call that was answered, judges included. */
export function answersOf(result: EvaluationResult): readonly Answered[] {
  return callsOf(result).filter((call) => call.kind === 'answered')
}

function isNew(result: CallResult): boolean {
  return result.kind === 'answered' && result.from === 'model'
}

function judgeCallsOf({ trials }: EvaluationResult): readonly CallResult[] {
  return trials.flatMap(({ trace }) => trace.judgeCalls)
}

function callsOf({ trials, shared = [] }: EvaluationResult): readonly CallResult[] {
  const own = trials.flatMap(({ trace }) => [...trace.steps.map(({ result }) => result), ...trace.judgeCalls])
  return [...shared.map(({ result }) => result), ...own]
}
