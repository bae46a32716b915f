import type { Answer, ChatRequest, DeclaredTool, Part } from '../../../evaluation/call.ts'
import { mediumData } from '../../http/chat-messages.ts'
import { at, count, countOr0, type Fields, isObject, objectsIn, shortText, wholeUsage } from '../../http/json.ts'
import type { Said } from '../../http/said.ts'
import { anthropicAssembly } from './anthropic-assembly.ts'
import type { BindingOf, Protocol } from './protocol.ts'
import { objectWritten, type Turn, withoutSystem } from './turns.ts'

/** The API wants a limit. As many as the budget assumes of an answer that nothing limits (`upper-cost.ts`). */
const maxTokens = 4096

/** https://docs.anthropic.com/en/api/messages */
export const anthropic: Protocol<BindingOf<'anthropic'>> = {
  provider: (model) => `anthropic:messages:${model}`,
  path: () => '/v1/messages',
  fields({ messages, parameters, output, tools }, model) {
    const { reasoningEffort: effort } = parameters
    if (effort === 'minimal') return 'reasoningEffort: minimal is not known here; there are none, low, medium and high'
    const { system, rest } = withoutSystem(messages)
    return {
      model,
      max_tokens: parameters.maxTokens ?? maxTokens,
      system: system.length === 0 ? undefined : system.map((text) => ({ type: 'text', text })),
      messages: rest.map(messageOf),
      temperature: parameters.temperature,
      top_p: parameters.topP,
      stop_sequences: parameters.stop,
      tools: tools?.map(toolOf),
      thinking: effort === 'none' ? { type: 'disabled' } : undefined,
      output_config: outputConfig(effort === 'none' ? undefined : effort, output),
    }
  },
  settings(fields, { url }) {
    const { output_config: outputConfig, messages: _, system: __, tools, ...rest } = fields
    return {
      ...rest,
      apiBaseUrl: url,
      effort: at(outputConfig, 'effort'),
      output_format: at(outputConfig, 'format'),
      showThinking: false,
      // promptfoo writes a temperature where nothing is said, and one of the two where both are; tools it would translate
      extra_body: { temperature: fields['temperature'], top_p: fields['top_p'], tools },
    }
  },
  prompt: ({ system, messages }) => [
    ...(system === undefined ? [] : [{ role: 'system', content: system }]),
    ...(messages as readonly object[]),
  ],
  carries: (header) => header === 'anthropic-version' || header === 'anthropic-beta',
  authorization: ({ key }) => (key === undefined ? {} : { 'x-api-key': key }),
  read,
  stream: { fields: { stream: true }, form: 'events', assembly: anthropicAssembly },
}

function messageOf(turn: Turn): Fields {
  if (turn.role === 'tool') {
    const content = turn.results.map(({ id, content: text }) => ({
      type: 'tool_result',
      tool_use_id: id,
      content: text,
    }))
    return { role: 'user', content }
  }
  const { role, content } = turn
  const calls = 'calls' in turn ? turn.calls : []
  const used = calls.map(({ id, name, arguments: written }) => {
    return { type: 'tool_use', id, name, input: objectWritten(written) }
  })
  if (typeof content !== 'string') return { role, content: content.map(blockOf) }
  const text = content === '' && used.length > 0 ? [] : [{ type: 'text', text: content }]
  return { role, content: [...text, ...used] }
}

/** Sound has no form here: validation refuses it. */
function blockOf(part: Part): Fields {
  if (part.type === 'text') return { type: 'text', text: part.text }
  const { mediaType, data } = mediumData(part)
  const type = part.type === 'image' ? 'image' : 'document'
  return { type, source: { type: 'base64', media_type: mediaType, data } }
}

function toolOf({ name, description, parameters }: DeclaredTool): Fields {
  return { name, description, input_schema: parameters }
}

function outputConfig(effort: string | undefined, schema: ChatRequest['output']): Fields | undefined {
  if (effort === undefined && schema === undefined) return undefined
  return { effort, format: schema === undefined ? undefined : { type: 'json_schema', schema } }
}

function read(body: unknown): Said | string {
  if (!isObject(body) || !Array.isArray(body['content'])) return 'the reply is no message'
  const blocks = objectsIn(body['content'])
  const text = blocks
    .filter(({ type }) => type === 'text')
    .map((block) => String(block['text']))
    .join('')
  const toolCalls = blocks
    .filter(({ type }) => type === 'tool_use')
    .map(({ name, input }) => ({
      name: String(name),
      arguments: typeof input === 'string' ? input : JSON.stringify(input),
    }))
  const { usage, model, stop_reason: reason } = body
  const cached = countOr0(at(usage, 'cache_read_input_tokens'))
  const input = [count(at(usage, 'input_tokens')), cached, countOr0(at(usage, 'cache_creation_input_tokens'))]
  return {
    text,
    ...(toolCalls.length > 0 && { toolCalls }),
    finish: finishOf(reason),
    servedModel: shortText(model),
    usage: wholeUsage(input, cached, [count(at(usage, 'output_tokens'))]),
  }
}

function finishOf(reason: unknown): Answer['finish'] {
  if (reason === 'max_tokens' || reason === 'model_context_window_exceeded') return 'length'
  return reason === 'refusal' ? 'refusal' : 'stop'
}
