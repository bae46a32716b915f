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
}

/** Sums over every answered call of the results, judges included. Two evaluations that share a call paid for it once. */
export function spentOn(results: readonly EvaluationResult[]): Spent {
  const answered = results.flatMap(callsOf).filter((result) => result.kind === 'answered')
  const asked = answered.filter(({ from }) => from === 'model')
  const judged = results.flatMap(judgeCallsOf).filter((result) => result.kind === 'answered' && result.from === 'model')
  return {
    newCalls: asked.length,
    fromStore: answered.filter(({ from }) => from === 'store').length,
    recorded: answered.filter(({ from }) => from === 'recorded').length,
    usd: costOf(asked),
    ...(judged.length > 0 && { judgeUsd: costOf(judged) }),
    unpriced: asked.filter(({ cost }) => cost === undefined).length,
  }
}

function costOf(calls: readonly CallResult[]): number {
  return sum(calls.map((call) => (call.kind === 'answered' ? (call.cost ?? 0) : 0)))
}

function judgeCallsOf({ trials }: EvaluationResult): readonly CallResult[] {
  return trials.flatMap(({ trace }) => trace.judgeCalls)
}

function callsOf({ trials, shared = [] }: EvaluationResult): readonly CallResult[] {
  const own = trials.flatMap(({ trace }) => [...trace.steps.map(({ result }) => result), ...trace.judgeCalls])
  return [...shared.map(({ result }) => result), ...own]
}
