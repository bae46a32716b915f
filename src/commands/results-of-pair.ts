import type { EvaluationPair } from '../evaluation/pair-evaluations.ts'
import type { EvaluationResult } from '../evaluation/trial.ts'
import type { SuiteResults } from '../verdict/compare.ts'

/** The results of a pair's two sides. */
export function resultsOf(pair: EvaluationPair, evaluated: readonly EvaluationResult[]): SuiteResults {
  const resultOf = (evaluation: EvaluationPair['base']) => evaluated.find((result) => result.evaluation === evaluation)
  const head = resultOf(pair.head) as EvaluationResult // every evaluation that was given has its result
  return {
    suite: pair.suite,
    subject: pair.label,
    measure: pair.measure,
    gating: pair.gating,
    head,
    base: resultOf(pair.base),
  }
}
