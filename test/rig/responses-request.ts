import type { ResponseCreateParamsBase } from 'openai/resources/responses/responses'
import { ApiError } from './api-error.ts'
import type { ChatMessage, ChatRequest } from './chat-request.ts'
import {
  anyBoolean,
  anyObject,
  anyString,
  arrayOf,
  type Check,
  either,
  fields,
  integerIn,
  missing,
  nullable,
  numberIn,
  oneOf,
} from './check.ts'

const text = fields({ type: oneOf('input_text'), text: anyString }, 'type', 'text')
const image = fields(
  { type: oneOf('input_image'), image_url: anyString, detail: oneOf('auto', 'low', 'high') },
  'type',
  'image_url',
)
const file = fields({ type: oneOf('input_file'), filename: anyString, file_data: anyString }, 'type', 'file_data')
const said = fields({ type: oneOf('output_text'), text: anyString }, 'type', 'text')

const items: Readonly<Record<string, Check>> = {
  message: (value, at) => {
    const { role } = value as { role?: unknown }
    oneOf('user', 'assistant', 'system', 'developer')(role, `${at}.role`)
    const parts = role === 'assistant' ? said : either(text, image, file)
    fields(
      { type: anyString, role: anyString, content: either(arrayOf(parts), anyString) },
      'role',
      'content',
    )(value, at)
  },
  function_call: fields(
    { type: anyString, call_id: anyString, name: anyString, arguments: anyString },
    'call_id',
    'name',
    'arguments',
  ),
  function_call_output: fields({ type: anyString, call_id: anyString, output: anyString }, 'call_id', 'output'),
}

const checkItem: Check = (value, at) => {
  anyObject(value, at)
  const { type = 'message' } = value as { type?: string }
  oneOf(...Object.keys(items))(type, `${at}.type`)
  items[type]?.(value, at)
}

const tool = fields(
  {
    type: oneOf('function'),
    name: anyString,
    description: anyString,
    parameters: nullable(anyObject),
    strict: nullable(anyBoolean),
  },
  'type',
  'name',
  'parameters',
  'strict',
)
const format = either(
  fields({ type: oneOf('text', 'json_object') }, 'type'),
  fields(
    { type: oneOf('json_schema'), name: anyString, schema: anyObject, strict: nullable(anyBoolean) },
    'type',
    'name',
    'schema',
  ),
)

/** Every parameter of the API: this does not compile when the openai package learns another. */
const parameters: Readonly<Record<keyof ResponseCreateParamsBase, Check>> = {
  access_programs: anyObject,
  background: nullable(anyBoolean),
  context_management: nullable(arrayOf(anyObject)),
  conversation: nullable(either(anyObject, anyString)),
  image: anyObject,
  include: nullable(arrayOf(anyString)),
  input: either(arrayOf(checkItem), anyString),
  instructions: nullable(anyString),
  max_output_tokens: nullable(integerIn(16, 1e9)),
  max_tool_calls: nullable(integerIn(1, 1e6)),
  metadata: nullable(anyObject),
  model: anyString,
  moderation: nullable(anyObject),
  parallel_tool_calls: nullable(anyBoolean),
  previous_response_id: nullable(anyString),
  prompt: nullable(anyObject),
  prompt_cache_key: nullable(anyString),
  prompt_cache_options: anyObject,
  prompt_cache_retention: nullable(oneOf('in_memory', '24h')),
  reasoning: nullable(fields({ effort: oneOf('none', 'minimal', 'low', 'medium', 'high', 'xhigh') })),
  safety_identifier: nullable(anyString),
  service_tier: nullable(anyString),
  store: nullable(anyBoolean),
  stream: nullable(anyBoolean),
  stream_options: nullable(fields({ include_obfuscation: anyBoolean })),
  temperature: nullable(numberIn(0, 2)),
  text: fields({ format, verbosity: oneOf('low', 'medium', 'high') }),
  tool_choice: either(anyObject, anyString),
  tools: arrayOf(tool, { max: 128 }),
  top_logprobs: nullable(integerIn(0, 20)),
  top_p: nullable(numberIn(0, 1)),
  truncation: nullable(oneOf('auto', 'disabled')),
  user: anyString,
}

interface Item {
  readonly type?: string
  readonly role?: 'user' | 'assistant' | 'system' | 'developer'
  readonly content?: string | readonly { readonly type: string; readonly text?: string }[]
  readonly call_id?: string
  readonly output?: string
}

type Body = Omit<ResponseCreateParamsBase, 'input'> & { readonly input: string | readonly Item[] }

/**
 * Reads a request to the Responses API as strictly as OpenAI does, and gives what is said in it as a chat. Throws the
 * ApiError that it would answer.
 */
export function readResponsesRequest(body: unknown): ChatRequest {
  if (body === undefined) throw new ApiError(400, 'We could not parse the JSON body of your request.')
  fields(parameters, 'model', 'input')(body, '')
  const { model, input, instructions, stream, max_output_tokens: limit } = body as Body
  const list = typeof input === 'string' ? [{ role: 'user', content: input } as const] : input
  checkOutputs(list)
  const system = typeof instructions === 'string' ? [{ role: 'system', content: instructions } as const] : []
  const messages = list.flatMap(({ role, content, output }): ChatMessage[] => {
    if (output !== undefined) return [{ role: 'tool', content: output }]
    return role === undefined ? [] : [{ role, content: content ?? '' }]
  })
  return {
    model: String(model),
    messages: [...system, ...messages],
    stream: stream ?? false,
    ...(typeof limit === 'number' && { max_completion_tokens: limit }),
  }
}

function checkOutputs(list: readonly Item[]): void {
  const called = new Set(list.filter(({ type }) => type === 'function_call').map((item) => item.call_id))
  const lost = list.find(({ output, call_id: id }) => output !== undefined && !called.has(id))
  if (lost === undefined) return
  if (lost.call_id === undefined) throw missing('input[].call_id')
  throw new ApiError(400, `No tool call found for function call output with call_id ${lost.call_id}.`, {
    param: 'input',
  })
}
