import type { ChatCompletionCreateParamsBase } from 'openai/resources/chat/completions/completions'
import { ApiError } from './api-error.ts'
import { checkMessages } from './chat-messages.ts'
import {
  anyBoolean,
  anyObject,
  anyString,
  arrayOf,
  type Check,
  either,
  fields,
  integerIn,
  nullable,
  numberIn,
  oneOf,
} from './check.ts'

export type Role = 'developer' | 'system' | 'user' | 'assistant' | 'tool' | 'function'

export interface ChatMessage {
  readonly role: Role
  readonly content?: string | readonly { readonly type: string; readonly text?: string }[] | null
}

/** A chat request that OpenAI would accept. Parameters not named here are in it under their own names. */
export interface ChatRequest {
  readonly model: string
  readonly messages: readonly ChatMessage[]
  readonly temperature?: number | null
  readonly stream?: boolean | null
  readonly stream_options?: { readonly include_usage?: boolean } | null
  readonly max_tokens?: number | null
  readonly max_completion_tokens?: number | null
  readonly n?: number | null
  readonly [parameter: string]: unknown
}

/** The text of all messages of a role, one per line; images, audio and files are left out. */
export function textOf(request: ChatRequest, ...roles: readonly Role[]): string {
  return request.messages
    .filter((message) => roles.includes(message.role))
    .map(textOfMessage)
    .join('\n')
}

/** What the user says last, which is the question where few-shot examples come before it. */
export function lastUserText(request: ChatRequest): string {
  const message = request.messages.findLast(({ role }) => role === 'user')
  return message === undefined ? '' : textOfMessage(message)
}

function textOfMessage({ content }: ChatMessage): string {
  if (typeof content === 'string') return content
  return (content ?? []).map((part) => part.text ?? '').join('')
}

/** Reads a chat request as strictly as OpenAI does. Throws the ApiError that it would answer. */
export function readChatRequest(body: unknown): ChatRequest {
  if (body === undefined) throw new ApiError(400, 'We could not parse the JSON body of your request.')
  fields(parameters, 'model', 'messages')(body, '')
  const request = body as ChatRequest
  for (const rule of combinations) rule(request)
  return request
}

const toolName: Check = (value, at) => {
  anyString(value, at)
  if (/^[a-zA-Z0-9_-]{1,64}$/.test(value as string)) return
  const message = `Invalid '${at}': string does not match pattern. Expected '^[a-zA-Z0-9_-]+$'.`
  throw new ApiError(400, message, { param: at, code: 'invalid_value' })
}

const declaredFunction = fields(
  { name: toolName, description: anyString, parameters: anyObject, strict: nullable(anyBoolean) },
  'name',
)
const tool = either(
  fields({ type: oneOf('custom'), custom: fields({ name: toolName, description: anyString, format: anyObject }) }),
  fields({ type: oneOf('function'), function: declaredFunction }, 'type', 'function'),
)
const jsonSchema = fields(
  { name: toolName, description: anyString, schema: anyObject, strict: nullable(anyBoolean) },
  'name',
)
const responseFormat = either(
  fields({ type: oneOf('json_schema'), json_schema: jsonSchema }, 'type', 'json_schema'),
  fields({ type: oneOf('text', 'json_object', 'json_schema') }, 'type'),
)

/** Every parameter of the API: this does not compile when the openai package learns another. */
const parameters: Readonly<Record<keyof ChatCompletionCreateParamsBase, Check>> = {
  messages: checkMessages,
  model: anyString,
  audio: nullable(anyObject),
  frequency_penalty: nullable(numberIn(-2, 2)),
  function_call: either(anyObject, oneOf('none', 'auto')),
  functions: arrayOf(declaredFunction, { max: 128 }),
  logit_bias: nullable(anyObject),
  logprobs: nullable(anyBoolean),
  max_completion_tokens: nullable(integerIn(1, 1e9)),
  max_tokens: nullable(integerIn(1, 1e9)),
  metadata: nullable(anyObject),
  modalities: nullable(arrayOf(oneOf('text', 'audio'))),
  moderation: nullable(anyObject),
  n: nullable(integerIn(1, 128)),
  parallel_tool_calls: anyBoolean,
  prediction: nullable(anyObject),
  presence_penalty: nullable(numberIn(-2, 2)),
  prompt_cache_key: nullable(anyString),
  prompt_cache_options: anyObject,
  prompt_cache_retention: nullable(oneOf('in_memory', '24h')),
  reasoning_effort: nullable(oneOf('none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max')),
  response_format: responseFormat,
  safety_identifier: nullable(anyString),
  seed: nullable(integerIn(-(2 ** 63), 2 ** 63)),
  service_tier: nullable(oneOf('auto', 'default', 'flex', 'scale', 'priority', 'fast')),
  stop: nullable(either(anyString, arrayOf(anyString, { max: 4 }))),
  store: nullable(anyBoolean),
  stream: nullable(anyBoolean),
  stream_options: nullable(fields({ include_usage: anyBoolean, include_obfuscation: anyBoolean })),
  temperature: nullable(numberIn(0, 2)),
  tool_choice: either(anyObject, oneOf('none', 'auto', 'required')),
  tools: arrayOf(tool, { max: 128 }),
  top_logprobs: nullable(integerIn(0, 20)),
  top_p: nullable(numberIn(0, 1)),
  user: anyString,
  verbosity: nullable(oneOf('low', 'medium', 'high')),
  web_search_options: anyObject,
}

const isSet = (value: unknown): boolean => value !== undefined && value !== null

function needs(parameter: string, other: string, holds: (request: ChatRequest) => boolean) {
  return (request: ChatRequest): void => {
    if (!isSet(request[parameter]) || holds(request)) return
    const message = `The '${parameter}' parameter is only allowed when '${other}' is set.`
    throw new ApiError(400, message, { param: parameter, code: 'invalid_parameter_combination' })
  }
}

/** What the parameters may not be together. */
const combinations: readonly ((request: ChatRequest) => void)[] = [
  needs('stream_options', 'stream', (request) => request.stream === true),
  needs('tool_choice', 'tools', (request) => isSet(request['tools'])),
  needs('parallel_tool_calls', 'tools', (request) => isSet(request['tools'])),
  needs('top_logprobs', 'logprobs', (request) => request['logprobs'] === true),
  refuseTwoLimits,
  refuseJsonModeUnannounced,
]

function refuseTwoLimits(request: ChatRequest): void {
  if (!isSet(request.max_tokens) || !isSet(request.max_completion_tokens)) return
  const message = "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported."
  throw new ApiError(400, message, { param: 'max_tokens', code: 'invalid_parameter_combination' })
}

function refuseJsonModeUnannounced(request: ChatRequest): void {
  const format = request['response_format'] as { type?: string } | undefined
  if (format?.type !== 'json_object' || /json/i.test(JSON.stringify(request.messages))) return
  const message =
    "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'."
  throw new ApiError(400, message, { param: 'messages' })
}
