import type { FunctionTool, ResponseCreateParamsNonStreaming } from 'openai/resources/responses/responses'
import type { ChatRequest, DeclaredTool, ModelCall } from '../../evaluation/call.ts'
import { type Fields, isObject } from '../http/json.ts'
import { isStrict } from '../http/strict-schema.ts'
import { inputItems } from './responses-input.ts'

/**
 * A model call in the words of the Responses API. Nothing is kept at the provider, and nothing is sent that was kept:
 * each call carries the whole conversation.
 */
export function responsesParameters({ model, request }: ModelCall): ResponseCreateParamsNonStreaming {
  const { messages, parameters, output, tools } = request
  const { instructions, rest } = withInstructions(messages)
  return {
    model,
    ...(instructions !== undefined && { instructions }),
    input: rest.flatMap(inputItems),
    store: false,
    stream: false,
    ...(parameters.temperature !== undefined && { temperature: parameters.temperature }),
    ...(parameters.topP !== undefined && { top_p: parameters.topP }),
    ...(parameters.maxTokens !== undefined && { max_output_tokens: parameters.maxTokens }),
    ...(parameters.reasoningEffort !== undefined && { reasoning: { effort: parameters.reasoningEffort } }),
    ...(isObject(output) && { text: { format: formatOf(output) } }),
    ...(tools !== undefined && { tools: tools.map(toolOf) }),
  }
}

interface Conversation {
  readonly instructions: string | undefined
  readonly rest: ChatRequest['messages']
}

/** What the system says first are the instructions; what it says later stays where it is. */
function withInstructions(messages: ChatRequest['messages']): Conversation {
  const [first, ...rest] = messages
  if (first?.role !== 'system' || typeof first.content !== 'string') return { instructions: undefined, rest: messages }
  return { instructions: first.content, rest }
}

/** Not strict: that mode takes a part of JSON Schema only. Whether the answer satisfies the schema is checked by us. */
function formatOf(schema: Fields) {
  return { type: 'json_schema', name: 'answer', schema: { ...schema }, strict: false } as const
}

/** Strict where the schema is one that this mode takes. Unlike chat completions, this API assumes it where nothing is said. */
function toolOf({ name, description, parameters }: DeclaredTool): FunctionTool {
  return {
    type: 'function',
    name,
    ...(description !== undefined && { description }),
    parameters: parameters as { [keyword: string]: unknown },
    strict: isStrict(parameters),
  }
}
