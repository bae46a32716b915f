import type {
  ChatCompletionCreateParamsNonStreaming,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions'
import type { Json } from '../../digest/digest.ts'
import type { ChatRequest, ModelCall } from '../../evaluation/call.ts'
import { chatMessage } from '../http/chat-messages.ts'
import { strictChatTool } from '../http/chat-tools.ts'

/** A model call in OpenAI's words. */
export function chatParameters({ model, request }: ModelCall, origin: string): ChatCompletionCreateParamsNonStreaming {
  const { parameters } = request
  return {
    model,
    messages: request.messages.map(chatMessage) as ChatCompletionMessageParam[], // which parts a role may have the server says
    stream: false,
    ...(parameters.temperature !== undefined && { temperature: parameters.temperature }),
    ...(parameters.topP !== undefined && { top_p: parameters.topP }),
    ...(parameters.seed !== undefined && { seed: parameters.seed }),
    ...(parameters.stop !== undefined && { stop: [...parameters.stop] }),
    ...(parameters.frequencyPenalty !== undefined && { frequency_penalty: parameters.frequencyPenalty }),
    ...(parameters.presencePenalty !== undefined && { presence_penalty: parameters.presencePenalty }),
    ...(parameters.reasoningEffort !== undefined && { reasoning_effort: parameters.reasoningEffort }),
    ...limitOf(parameters.maxTokens, origin),
    ...formatOf(request.output),
    ...(request.tools !== undefined && { tools: request.tools.map(strictChatTool) }),
  }
}

/** OpenAI's reasoning models refuse `max_tokens`; most other servers know nothing else. */
function limitOf(
  maxTokens: number | undefined,
  origin: string,
): Pick<ChatCompletionCreateParamsNonStreaming, 'max_tokens' | 'max_completion_tokens'> {
  if (maxTokens === undefined) return {}
  return isOpenAI(origin) ? { max_completion_tokens: maxTokens } : { max_tokens: maxTokens }
}

/** api.openai.com and its regions, such as eu.api.openai.com. */
function isOpenAI(origin: string): boolean {
  return /^https:\/\/([a-z]+\.)?api\.openai\.com$/.test(origin)
}

/** Not strict: that mode takes a part of JSON Schema only. Whether the answer satisfies the schema is checked by us. */
function formatOf(output: ChatRequest['output']): Pick<ChatCompletionCreateParamsNonStreaming, 'response_format'> {
  if (!isObject(output)) return {}
  return {
    response_format: { type: 'json_schema', json_schema: { name: 'answer', schema: { ...output }, strict: false } },
  }
}

function isObject(value: Json | undefined): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
