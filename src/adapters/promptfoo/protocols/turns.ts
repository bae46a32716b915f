import type { Message, ResultMessage } from '../../../evaluation/call.ts'
import { isObject, type Fields } from '../../http/json.ts'

/** What a tool answered, with the name of the tool. */
export type NamedResult = ResultMessage & { readonly name: string }

export type Turn = Exclude<Message, ResultMessage> | { readonly role: 'tool'; readonly results: readonly NamedResult[] }

/** Messages for APIs that want the results of all calls of one answer in one message, as a user's. */
export function turnsOf(messages: readonly Message[]): readonly Turn[] {
  const names = new Map<string, string>()
  const turns: Turn[] = []
  let results: NamedResult[] = []
  for (const message of messages) {
    if ('calls' in message) for (const { id, name } of message.calls) names.set(id, name)
    if (message.role !== 'tool') {
      turns.push(message)
      results = []
      continue
    }
    if (results.length === 0) turns.push({ role: 'tool', results })
    results.push({ ...message, name: names.get(message.id) ?? '' })
  }
  return turns
}

/** The texts of the system's messages, and everything else. */
export function withoutSystem(messages: readonly Message[]): {
  readonly system: readonly string[]
  readonly rest: readonly Turn[]
} {
  const system = messages.flatMap(({ role, content }) => (role === 'system' ? [textOf(content)] : []))
  return { system, rest: turnsOf(messages.filter(({ role }) => role !== 'system')) }
}

function textOf(content: Message['content']): string {
  if (typeof content === 'string') return content
  return content.flatMap((part) => (part.type === 'text' ? part.text : [])).join('\n')
}

/**
 * What a model wrote, for APIs that take objects only. Where it is none, as another model may have written it, there are
 * no arguments: the result says what was wrong with them.
 */
export function objectWritten(text: string): Fields {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : {}
  } catch {
    return {}
  }
}

/** What a request says beside its messages. */
export function besideMessages(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => name !== 'messages'))
}
