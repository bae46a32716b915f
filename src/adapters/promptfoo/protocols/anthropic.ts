import type { Answer, ChatRequest } from '../../../evaluation/call.ts'
import { at, count, countOr0, isObject, objectsIn, shortText, wholeUsage } from './json.ts'
import type { BindingOf, Fields, Protocol, Said } from './protocol.ts'

/** The API wants a limit. As many as the budget assumes of an answer that nothing limits (`upper-cost.ts`). */
const maxTokens = 4096

/** https://docs.anthropic.com/en/api/messages */
export const anthropic: Protocol<BindingOf<'anthropic'>> = {
  provider: (model) => `anthropic:messages:${model}`,
  path: () => '/v1/messages',
  fields({ parameters, output }, model) {
    const { reasoningEffort: effort } = parameters
    if (effort === 'minimal') return 'reasoningEffort: minimal is not known here; there are none, low, medium and high'
    return {
      model,
      max_tokens: parameters.maxTokens ?? maxTokens,
      temperature: parameters.temperature,
      top_p: parameters.topP,
      stop_sequences: parameters.stop,
      thinking: effort === 'none' ? { type: 'disabled' } : undefined,
      output_config: outputConfig(effort === 'none' ? undefined : effort, output),
    }
  },
  settings(fields, { url }) {
    const { output_config: outputConfig, ...rest } = fields
    return {
      ...rest,
      apiBaseUrl: url,
      effort: at(outputConfig, 'effort'),
      output_format: at(outputConfig, 'format'),
      showThinking: false,
      // promptfoo writes a temperature where nothing is said, and one of the two where both are
      extra_body: { temperature: fields['temperature'], top_p: fields['top_p'] },
    }
  },
  messages(messages) {
    const system = messages
      .filter(({ role }) => role === 'system')
      .map(({ content }) => ({ type: 'text', text: content }))
    const rest = messages.filter(({ role }) => role !== 'system')
    return system.length === 0 ? rest : [{ role: 'system', content: system }, ...rest]
  },
  carries: (header) => header === 'anthropic-version' || header === 'anthropic-beta',
  authorization: ({ key }) => (key === undefined ? {} : { 'x-api-key': key }),
  read,
}

function outputConfig(effort: string | undefined, schema: ChatRequest['output']): Fields | undefined {
  if (effort === undefined && schema === undefined) return undefined
  return { effort, format: schema === undefined ? undefined : { type: 'json_schema', schema } }
}

function read(body: unknown): Said | string {
  if (!isObject(body) || !Array.isArray(body['content'])) return 'the reply is no message'
  const text = objectsIn(body['content'])
    .filter(({ type }) => type === 'text')
    .map((block) => String(block['text']))
    .join('')
  const { usage, model, stop_reason: reason } = body
  const cached = countOr0(at(usage, 'cache_read_input_tokens'))
  const input = [count(at(usage, 'input_tokens')), cached, countOr0(at(usage, 'cache_creation_input_tokens'))]
  return {
    text,
    finish: finishOf(reason),
    servedModel: shortText(model),
    usage: wholeUsage(input, cached, [count(at(usage, 'output_tokens'))]),
  }
}

function finishOf(reason: unknown): Answer['finish'] {
  if (reason === 'max_tokens' || reason === 'model_context_window_exceeded') return 'length'
  return reason === 'refusal' ? 'refusal' : 'stop'
}
