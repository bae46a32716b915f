import type { CallResult } from '../evaluation/call.ts'
import type { CallSummary, TrialSummary } from '../evaluation/trial-summary.ts'
import type { EvaluationResult } from '../evaluation/trial.ts'

/** Whether any answer of the result, a judge's included, was kept in Git rather than given by a model. */
export function hasRecordedAnswers({ trials, shared = [] }: EvaluationResult): boolean {
  return trials.some(isRecorded) || shared.some(({ result }) => isFromGit(result))
}

/** Whether any answer of the trial was kept in Git. */
export function isRecorded({ steps, judgeCalls }: TrialSummary): boolean {
  return steps.some(isFromGit) || judgeCalls.some(isFromGit)
}

function isFromGit(call: CallSummary | CallResult): boolean {
  return call.kind === 'answered' && call.from === 'recorded'
}
