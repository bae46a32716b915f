import type { Json } from '../digest/digest.ts'
import type { Price } from '../resources/project.ts'
import { type ChatRequest, mediaIn, textOfMessage } from './chat.ts'
import { costOf } from './price.ts'

/** Tokens of an answer that nothing limits, until a longer one was seen. */
const assumedOutputTokens = 4096

/** How long a model's answers turned out to be in this run. */
export interface Lengths {
  /** Output tokens of the longest. */
  readonly longest: number
  /** By what factor the worst exceeded `maxTokens`; 1 where none did. */
  readonly overrun: number
}

/** Before any answer. */
export const noLengths: Lengths = { longest: 0, overrun: 1 }

/** What is known after one more answer. */
export function withLength({ longest, overrun }: Lengths, { parameters }: ChatRequest, outputTokens: number): Lengths {
  const { maxTokens = Number.POSITIVE_INFINITY } = parameters
  return { longest: Math.max(longest, outputTokens), overrun: Math.max(overrun, outputTokens / maxTokens) }
}
/** What the provider wraps around a message. */
const tokensAroundMessage = 16
/** What a picture may be, cut into tiles at full size. */
const tokensOfMedium = 4_000
/** Characters of a data URL for a token of sound or of a document, below what any model makes of them. */
const charactersOfMediumToken = 100

/**
 * The most that one request should cost, in USD, for reserving; undefined where the price is unknown. Input: a token for
 * every two UTF-8 bytes, which is above every current tokenizer on text. Output: `maxTokens`, and as much more as a provider
 * was seen not to keep to it; else the longest answer if that is more than is assumed.
 * @param lengths of the answers of this model so far
 */
export function upperCost(request: ChatRequest, price: Price | undefined, lengths: Lengths): number | undefined {
  const { messages, parameters, output, tools } = request
  const schemas = [output ?? '', ...(tools === undefined ? [] : [tools as unknown as Json])]
  const texts = [...messages.map(textOfMessage), ...messages.flatMap(callsIn), ...schemas.map(textOf)]
  const media = mediaIn(messages).map(({ url }) => Math.max(tokensOfMedium, url.length / charactersOfMediumToken))
  const inputTokens = upperTokens(texts) + media.reduce((sum, tokens) => sum + tokens, 0)
  const { longest, overrun } = lengths
  const { maxTokens } = parameters
  const outputTokens = maxTokens === undefined ? Math.max(assumedOutputTokens, longest) : maxTokens * overrun
  return costOf({ inputTokens, outputTokens }, price)
}

/** The same for a request to embed texts. */
export function upperEmbeddingCost(texts: readonly string[], price: Price | undefined): number | undefined {
  return costOf({ inputTokens: upperTokens(texts), outputTokens: 0 }, price)
}

function upperTokens(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + bytesOf(text) / 2 + tokensAroundMessage, 0)
}

function callsIn(message: ChatRequest['messages'][number]): readonly string[] {
  return 'calls' in message ? [JSON.stringify(message.calls)] : []
}

function textOf(schema: Json): string {
  return schema === '' ? '' : JSON.stringify(schema)
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length
}
