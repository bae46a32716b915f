import { answersOf } from '../evaluation/expense.ts'
import { keysOfReplaced } from '../evaluation/replaced-models.ts'
import type { EvaluationResult } from '../evaluation/trial.ts'
import { dated } from './asking.ts'

/**
 * Models whose answers come from one version in some shards and from what replaced it in others, in words; undefined where
 * there are none. A run in one piece asks the earlier ones again; shards do not know of each other.
 */
export function sayMixedModels(results: readonly EvaluationResult[]): string | undefined {
  const replaced = keysOfReplaced(answersOf(results).values().flatMap(dated))
  if (replaced.size === 0) return undefined
  const earlier = [...answersOf(results)].filter(({ key }) => replaced.has(key))
  const models = new Set(earlier.map(({ by }) => `${by.provider}/${by.model} (${by.served})`))
  return (
    `answers of ${[...models].sort().join(', ')} are compared with those of what has replaced it since: ` +
    'the shards saw different versions. Run them again with --fresh to compare like with like'
  )
}
