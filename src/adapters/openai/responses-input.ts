import type { ResponseInputContent, ResponseInputItem } from 'openai/resources/responses/responses'
import type { Message, Part } from '../../evaluation/call.ts'

/** A message as items of a response's input: https://platform.openai.com/docs/api-reference/responses/create */
export function inputItems(message: Message): readonly ResponseInputItem[] {
  if (message.role === 'tool') {
    return [{ type: 'function_call_output', call_id: message.id, output: message.content }]
  }
  const { role, content } = message
  const said = { role, content: typeof content === 'string' ? content : content.map(partOf) } as const
  if (!('calls' in message)) return [said]
  const calls = message.calls.map(({ id, name, arguments: written }) => {
    return { type: 'function_call', call_id: id, name, arguments: written } as const
  })
  return content === '' ? calls : [said, ...calls]
}

/** Sound has no form here: validation refuses it. */
function partOf(part: Part): ResponseInputContent {
  if (part.type === 'text') return { type: 'input_text', text: part.text }
  if (part.type === 'image') return { type: 'input_image', image_url: part.url, detail: 'auto' }
  return { type: 'input_file', filename: 'document.pdf', file_data: part.url }
}
