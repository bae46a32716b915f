import type { Model } from '../resources/project.ts'
import type { Ask } from './ask-model.ts'
import type { CallResult, Missing, MissingReason, ModelCall } from './call.ts'

/**
 * What another model can mend: the provider of this one has trouble, or only replays and has nothing. Not a wrong key, a
 * refused request or a budget, which would go unnoticed; and never an answer, however bad.
 */
const mendable: ReadonlySet<MissingReason> = new Set([
  'timeout',
  'rate-limited',
  'quota',
  'server-error',
  'malformed-reply',
  'unreadable-judgement',
  'connection',
  'provider-down',
  'not-recorded',
])

/** Who answered, or failed to last. */
export interface AskedInTurn {
  readonly asked: ModelCall
  readonly result: CallResult
  /** Why those before gave no answer. Empty where the first answered. */
  readonly instead: readonly Missing[]
}

/** Whether a model's fallback should be asked. */
export function isMendable({ reason }: Missing): boolean {
  return mendable.has(reason)
}

/** A model; where it gives no answer that another can give, its fallbacks, in their order. Each has a key and a price of its own. */
export async function askInTurn(model: Model, callTo: (model: Model) => ModelCall, ask: Ask): Promise<AskedInTurn> {
  return askNext(model, model.fallbacks ?? [], [])

  async function askNext(one: Model, next: readonly Model[], instead: readonly Missing[]): Promise<AskedInTurn> {
    const asked = callTo(one)
    const result = await ask(asked, one.price)
    const [fallback, ...others] = next
    if (result.kind !== 'missing' || fallback === undefined || !isMendable(result)) return { asked, result, instead }
    const { reason, detail } = result
    return askNext(fallback, others, [...instead, { kind: 'missing', reason, detail, provider: one.provider }])
  }
}
