import type { Model, Passage } from '../../resources/project.ts'
import type { Ask } from '../ask-model.ts'
import type { EmbeddingCall, Missing } from '../call.ts'
import { missing } from '../missing.ts'
import type { SharedCall } from '../trial.ts'
import { vectorOf } from '../vector.ts'
import { best, type FileKnowledge, passagesOf } from './passages.ts'

/** The passages of a knowledge base by their embeddings; or why there is none, and what was asked for it in any case. */
export interface EmbeddedIndex {
  readonly asked: readonly SharedCall[]
  readonly vectors: readonly Float32Array[] | Missing
}

/** Asks for the embedding of every passage. A model with fallbacks is asked alone: vectors of two models do not compare. */
export async function embedPassages(base: FileKnowledge, model: Model, ask: Ask): Promise<EmbeddedIndex> {
  const asked = await Promise.all(passagesOf(base).map(({ text }) => embed(text, model, ask)))
  const vectors = asked.map(readVector)
  const gap = vectors.find((one) => 'kind' in one)
  return { asked, vectors: gap ?? vectors.flatMap((one) => ('kind' in one ? [] : [one])) }
}

export async function embed(text: string, { provider, id, price }: Model, ask: Ask): Promise<SharedCall> {
  const asked: EmbeddingCall = { provider, model: id, request: { embed: text }, trial: 1 }
  return { asked, result: await ask(asked, price) }
}

/** Of length 1, unless it is all zeros. */
export function readVector({ asked, result }: SharedCall): Float32Array | Missing {
  const provider = 'provider' in asked ? { provider: asked.provider } : {}
  if (result.kind === 'missing') return { kind: 'missing', reason: result.reason, detail: result.detail, ...provider }
  const vector = vectorOf(result.call.answer.text)
  return vector === undefined
    ? { ...missing('malformed-reply', 'the embedding is no vector'), ...provider }
    : unit(vector)
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector))
  return length === 0 ? vector : vector.map((value) => value / length)
}

/** The passages that are closest to the query by the cosine of the angle between them. */
export function searchVectors(
  base: FileKnowledge,
  vectors: readonly Float32Array[],
  query: Float32Array,
  top: number,
): readonly Passage[] | Missing {
  if (vectors.some(({ length }) => length !== query.length)) {
    return missing('malformed-reply', 'the embeddings differ in the number of their dimensions')
  }
  const scores = new Map(vectors.map((vector, index) => [index, dot(vector, query)]))
  return best(passagesOf(base), scores, top)
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let index = 0; index < a.length; index += 1) sum += (a[index] ?? 0) * (b[index] ?? 0)
  return sum
}
