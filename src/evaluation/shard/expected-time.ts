import { isChat, isEmbedding } from '../call.ts'
import { mediaIn, textOfMessage } from '../chat.ts'
import type { WantedCall } from '../wanted-calls.ts'

/** Ms of a usual endpoint: before it begins, for a character that it reads, for a token that it writes, for a medium. */
const pace = { begins: 500, character: 0.05, token: 20, medium: 500, embedding: 20, post: 1_000 }

const usualTokens = 300

/** How long a call takes at an endpoint of usual speed, in whole ms: for comparing one call with another. */
export function expectedMs({ call }: Pick<WantedCall, 'call'>): number {
  if (isEmbedding(call)) return pace.embedding
  if (!isChat(call)) return pace.post
  const { messages, parameters } = call.request
  const characters = messages.reduce((sum, message) => sum + textOfMessage(message).length, 0)
  const tokens = Math.min(parameters.maxTokens ?? usualTokens, usualTokens)
  const media = mediaIn(messages).length
  return Math.round(pace.begins + pace.character * characters + pace.token * tokens + pace.medium * media)
}
