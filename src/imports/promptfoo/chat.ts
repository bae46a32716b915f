import { readJson } from '../../resources/cases-json.ts'
import { Cursor } from '../cursor.ts'
import type { Findings } from '../findings.ts'
import type { Medium, Role, SourceMessage } from '../messages.ts'
import { readDocument } from '../read-yaml.ts'
import { type SourceText, textAt } from '../source-text.ts'

/** The messages that a text of a prompt is written as, in JSON or YAML; undefined where it is a text. */
export function chatIn(source: SourceText): Cursor | undefined {
  const text = source.text.trim()
  if (text.startsWith('[') || text.startsWith('{')) return chatOf(jsonOf(source))
  if (!text.startsWith('- role:')) return undefined
  const { root } = readDocument('', source.text)
  return root === undefined ? undefined : chatOf(new Cursor(root.value, () => source.placeOf(0, source.text.length)))
}

/** A value of a JSON text, with its places in the text. */
function jsonOf(source: SourceText): Cursor | undefined {
  const ranges = new Map<string, readonly [start: number, end: number]>()
  const { value, problems } = readJson(source.text, 0, source.text.length, (path, start, end) => {
    ranges.set(JSON.stringify(path), [start, end])
  })
  if (value === undefined || problems.length > 0) return undefined
  return new Cursor(value, (path) => source.placeOf(...(ranges.get(JSON.stringify(path)) ?? [0, source.text.length])))
}

/** The messages of a document: a list, or what a mapping has under `messages`. */
export function chatOf(cursor: Cursor | undefined): Cursor | undefined {
  const messages = cursor?.field('messages') ?? cursor
  const isChat = messages?.isList === true && messages.items().every((item) => item.field('role')?.text !== undefined)
  return isChat && messages.items().length > 0 ? messages : undefined
}

const roles: { readonly [role: string]: Role } = {
  system: 'system',
  developer: 'system',
  user: 'user',
  assistant: 'assistant',
}

/** Messages in the form of OpenAI's API. */
export function chatMessages(chat: Cursor, findings: Findings): readonly SourceMessage[] {
  return chat.items().flatMap((message) => {
    const written = message.field('role')?.text ?? ''
    const role = Object.hasOwn(roles, written) ? roles[written] : undefined
    const content = message.field('content')
    const parts = content === undefined ? [] : content.text === undefined ? content.items() : [content]
    if (role !== undefined && parts.length > 0) {
      return [{ role, content: parts.flatMap((part) => partOf(part, findings)) }]
    }
    findings.report(message.place, { code: 'import-lost', what: written, why: 'no counterpart' })
    return []
  })
}

/** Where each type of part keeps what it is. */
const mediaPaths: { readonly [type: string]: readonly [Medium, readonly string[]] } = {
  image_url: ['image', ['image_url', 'url']],
  input_image: ['image', ['image_url']],
  input_audio: ['audio', ['input_audio', 'data']],
  file: ['file', ['file', 'file_data']],
}

function partOf(part: Cursor, findings: Findings): SourceMessage['content'] {
  if (part.text !== undefined) return [textAt(part)]
  const type = part.field('type')?.text ?? 'text'
  const text = part.field('text')
  if ((type === 'text' || type === 'input_text') && text?.text !== undefined) return [textAt(text)]
  const [medium, path] = (Object.hasOwn(mediaPaths, type) ? mediaPaths[type] : undefined) ?? []
  const source = path?.reduce<Cursor | undefined>((at, key) => at?.field(key), part)
  if (medium !== undefined && source?.text !== undefined) return [{ medium, source: textAt(source) }]
  findings.report(part.place, { code: 'import-lost', what: type, why: 'medium' })
  return []
}
