import type { Part } from '../../../evaluation/call.ts'
import { mediumData } from '../../http/chat-messages.ts'
import { type Fields, objectsIn } from '../../http/json.ts'
import { objectWritten, type Turn } from './turns.ts'

/** A turn of a conversation as https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Message.html */
export function messageOf(turn: Turn): Fields {
  if (turn.role === 'tool') {
    const content = turn.results.map(({ id, content: text }) => {
      return { toolResult: { toolUseId: id, content: [{ text }] } }
    })
    return { role: 'user', content }
  }
  const { role, content } = turn
  if (typeof content !== 'string') return { role, content: content.map(blockOf) }
  const calls = 'calls' in turn ? turn.calls : []
  const used = calls.map(({ id, name, arguments: written }) => {
    return { toolUse: { toolUseId: id, name, input: objectWritten(written) } }
  })
  return { role, content: [...(content === '' && used.length > 0 ? [] : [{ text: content }]), ...used] }
}

/** Sound has no form here: validation refuses it. */
function blockOf(part: Part): Fields {
  if (part.type === 'text') return { text: part.text }
  const { mediaType, data } = mediumData(part)
  const source = { bytes: data }
  return part.type === 'image'
    ? { image: { format: mediaType.replace(/^image\//, ''), source } }
    : { document: { format: 'pdf', name: 'document', source } }
}

/** The same message as promptfoo takes it: it knows a text by its type. */
export function asPromptfooTakes({ role, content }: Fields): Fields {
  return { role, content: objectsIn(content).map((block) => ('text' in block ? { type: 'text', ...block } : block)) }
}
