import type { Price } from '../resources/project.ts'
import type { ModelCall } from './call.ts'
import { costOf } from './price.ts'

/** Tokens of an answer that nothing limits, until a longer one was seen. */
const assumedOutputTokens = 4096
/** What the provider wraps around a message. */
const tokensAroundMessage = 16

/**
 * The most that one request should cost, in USD, for reserving; undefined where the price is unknown. Input: a token for
 * every two UTF-8 bytes, which is above every current tokenizer on text. Output: `maxTokens`, else `longest` if it is
 * more than is assumed.
 * @param longest output tokens of the longest answer of this model so far
 */
export function upperCost(call: ModelCall, price: Price | undefined, longest: number): number | undefined {
  const { messages, parameters, output } = call.request
  const schema = output === undefined ? '' : JSON.stringify(output)
  const texts = [...messages.map(({ content }) => content), schema]
  const inputTokens = texts.reduce((sum, text) => sum + bytesOf(text) / 2 + tokensAroundMessage, 0)
  const outputTokens = parameters.maxTokens ?? Math.max(assumedOutputTokens, longest)
  return costOf({ inputTokens, outputTokens }, price)
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length
}
