import { summarizeCall } from '../evaluation/trial-summary.ts'
import type { CallSummary } from '../evaluation/trial-summary.ts'
import type { EvaluationResult } from '../evaluation/trial.ts'
import { byCodePoints } from '../resources/order.ts'
import type { ServedModels } from './comparison.ts'

/** Longer names are cut: evidence is kept for ever. */
const longest = 200

/** The models that said they answered. */
export function servedModels({ trials, shared = [] }: EvaluationResult): ServedModels {
  const indexing = shared.map(({ result }) => summarizeCall(result))
  return {
    subject: namesIn([...trials.flatMap(({ steps }) => steps), ...indexing]),
    judges: namesIn(trials.flatMap(({ judgeCalls }) => judgeCalls)),
  }
}

function namesIn(calls: readonly CallSummary[]): readonly string[] {
  const names = new Set(calls.flatMap((call) => (call.kind === 'answered' ? (call.by.served ?? []) : [])))
  return [...new Set([...names].map((name) => name.slice(0, longest).toWellFormed()))].toSorted(byCodePoints)
}
