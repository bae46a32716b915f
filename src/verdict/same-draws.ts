import type { TrialSummary } from '../evaluation/trial-summary.ts'
import type { CaseOutcome, ScoredCase } from './score-cases.ts'
import { scoredCases } from './score-cases.ts'

/**
 * Ids of the cases for which both sides asked exactly the same of models and judges, trial by trial: the same draw, so
 * that no difference is no evidence. Only cases scored on both sides.
 */
export function sameDraws(base: readonly CaseOutcome[], head: readonly CaseOutcome[]): ReadonlySet<string> {
  if (base.length === 0) return new Set()
  const asked = new Map(scoredCases(base).map((one) => [one.case.id, requestsOf(one)]))
  const same = scoredCases(head).filter((one) => asked.get(one.case.id) === requestsOf(one))
  return new Set(same.map((one) => one.case.id))
}

/** One text for the keys of all trials. */
function requestsOf({ trials }: ScoredCase): string {
  return JSON.stringify(trials.map(keysOf))
}

/** Of steps and judges; several judges may have been asked in any order. */
function keysOf({ steps, judgeCalls }: TrialSummary): readonly (readonly string[])[] {
  return [steps.map(({ key }) => key), judgeCalls.map(({ key }) => key).toSorted()]
}
