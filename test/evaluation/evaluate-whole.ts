import type { Ask } from '../../src/evaluation/ask-model.ts'
import { evaluate, type EvaluateOptions } from '../../src/evaluation/evaluate.ts'
import { keepInMemory } from './keep-in-memory.ts'
import type { TrialSummary } from '../../src/evaluation/trial-summary.ts'
import type { Evaluation, EvaluationResult, Trial } from '../../src/evaluation/trial.ts'

/** A trial with its texts, which is its summary, too. */
export type WholeTrial = Trial & Omit<TrialSummary, 'outcome' | 'scores'>

/** A result whose trials are whole. */
export interface WholeResult extends EvaluationResult {
  readonly trials: readonly WholeTrial[]
}

/** As `evaluate`, with the trials read back. */
export async function evaluateWhole(
  evaluations: readonly Evaluation[],
  ask: Ask,
  options: Omit<EvaluateOptions, 'log'>,
): Promise<readonly WholeResult[]> {
  const results = await evaluate(evaluations, ask, { ...options, log: keepInMemory() })
  return results.map((result) => ({
    ...result,
    trials: result.trials.map((trial) => ({ ...trial, ...result.whole(trial) })),
  }))
}
