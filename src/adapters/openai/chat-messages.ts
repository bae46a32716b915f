import type { ChatCompletionContentPart, ChatCompletionMessageParam } from 'openai/resources/chat/completions'
import type { MediumPart, Message, Part } from '../../evaluation/call.ts'

/** A message in OpenAI's words. */
export function chatMessage(message: Message): ChatCompletionMessageParam {
  if (message.role === 'tool') return { role: 'tool', tool_call_id: message.id, content: message.content }
  const { role, content } = message
  if ('calls' in message) {
    const calls = message.calls.map(({ id, name, arguments: written }) => {
      return { id, type: 'function', function: { name, arguments: written } } as const
    })
    return { role: 'assistant', content: message.content === '' ? null : message.content, tool_calls: calls }
  }
  if (typeof content === 'string') return { role, content }
  return { role, content: content.map(partOf) } as ChatCompletionMessageParam // which parts a role may have the server says
}

function partOf(part: Part): ChatCompletionContentPart {
  return part.type === 'text' ? { type: 'text', text: part.text } : mediumOf(part)
}

function mediumOf({ type, url }: MediumPart): ChatCompletionContentPart {
  if (type === 'image') return { type: 'image_url', image_url: { url } }
  if (type === 'file') return { type: 'file', file: { filename: 'document.pdf', file_data: url } }
  const data = url.slice(url.indexOf(',') + 1)
  return { type: 'input_audio', input_audio: { data, format: url.startsWith('data:audio/wav') ? 'wav' : 'mp3' } }
}
