import type { Embedded } from '../../evaluation/call.ts'
import { at, count, objectsIn, shortText, wholeUsage } from './json.ts'

/** What an embeddings reply says, before anybody has said how long it took. */
export type Vectors = Omit<Embedded, 'latencyMs'>

/** Of one embeddings request: of 3,072 numbers each they stay below what `postBound` reads. */
export const textsAtOnce = 64

/** What a reply in the form of OpenAI's embeddings, which others have taken over, says to `texts` texts; or what is wrong with it. */
export function readEmbeddings(reply: unknown, texts: number): Vectors | string {
  const entries = objectsIn(at(reply, 'data'))
  const sorted = entries.toSorted((a, b) => Number(a['index']) - Number(b['index']))
  const tokens = count(at(reply, 'usage', 'prompt_tokens'))
  const vectors = vectorsIn(
    sorted.map(({ embedding }) => embedding),
    texts,
  )
  if (typeof vectors === 'string') return vectors
  return { vectors, servedModel: shortText(at(reply, 'model')), usage: wholeUsage([tokens], 0, [0]) }
}

/** One vector for each text, in their order; or what is wrong with them. */
export function vectorsIn(lists: unknown, texts: number): readonly Float32Array[] | string {
  if (!Array.isArray(lists) || lists.length !== texts) return 'the reply has not one embedding for each text'
  const vectors = lists.map(vectorIn).filter((vector) => vector !== undefined)
  return vectors.length < texts ? 'the reply has an embedding that is no list of numbers' : vectors
}

function vectorIn(embedding: unknown): Float32Array | undefined {
  if (!Array.isArray(embedding) || embedding.length === 0) return undefined
  const vector = Float32Array.from(embedding as readonly number[])
  return vector.every(Number.isFinite) ? vector : undefined
}
