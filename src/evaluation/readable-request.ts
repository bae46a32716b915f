import type { Call, Message } from './call.ts'
import { isEmbedding, isPost } from './call.ts'
import { textOfMessage } from './chat.ts'

/** A message as a reader sees it. */
export interface ReadableMessage {
  readonly role: string
  readonly text: string
}

/** What was asked, for a reader: media by their kinds, calls of tools as they were written. */
export function readableRequest(call: Call): readonly ReadableMessage[] {
  if (isPost(call)) return [{ role: 'request', text: JSON.stringify(call.request.body, undefined, 2) }]
  if (isEmbedding(call)) return [{ role: 'text', text: call.request.embed }]
  return call.request.messages.map((message) => ({ role: message.role, text: readableText(message) }))
}

/** What was asked, in one text. */
export function promptText(call: Call): string {
  const messages = readableRequest(call)
  if (messages.length === 1) return messages[0]?.text ?? ''
  return messages.map(({ role, text }) => `${role}: ${text}`).join('\n\n')
}

function readableText(message: Message): string {
  const calls = 'calls' in message ? message.calls.map(({ name, arguments: written }) => `${name}(${written})`) : []
  const media = typeof message.content === 'string' ? [] : message.content.filter(({ type }) => type !== 'text')
  const text = textOfMessage(message)
  return [...(text === '' && calls.length > 0 ? [] : [text]), ...media.map(({ type }) => `[${type}]`), ...calls].join(
    '\n',
  )
}
