import type { Ask } from '../evaluation/ask-model.ts'
import type { AssertionEngine } from '../evaluation/assertion-engine.ts'
import { countTrials, evaluate } from '../evaluation/evaluate.ts'
import type { Evaluation, EvaluationResult } from '../evaluation/trial.ts'
import type { Needs } from './needs.ts'

type Evaluate = (evaluations: readonly Evaluation[], engine: AssertionEngine) => Promise<readonly EvaluationResult[]>

/** `evaluate` under the eyes of whoever started it. Calls and money are those of all evaluations until then. */
export function watched(
  asker: Ask,
  budgetUsd: number,
  { clock, signal, progress }: Pick<Needs, 'clock' | 'signal' | 'progress'>,
): Evaluate {
  const asked = { newCalls: 0, usd: 0 }
  const ask: Ask = async (call, price, side) => {
    const result = await asker(call, price, side)
    if (result.kind === 'answered' && result.from === 'model') {
      asked.newCalls += 1
      asked.usd += result.cost ?? 0
    }
    return result
  }
  return async (evaluations, engine) => {
    const began = clock.now()
    const of = countTrials(evaluations)
    let done = 0
    using scope = new DisposableStack()
    scope.use(progress(() => ({ done, of, ...asked, budgetUsd, elapsedMs: clock.now() - began })))
    return await evaluate(evaluations, ask, { signal, engine, onTrial: () => void (done += 1) })
  }
}
