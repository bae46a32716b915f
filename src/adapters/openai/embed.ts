import type { CreateEmbeddingResponse } from 'openai/resources/embeddings'
import type { Embedded } from '../../evaluation/call.ts'

/** Of one embeddings request: of 3,072 numbers each they stay below what `postBound` reads. */
export const textsAtOnce = 64

/** What an embeddings reply says to `texts` texts, or what is wrong with it. `latencyMs` is not in it. */
export function readEmbeddings(reply: CreateEmbeddingResponse, texts: number): Omit<Embedded, 'latencyMs'> | string {
  const { data, model, usage } = reply as Partial<CreateEmbeddingResponse>
  if (!Array.isArray(data) || data.length !== texts) return 'the reply has not one embedding for each text'
  const vectors = data.toSorted((a, b) => a.index - b.index).map(({ embedding }) => vectorIn(embedding))
  const read = vectors.filter((vector) => vector !== undefined)
  if (read.length < texts) return 'the reply has an embedding that is no list of numbers'
  const tokens: unknown = usage?.prompt_tokens
  return {
    vectors: read,
    servedModel: typeof model === 'string' ? model.slice(0, 200) : undefined,
    usage: Number.isSafeInteger(tokens) ? { inputTokens: Number(tokens), outputTokens: 0 } : undefined,
  }
}

function vectorIn(embedding: unknown): Float32Array | undefined {
  if (!Array.isArray(embedding) || embedding.length === 0) return undefined
  const vector = Float32Array.from(embedding as readonly number[])
  return vector.every(Number.isFinite) ? vector : undefined
}
