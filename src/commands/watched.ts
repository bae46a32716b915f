import { setImmediate } from 'node:timers/promises'
import type { Ask } from '../evaluation/ask-model.ts'
import type { AssertionEngine } from '../evaluation/assertion-engine.ts'
import { countTrials, evaluate } from '../evaluation/evaluate.ts'
import type { TrialLog } from '../evaluation/trial-log.ts'
import type { Evaluation, EvaluationResult } from '../evaluation/trial.ts'
import type { Policy } from '../resources/policy.ts'
import { sum } from '../statistics/sum.ts'
import type { Needs } from './needs.ts'

type Evaluate = (
  evaluations: readonly Evaluation[],
  engine: AssertionEngine,
  log: TrialLog,
) => Promise<readonly EvaluationResult[]>

/** Answers that are remembered come without a pause: in between an interruption is heard, progress shown, memory tidied. */
const callsInARow = 32

export interface Watching {
  readonly budgetUsd: number
  /** Those that may be asked. */
  readonly providers: Policy['providers']
}

/** `evaluate` under the eyes of whoever started it. Calls and money are those of all evaluations until then. */
export function watched(
  asker: Ask,
  { budgetUsd, providers }: Watching,
  { clock, signal, progress }: Pick<Needs, 'clock' | 'signal' | 'progress'>,
): Evaluate {
  let wanted = 0
  const asked = { newCalls: 0, usd: 0 }
  const concurrency = sum([...providers.values()].map((one) => (one.type === 'replay' ? 0 : one.concurrency)))
  const ask: Ask = async (call, price, side) => {
    wanted += 1
    if (wanted % callsInARow === 0) await setImmediate()
    const result = await asker(call, price, side)
    if (result.kind === 'answered' && result.from === 'model') {
      asked.newCalls += 1
      asked.usd += result.cost ?? 0
    }
    return result
  }
  return async (evaluations, engine, log) => {
    const began = clock.now()
    const of = countTrials(evaluations)
    let done = 0
    using scope = new DisposableStack()
    scope.use(progress(() => ({ done, of, ...asked, budgetUsd, elapsedMs: clock.now() - began })))
    return await evaluate(evaluations, ask, { signal, engine, log, concurrency, onTrial: () => void (done += 1) })
  }
}
