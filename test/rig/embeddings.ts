import type { EmbeddingCreateParams } from 'openai/resources/embeddings'
import { ApiError } from './api-error.ts'
import { anyString, arrayOf, type Check, either, fields, integerIn, oneOf } from './check.ts'
import { tokensIn } from './chat-reply.ts'
import { uniform } from './random.ts'

const token = integerIn(0, 1e6)
const nonEmpty: Check = (value, at) => {
  anyString(value, at)
  if (value === '') throw new ApiError(400, `Invalid '${at}': input cannot be an empty string.`, { param: at })
}
const parameters: Readonly<Record<keyof EmbeddingCreateParams, Check>> = {
  input: either(nonEmpty, arrayOf(token), arrayOf(arrayOf(token)), arrayOf(nonEmpty, { max: 2048 })),
  model: anyString,
  dimensions: integerIn(1, 3072),
  encoding_format: oneOf('float', 'base64'),
  user: anyString,
}

/** Reads an embeddings request as strictly as OpenAI does and answers it. Throws the ApiError that it would answer. */
export function embeddingsFor(body: unknown): object {
  if (body === undefined) throw new ApiError(400, 'We could not parse the JSON body of your request.')
  fields(parameters, 'model', 'input')(body, '')
  const { input, model, dimensions = 256, encoding_format = 'float' } = body as EmbeddingCreateParams
  const texts = textsOf(input)
  const tokens = texts.reduce((sum, text) => sum + tokensIn(text), 0)
  return {
    object: 'list',
    data: texts.map((text, index) => {
      const vector = embed(text, dimensions)
      return { object: 'embedding', index, embedding: encoding_format === 'float' ? vector : base64Of(vector) }
    }),
    model,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  }
}

/** A vector of length 1 that depends on the words alone: the more words two texts share, the closer they are. */
export function embed(text: string, dimensions = 256): number[] {
  const vector = Array.from({ length: dimensions }, () => 0)
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [text]) {
    const at = Math.floor(uniform('word', word) * dimensions)
    vector[at] = (vector[at] ?? 0) + 1
  }
  const length = Math.hypot(...vector)
  return vector.map((value) => Math.fround(value / length))
}

function textsOf(input: EmbeddingCreateParams['input']): string[] {
  if (typeof input === 'string') return [input]
  if (input.every((item) => typeof item === 'number')) return [input.join(' ')]
  return input.map((item) => (typeof item === 'string' ? item : item.join(' ')))
}

function base64Of(vector: readonly number[]): string {
  return Buffer.from(Float32Array.from(vector).buffer).toString('base64')
}
