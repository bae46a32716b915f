import type { Ask } from '../evaluation/ask-model.ts'
import { keyOf } from '../evaluation/call.ts'
import { missing } from '../evaluation/missing.ts'
import { costOf } from '../evaluation/price.ts'
import { type Memory, recall, recallRecorded } from '../evaluation/recall.ts'

/** Asks nobody: only what is remembered answers, and what is recorded, whatever policy accepts: nothing is decided by it. */
export function recallOnly(memory: Memory): Ask {
  return async (call, price) => {
    const key = keyOf(call)
    const known = recall(memory, call, key) ?? recallRecorded(memory, key)
    if (known === undefined) return { ...missing('interrupted', 'not asked yet'), key }
    return { kind: 'answered', key, ...known, cost: costOf(known.call.answer.usage, price) }
  }
}
