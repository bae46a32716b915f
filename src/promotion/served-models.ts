import type { CallResult } from '../evaluation/call.ts'
import type { EvaluationResult } from '../evaluation/trial.ts'
import { byCodePoints } from '../resources/order.ts'

/** The models that said they answered, in order. Providers serve dated versions under a short name. Text from outside. */
export interface ServedModels {
  readonly subject: readonly string[]
  readonly judges: readonly string[]
}

/** Longer names are cut: evidence is kept for ever. */
const longest = 200

export function servedModels({ trials, shared = [] }: EvaluationResult): ServedModels {
  const steps = [...trials.flatMap(({ trace }) => trace.steps), ...shared]
  return {
    subject: namesIn(steps.map(({ result }) => result)),
    judges: namesIn(trials.flatMap(({ trace }) => trace.judgeCalls)),
  }
}

function namesIn(results: readonly CallResult[]): readonly string[] {
  const names = results.flatMap((result) => (result.kind === 'answered' ? (result.call.answer.servedModel ?? []) : []))
  return [...new Set(names.map((name) => name.slice(0, longest).toWellFormed()))].toSorted(byCodePoints)
}
