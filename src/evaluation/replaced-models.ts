import type { Digest } from '../digest/digest.ts'
import type { Answer, StoredCall } from './call.ts'

/** An answer by who gave it and when. */
export type DatedAnswer = Pick<StoredCall, 'key' | 'provider' | 'model' | 'at'> & {
  readonly answer: Pick<Answer, 'servedModel'>
}

/** Watches for models that are replaced, while answers pass by. Of each no more is kept than its key. */
export interface ModelWatch {
  see(answer: DatedAnswer): void
  replaced(): ReadonlySet<Digest>
}

export function watchModels(): ModelWatch {
  const models = new Map<string, Map<string, Span>>()
  return {
    see: (answer) => see(answer, models),
    replaced: () => new Set([...models.values()].flatMap(replacedIn)),
  }
}

/**
 * Keys of the answers of models that were replaced since: what served them was last seen before what serves now was first
 * seen. Where a provider serves several under one name in turns, none has replaced the other. Answers that do not say when
 * they are from or what served them count for nothing.
 */
export function keysOfReplaced(answers: Iterable<DatedAnswer>): ReadonlySet<Digest> {
  const watch = watchModels()
  for (const answer of answers) watch.see(answer)
  return watch.replaced()
}

/** When something that serves a model was seen, epoch ms, and by which answers. */
interface Span {
  first: number
  last: number
  readonly keys: Digest[]
}

/** @param models by model, then by what serves it */
function see({ key, provider, model, answer, at }: DatedAnswer, models: Map<string, Map<string, Span>>): void {
  const served = answer.servedModel
  if (at === undefined || served === undefined) return
  const name = `${provider}/${model}`
  const spans = models.get(name) ?? new Map<string, Span>()
  models.set(name, spans)
  const span = spans.get(served) ?? { first: at, last: at, keys: [] }
  spans.set(served, span)
  span.first = Math.min(span.first, at)
  span.last = Math.max(span.last, at)
  span.keys.push(key)
}

function replacedIn(bySpan: ReadonlyMap<string, Span>): readonly Digest[] {
  const spans = [...bySpan.values()]
  const newest = spans.reduce((a, b) => (b.last > a.last ? b : a))
  return spans.filter(({ last }) => last < newest.first).flatMap(({ keys }) => keys)
}
