import type { Digest } from '../digest/digest.ts'
import type { StoredCall } from './call.ts'

/**
 * Keys of the answers of models that were replaced since: what served them was last seen before what serves now was first
 * seen. Where a provider serves several under one name in turns, none has replaced the other. Answers that do not say when
 * they are from or what served them count for nothing.
 */
export function keysOfReplaced(answers: readonly StoredCall[]): ReadonlySet<Digest> {
  const seen = answers.flatMap(sighting)
  const byModel = Map.groupBy(seen, ({ model }) => model)
  return new Set([...byModel.values()].flatMap(replacedIn))
}

interface Sighting {
  readonly key: Digest
  readonly model: string
  readonly served: string
  /** Epoch ms. */
  readonly at: number
}

function sighting({ key, provider, model, answer: { servedModel }, at }: StoredCall): readonly Sighting[] {
  if (at === undefined || servedModel === undefined) return []
  return [{ key, model: `${provider}/${model}`, served: servedModel, at }]
}

function replacedIn(sightings: readonly Sighting[]): readonly Digest[] {
  const bySpan = [...Map.groupBy(sightings, ({ served }) => served).values()].map((of) => ({ of, ...spanOf(of) }))
  const newest = bySpan.reduce((a, b) => (b.last > a.last ? b : a))
  return bySpan.filter(({ last }) => last < newest.first).flatMap(({ of }) => of.map(({ key }) => key))
}

function spanOf(sightings: readonly Sighting[]): { readonly first: number; readonly last: number } {
  return sightings.reduce(({ first, last }, { at }) => ({ first: Math.min(first, at), last: Math.max(last, at) }), {
    first: Number.POSITIVE_INFINITY,
    last: Number.NEGATIVE_INFINITY,
  })
}
