import { ApiError } from './api-error.ts'
import { anyObject, anyString, arrayOf, type Check, either, fields, missing, nullable, oneOf } from './check.ts'

/** The messages of a chat request, role by role, and that every tool result answers a call made before it. */
export const checkMessages: Check = (value, at) => {
  arrayOf(checkMessage)(value, at)
  checkToolResults(value as readonly ToolTalk[], at)
}

const cacheBreakpoint = anyObject
const imageUrl: Check = (value, at) => {
  anyString(value, at)
  if (/^(https?:\/\/|data:[^;,]+;base64,)/.test(value as string)) return
  throw new ApiError(400, `Invalid '${at}'. Expected a URL or base64 data.`, { param: at, code: 'invalid_image_url' })
}

const parts: Readonly<Record<string, Check>> = {
  text: part({ text: anyString }),
  refusal: part({ refusal: anyString }),
  image_url: part({ image_url: fields({ url: imageUrl, detail: oneOf('auto', 'low', 'high', 'original') }, 'url') }),
  input_audio: part({ input_audio: fields({ data: anyString, format: oneOf('wav', 'mp3') }, 'data', 'format') }),
  file: part({ file: fields({ file_data: anyString, file_id: anyString, filename: anyString }) }),
}

function part(own: Readonly<Record<string, Check>>): Check {
  return fields({ type: anyString, prompt_cache_breakpoint: cacheBreakpoint, ...own }, ...Object.keys(own))
}

/** A text, or a non-empty list of parts of the given types. */
function contentOf(...types: readonly string[]): Check {
  const checkPart: Check = (value, at) => {
    anyObject(value, at)
    const { type } = value as { type?: unknown }
    if (type === undefined) throw missing(`${at}.type`)
    oneOf(...types)(type, `${at}.type`)
    parts[type as string]?.(value, at)
  }
  return (value, at) => (Array.isArray(value) ? arrayOf(checkPart)(value, at) : anyString(value, at))
}

const calledFunction = fields({ name: anyString, arguments: anyString }, 'name', 'arguments')
const toolCall = either(
  fields({ id: anyString, type: oneOf('custom'), custom: anyObject }, 'id', 'type', 'custom'),
  fields({ id: anyString, type: oneOf('function'), function: calledFunction }, 'id', 'type', 'function'),
)

const instruction = fields({ role: anyString, content: contentOf('text'), name: anyString }, 'content')
const roles: Readonly<Record<string, Check>> = {
  developer: instruction,
  system: instruction,
  user: fields(
    { role: anyString, content: contentOf('text', 'image_url', 'input_audio', 'file'), name: anyString },
    'content',
  ),
  assistant: checkAssistant,
  tool: fields({ role: anyString, content: contentOf('text'), tool_call_id: anyString }, 'content', 'tool_call_id'),
  function: fields({ role: anyString, content: nullable(anyString), name: anyString }, 'content', 'name'),
}

function checkMessage(value: unknown, at: string): void {
  anyObject(value, at)
  const { role } = value as { role?: unknown }
  if (role === undefined) throw missing(`${at}.role`)
  oneOf(...Object.keys(roles))(role, `${at}.role`)
  roles[role as string]?.(value, at)
}

function checkAssistant(value: unknown, at: string): void {
  fields({
    role: anyString,
    content: nullable(contentOf('text', 'refusal')),
    name: anyString,
    refusal: nullable(anyString),
    audio: nullable(anyObject),
    function_call: nullable(calledFunction),
    tool_calls: arrayOf(toolCall),
  })(value, at)
  const message = value as Record<string, unknown>
  const says = [message['content'], message['tool_calls'], message['function_call'], message['refusal']]
  if (says.every((part) => part === undefined || part === null)) throw missing(`${at}.content`)
}

interface ToolTalk {
  readonly role: string
  readonly tool_call_id?: string
  readonly tool_calls?: readonly { readonly id: string }[]
}

function checkToolResults(messages: readonly ToolTalk[], at: string): void {
  const called = new Set<string>()
  for (const [index, message] of messages.entries()) {
    for (const call of message.tool_calls ?? []) called.add(call.id)
    if (message.role !== 'tool' || called.has(message.tool_call_id ?? '')) continue
    const text = "Invalid parameter: messages with role 'tool' must be a response to a preceding 'tool_calls' message."
    throw new ApiError(400, text, { param: `${at}[${index}].role` })
  }
}
