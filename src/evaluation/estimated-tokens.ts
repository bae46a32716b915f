import type { Call } from './call.ts'
import { isEmbedding, isPost } from './call.ts'
import { mediaIn, textOfMessage } from './chat.ts'

const charactersPerToken = 4

/** A picture of usual size. */
const tokensOfMedium = 1_000

/** Tokens of an answer of a model of which none is known. */
export const assumedOutputTokens = 300

/** About how many tokens a call puts to a model: one for every four characters. */
export function estimatedInput(call: Call): number {
  if (isPost(call)) return 0
  if (isEmbedding(call)) return Math.ceil(call.request.embed.length / charactersPerToken)
  const { messages, tools } = call.request
  const texts = [...messages.map(textOfMessage), ...(tools === undefined ? [] : [JSON.stringify(tools)])]
  const characters = texts.reduce((sum, { length }) => sum + length, 0)
  return Math.ceil(characters / charactersPerToken) + mediaIn(messages).length * tokensOfMedium
}
