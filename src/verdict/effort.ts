import type { CallSummary, TrialSummary } from '../evaluation/trial-summary.ts'
import type { EvaluationResult } from '../evaluation/trial.ts'
import { sum } from '../statistics/sum.ts'
import type { Effort } from './comparison.ts'
import { outcomesOf, scoredCases } from './score-cases.ts'

/** What one more case takes on all of these sides together, judged as these are; undefined where one scored none. */
export function effortOf(sides: readonly EvaluationResult[]): Effort | undefined {
  const efforts = sides.map(effortOfSide)
  return allKnown(efforts) ? totalEffort(efforts) : undefined
}

/** Efforts of the sides of a comparison as one; undefined of none. */
export function totalEffort(efforts: readonly Effort[]): Effort | undefined {
  const costs = efforts.map(({ usd }) => usd)
  if (efforts.length === 0) return undefined
  return {
    trials: Math.max(...efforts.map(({ trials }) => trials)),
    calls: sum(efforts.map(({ calls }) => calls)),
    usd: allKnown(costs) ? sum(costs) : undefined,
  }
}

function effortOfSide(result: EvaluationResult): Effort | undefined {
  const scored = scoredCases(outcomesOf(result))
  if (scored.length === 0) return undefined
  const calls = scored.flatMap(({ trials }) => trials).flatMap(callsOf)
  const costs = calls.map((call) => (call.kind === 'answered' ? call.cost : undefined))
  return {
    trials: result.evaluation.measure.trials,
    calls: calls.length / scored.length,
    usd: allKnown(costs) ? sum(costs) / scored.length : undefined,
  }
}

function callsOf({ steps, judgeCalls }: TrialSummary): readonly CallSummary[] {
  return [...steps, ...judgeCalls]
}

function allKnown<T>(values: readonly (T | undefined)[]): values is readonly T[] {
  return values.every((value) => value !== undefined)
}
