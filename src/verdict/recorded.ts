import type { CallResult } from '../evaluation/call.ts'
import type { EvaluationResult, Trial } from '../evaluation/trial.ts'

/** Whether any answer of the result, a judge's included, was kept in Git rather than given by a model. */
export function hasRecordedAnswers({ trials, shared = [] }: EvaluationResult): boolean {
  return trials.some(isRecorded) || shared.some(({ result }) => isFromGit(result))
}

/** Whether any answer of the trial was kept in Git. */
export function isRecorded({ trace }: Trial): boolean {
  const calls = [...trace.steps.map(({ result }) => result), ...trace.judgeCalls]
  return calls.some(isFromGit)
}

function isFromGit(call: CallResult): boolean {
  return call.kind === 'answered' && call.from === 'recorded'
}
