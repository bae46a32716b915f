import type { ChatRequest, ModelCall } from './call.ts'
import { keyOf } from './call.ts'
import { excerpt } from './excerpt.ts'

/** What the user says last, which is the question where examples come before it; empty without a user message. */
export function lastUserText({ messages }: ChatRequest): string {
  return messages.findLast(({ role }) => role === 'user')?.content ?? ''
}

/** A call as a reader finds it again: `openai/gpt-5-mini "How long do refunds…" sha256:51c0a3b2d4e6`. */
export function nameRequest(call: ModelCall): string {
  const asked = excerpt(lastUserText(call.request).replace(/\s+/g, ' '), 80)
  return `${call.provider}/${call.model} "${asked}" ${keyOf(call).slice(0, 'sha256:'.length + 12)}`
}
