import { at, type Fields, isObject } from '../../http/json.ts'
import type { Assembly } from '../../http/stream/assembly.ts'

/** A block of the answer, and what a call of a tool has been written so far. */
interface Draft {
  readonly block: Fields
  text: string
  written: string
}

/** Events of a message: https://docs.anthropic.com/en/api/messages-streaming. The counts of tokens in them are of the whole so far. */
export function anthropicAssembly(): Assembly {
  const drafts = new Map<unknown, Draft>()
  let message: Fields = {}
  let usage: Fields = {}
  let end: unknown

  return {
    take(event) {
      if (at(event, 'type') === 'message_start') message = objectAt(event, 'message')
      usage = { ...usage, ...objectAt(event, 'message', 'usage'), ...objectAt(event, 'usage') }
      end = at(event, 'delta', 'stop_reason') ?? end
      const index = at(event, 'index')
      const block = at(event, 'content_block')
      if (isObject(block)) drafts.set(index, { block, text: '', written: '' })
      return takeDelta(drafts.get(index), at(event, 'delta')) || at(block, 'type') === 'tool_use'
    },
    get whole() {
      if (end === undefined) return undefined
      return { ...message, usage, stop_reason: end, content: [...drafts.values()].map(blockOf) }
    },
  }
}

function takeDelta(draft: Draft | undefined, delta: unknown): boolean {
  const text = at(delta, 'text')
  const written = at(delta, 'partial_json')
  if (draft !== undefined && typeof text === 'string') draft.text += text
  if (draft !== undefined && typeof written === 'string') draft.written += written
  return Boolean(text) || Boolean(written)
}

/** The arguments of a call as they were written, JSON or not. */
function blockOf({ block, text, written }: Draft): Fields {
  if (block['type'] === 'text') return { ...block, text }
  return written === '' ? block : { ...block, input: written }
}

function objectAt(value: unknown, ...path: readonly string[]): Fields {
  const found = at(value, ...path)
  return isObject(found) ? found : {}
}
