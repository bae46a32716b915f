import type { Trial } from '../trial.ts'
import type { JournalLine } from './journal.ts'

/** One line of a journal, with its end. */
export function formatJournalLine(line: JournalLine): string {
  return `${JSON.stringify(line.line === 'trial' ? { ...line, trial: withKnownLatency(line.trial) } : line)}\n`
}

/** JSON has no undefined, and a Chain whose latency is not known is not one whose latency is the sum of its steps. */
function withKnownLatency(trial: Trial): object {
  const { trace } = trial
  const unknown = 'latencyMs' in trace && trace.latencyMs === undefined
  return unknown ? { ...trial, trace: { ...trace, latencyMs: null } } : trial
}
