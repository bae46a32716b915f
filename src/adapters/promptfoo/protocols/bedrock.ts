import type { Answer, DeclaredTool } from '../../../evaluation/call.ts'
import { at, count, countOr0, type Fields, objectsIn, wholeUsage } from '../../http/json.ts'
import type { Said } from '../../http/said.ts'
import { asPromptfooTakes, messageOf } from './bedrock-message.ts'
import type { BindingOf, Protocol } from './protocol.ts'
import { withoutSystem } from './turns.ts'

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html */
export const bedrock: Protocol<BindingOf<'bedrock'>> = {
  provider: (model) => `bedrock:converse:${model}`,
  path: (model) => `/model/${encodeURIComponent(model)}/converse`,
  fields({ messages, parameters, output, tools }) {
    if (output !== undefined) return 'an output schema cannot be asked for here'
    const { maxTokens, temperature, topP, stop: stopSequences } = parameters
    const { system, rest } = withoutSystem(messages)
    return {
      messages: rest.map(messageOf),
      system: system.length === 0 ? undefined : system.map((text) => ({ text })),
      inferenceConfig: { maxTokens, temperature, topP, stopSequences },
      toolConfig: tools && { tools: tools.map(toolOf) },
    }
  },
  settings: ({ inferenceConfig, toolConfig }, { url, region }, { key, secret, session }) => ({
    ...(inferenceConfig as object),
    tools: at(toolConfig, 'tools'),
    region,
    endpoint: url,
    showThinking: false,
    // The SDK signs. Where there is nothing to sign with it must not look for credentials of the machine.
    ...(secret === undefined
      ? { accessKeyId: 'none', secretAccessKey: 'none' }
      : { accessKeyId: key, secretAccessKey: secret, sessionToken: session }),
  }),
  prompt: ({ system, messages }) => [
    ...objectsIn(system).map(({ text }) => ({ role: 'system', content: text })),
    ...objectsIn(messages).map(asPromptfooTakes),
  ],
  carries: (header, { secret }) => secret !== undefined && (isSigned(header) || header === 'authorization'),
  authorization: ({ key, secret }) =>
    secret === undefined && key !== undefined ? { authorization: `Bearer ${key}` } : {},
  read,
}

function toolOf({ name, description, parameters }: DeclaredTool): Fields {
  return { toolSpec: { name, description, inputSchema: { json: parameters } } }
}

function isSigned(header: string): boolean {
  return header.startsWith('x-amz-') || header.startsWith('amz-sdk-')
}

const withheld = new Set(['content_filtered', 'guardrail_intervened'])

function read(body: unknown): Said | string {
  const content = at(body, 'output', 'message', 'content')
  const reason = at(body, 'stopReason')
  if (!Array.isArray(content) && !withheld.has(String(reason))) return 'the reply has no message'
  if (reason === 'malformed_model_output') return 'the model produced what the provider could not read'
  const blocks = objectsIn(content)
  const text = blocks
    .map((block) => block['text'])
    .filter((part) => typeof part === 'string')
    .join('')
  const toolCalls = objectsIn(blocks.map(({ toolUse }) => toolUse)).map(({ name, input = {} }) => {
    return { name: String(name), arguments: JSON.stringify(input) }
  })
  return {
    text,
    ...(toolCalls.length > 0 && { toolCalls }),
    finish: finishOf(reason),
    servedModel: undefined,
    usage: usageOf(at(body, 'usage')),
  }
}

function usageOf(usage: unknown): Said['usage'] {
  const cached = countOr0(at(usage, 'cacheReadInputTokens'))
  const input = [count(at(usage, 'inputTokens')), cached, countOr0(at(usage, 'cacheWriteInputTokens'))]
  return wholeUsage(input, cached, [count(at(usage, 'outputTokens'))])
}

function finishOf(reason: unknown): Answer['finish'] {
  if (reason === 'max_tokens' || reason === 'model_context_window_exceeded') return 'length'
  return withheld.has(String(reason)) ? 'filter' : 'stop'
}
