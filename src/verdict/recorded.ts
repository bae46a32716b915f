import type { EvaluationResult, Trial } from '../evaluation/trial.ts'

/** Whether any answer of the result, a judge's included, was kept in Git rather than given by a model. */
export function hasRecordedAnswers(result: EvaluationResult): boolean {
  return result.trials.some(isRecorded)
}

/** Whether any answer of the trial was kept in Git. */
export function isRecorded({ trace }: Trial): boolean {
  const calls = [...trace.steps.map(({ result }) => result), ...trace.judgeCalls]
  return calls.some((call) => call.kind === 'answered' && call.from === 'recorded')
}
