import type { MediumPart, Message, Part } from '../../evaluation/call.ts'

/** A message in the words of OpenAI's chat completions, which others have taken over. */
export type ChatMessage =
  | { readonly role: 'tool'; readonly tool_call_id: string; readonly content: string }
  | { readonly role: 'assistant'; readonly content: string | null; readonly tool_calls: ChatToolCall[] }
  | { readonly role: 'system' | 'user' | 'assistant'; readonly content: string | ChatPart[] }

export interface ChatToolCall {
  readonly id: string
  readonly type: 'function'
  readonly function: { readonly name: string; readonly arguments: string }
}

export type ChatPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'image_url'; readonly image_url: { readonly url: string } }
  | { readonly type: 'file'; readonly file: { readonly filename: string; readonly file_data: string } }
  | { readonly type: 'input_audio'; readonly input_audio: { readonly data: string; readonly format: 'wav' | 'mp3' } }

export function chatMessage(message: Message): ChatMessage {
  if (message.role === 'tool') return { role: 'tool', tool_call_id: message.id, content: message.content }
  const { role, content } = message
  if ('calls' in message) {
    const calls = message.calls.map(({ id, name, arguments: written }) => {
      return { id, type: 'function', function: { name, arguments: written } } as const
    })
    return { role: 'assistant', content: message.content === '' ? null : message.content, tool_calls: calls }
  }
  return { role, content: typeof content === 'string' ? content : content.map(partOf) }
}

function partOf(part: Part): ChatPart {
  return part.type === 'text' ? { type: 'text', text: part.text } : mediumOf(part)
}

function mediumOf(medium: MediumPart): ChatPart {
  const { type, url } = medium
  if (type === 'image') return { type: 'image_url', image_url: { url } }
  if (type === 'file') return { type: 'file', file: { filename: 'document.pdf', file_data: url } }
  const { mediaType, data } = mediumData(medium)
  return { type: 'input_audio', input_audio: { data, format: mediaType === 'audio/wav' ? 'wav' : 'mp3' } }
}

/** What a data URL holds, for APIs that want it in two fields. */
export function mediumData({ url }: MediumPart): { readonly mediaType: string; readonly data: string } {
  const comma = url.indexOf(',')
  return { mediaType: url.slice('data:'.length, comma).replace(/;.*$/, ''), data: url.slice(comma + 1) }
}
