import type { CallResult } from '../evaluation/call.ts'
import type { EvaluationResult } from '../evaluation/trial.ts'
import { byCodePoints } from '../resources/order.ts'

/** Longer names are cut: evidence is kept for ever. */
const longest = 200

/** The models that said they answered, in order. Providers serve dated versions under a short name. Text from outside. */
export function servedModels(results: readonly EvaluationResult[]): {
  readonly subject: readonly string[]
  readonly judges: readonly string[]
} {
  const traces = results.flatMap(({ trials }) => trials.map(({ trace }) => trace))
  return {
    subject: namesIn(traces.flatMap(({ steps }) => steps.map(({ result }) => result))),
    judges: namesIn(traces.flatMap(({ judgeCalls }) => judgeCalls)),
  }
}

function namesIn(results: readonly CallResult[]): readonly string[] {
  const names = results.flatMap((result) => (result.kind === 'answered' ? (result.call.answer.servedModel ?? []) : []))
  return [...new Set(names.map((name) => name.slice(0, longest).toWellFormed()))].toSorted(byCodePoints)
}
