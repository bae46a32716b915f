import type { Answer } from '../../../evaluation/call.ts'
import { at, count, countOr0, objectsIn, wholeUsage } from './json.ts'
import type { BindingOf, Protocol, Said } from './protocol.ts'

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html */
export const bedrock: Protocol<BindingOf<'bedrock'>> = {
  provider: (model) => `bedrock:converse:${model}`,
  path: (model) => `/model/${encodeURIComponent(model)}/converse`,
  fields({ parameters, output }) {
    if (output !== undefined) return 'an output schema cannot be asked for here'
    const { maxTokens, temperature, topP, stop: stopSequences } = parameters
    return { inferenceConfig: { maxTokens, temperature, topP, stopSequences } }
  },
  settings: ({ inferenceConfig }, { url, region }, { key, secret, session }) => ({
    ...(inferenceConfig as object),
    region,
    endpoint: url,
    showThinking: false,
    // The SDK signs. Where there is nothing to sign with it must not look for credentials of the machine.
    ...(secret === undefined
      ? { accessKeyId: 'none', secretAccessKey: 'none' }
      : { accessKeyId: key, secretAccessKey: secret, sessionToken: session }),
  }),
  carries: (header, { secret }) => secret !== undefined && (isSigned(header) || header === 'authorization'),
  authorization: ({ key, secret }) =>
    secret === undefined && key !== undefined ? { authorization: `Bearer ${key}` } : {},
  read,
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
  const text = objectsIn(content)
    .map((block) => block['text'])
    .filter((part) => typeof part === 'string')
    .join('')
  const usage = at(body, 'usage')
  const cached = countOr0(at(usage, 'cacheReadInputTokens'))
  const input = [count(at(usage, 'inputTokens')), cached, countOr0(at(usage, 'cacheWriteInputTokens'))]
  return {
    text,
    finish: finishOf(reason),
    servedModel: undefined,
    usage: wholeUsage(input, cached, [count(at(usage, 'outputTokens'))]),
  }
}

function finishOf(reason: unknown): Answer['finish'] {
  if (reason === 'max_tokens' || reason === 'model_context_window_exceeded') return 'length'
  return withheld.has(String(reason)) ? 'filter' : 'stop'
}
