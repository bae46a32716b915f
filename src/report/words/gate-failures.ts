import { margin, percent, percentBetween, points, pointsBetween, share } from '../numbers.ts'
import { word } from '../phrase.ts'
import type { Phrase } from '../phrase.ts'
import type { Focus } from './focus.ts'

/** A gate that fails, and why. */
export interface GateFailure {
  readonly gate: 'regression' | 'floor'
  readonly says: Phrase
}

/** The gates of a metric that fail; a regression first. */
export function gateFailures({ metric: { metric, change, head, gate } }: Focus): readonly GateFailure[] {
  const failures: GateFailure[] = []
  if (gate.maxDrop.decision === 'fails' && change !== undefined) {
    const tolerated = `, where at most ${margin(gate.maxDrop.limit)} are tolerated`
    const moved = ` ${points(change.delta)} points ${pointsBetween(change.shown)}${tolerated}`
    failures.push({ gate: 'regression', says: [word(metric.name), moved] })
  }
  if (gate.min?.decision === 'fails' && head !== undefined) {
    const scored = ` ${percent(head.mean)} ${percentBetween(head.interval)}, below its floor of ${share(gate.min.limit)}`
    failures.push({ gate: 'floor', says: [word(metric.name), scored] })
  }
  return failures
}
