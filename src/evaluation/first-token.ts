import { latencyOf } from './execution/produced.ts'
import type { Trace, TraceStep } from './trial.ts'

/**
 * How long whoever asks waits until the answer begins to appear, in ms: everything before the last call, and that one up to
 * its first token; of a conversation in its last turn. Undefined where the last call was not streamed, or where a Chain
 * makes its output of it in a further step.
 */
export function firstTokenOf(trace: Trace): number | undefined {
  const last = trace.steps.at(-1)
  if (last === undefined || last.result.kind !== 'answered' || !isOutput(last, trace)) return undefined
  const { latencyMs, firstTokenMs } = last.result.call.answer
  const inTurn = trace.steps.filter(({ turn }) => turn === last.turn)
  const whole = 'latencyMs' in trace ? trace.latencyMs : latencyOf(inTurn)
  if (whole === undefined || latencyMs === undefined || firstTokenMs === undefined) return undefined
  return whole - (latencyMs - firstTokenMs)
}

function isOutput({ id }: TraceStep, { values }: Trace): boolean {
  return values === undefined || values.at(-1)?.id === id
}
