import type { Call } from './call.ts'
import { isEmbedding, isPost, keyOf } from './call.ts'
import { textOfMessage } from './chat.ts'
import { excerpt } from './excerpt.ts'

/** What is asked, for a reader: what the user says last, which is the question where examples come before it; empty without one. */
export function askedText(call: Call): string {
  if (isPost(call)) return JSON.stringify(call.request.body)
  if (isEmbedding(call)) return call.request.embed
  const message = call.request.messages.findLast(({ role }) => role === 'user')
  return message === undefined ? '' : textOfMessage(message)
}

/** A call as a reader finds it again: `openai/gpt-5-mini "How long do refunds…" sha256:51c0a3b2d4e6`. */
export function nameRequest(call: Call): string {
  const asked = excerpt(askedText(call).replace(/\s+/g, ' '), 80)
  const whom = isPost(call) ? call.url : `${call.provider}/${call.model}`
  return `${whom} "${asked}" ${keyOf(call).slice(0, 'sha256:'.length + 12)}`
}
