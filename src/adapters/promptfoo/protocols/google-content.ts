import type { Part } from '../../../evaluation/call.ts'
import { mediumData } from '../../http/chat-messages.ts'
import { type Fields, isObject } from '../../http/json.ts'
import { objectWritten, type NamedResult, type Turn } from './turns.ts'

/** A turn of a conversation as https://ai.google.dev/api/caching#Content. */
export function contentOf(turn: Turn, model: string): Fields {
  if (turn.role === 'tool') return { role: 'user', parts: turn.results.map(responseOf) }
  const { content } = turn
  const role = turn.role === 'assistant' ? 'model' : 'user'
  if (typeof content !== 'string') return { role, parts: content.map(partOf) }
  const calls = 'calls' in turn ? turn.calls : []
  const called = calls.map(({ name, arguments: written }, index) => ({
    functionCall: { name, args: objectWritten(written) },
    ...(index === 0 && unsigned(model)),
  }))
  return { role, parts: [...(content === '' && called.length > 0 ? [] : [{ text: content }]), ...called] }
}

function partOf(part: Part): Fields {
  if (part.type === 'text') return { text: part.text }
  const { mediaType, data } = mediumData(part)
  return { inlineData: { mimeType: mediaType, data } }
}

/** The API wants an object: what is none is called the output. */
function responseOf({ name, content }: NamedResult): Fields {
  const response = parsed(content)
  return { functionResponse: { name, response: isObject(response) ? response : { output: content } } }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * Models from 3 on sign their calls and want the signature back. An answer is remembered in one form for all providers,
 * without it; so this is what the API takes in its place: https://ai.google.dev/gemini-api/docs/thought-signatures
 */
function unsigned(model: string): Fields {
  return /^gemini-[12]\b/.test(model) ? {} : { thoughtSignature: 'skip_thought_signature_validator' }
}
