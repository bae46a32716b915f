import { type Call, type CallResult, type CallStore, keyOf } from '../evaluation/call.ts'
import { type Journal, readTrialAt } from '../evaluation/journal/read-journal.ts'
import type { Trial } from '../evaluation/trial.ts'

/** Keeps every answer that was asked for in runs elsewhere, so that nobody asks it again. */
export function rememberAnswers(journals: readonly Journal[], store: Pick<CallStore, 'put'>): void {
  for (const { source, trials, shared } of journals) {
    for (const { call } of shared) keep(call.asked, call.result, store)
    for (const { summary } of trials) {
      const isAsked = [...summary.steps, ...summary.judgeCalls].some(
        (one) => one.kind === 'answered' && one.from === 'model',
      )
      if (isAsked) keepOfTrial(readTrialAt(source, summary.kept), store)
    }
  }
}

function keepOfTrial({ trace }: Trial, store: Pick<CallStore, 'put'>): void {
  for (const { asked, result } of trace.steps) keep(asked, result, store)
  for (const call of trace.judgeCalls) keep(call.asked, call, store)
}

/** An answer is found by what was asked, whatever a journal says that its key is. */
function keep(asked: Call, result: CallResult, store: Pick<CallStore, 'put'>): void {
  if (result.kind !== 'answered' || result.from !== 'model') return
  if (keyOf(asked) === result.key && result.call.key === result.key) store.put(result.call)
}
