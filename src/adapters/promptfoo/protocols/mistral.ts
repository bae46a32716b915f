import { readCompletion } from '../../http/read-completion.ts'
import { responseFormat } from './azure.ts'
import { at, isObject, objectsIn } from './json.ts'
import type { BindingOf, Protocol } from './protocol.ts'

/** https://docs.mistral.ai/api/ */
export const mistral: Protocol<BindingOf<'mistral'>> = {
  provider: (model) => `mistral:chat:${model}`,
  path: () => '/chat/completions',
  fields: ({ parameters, output }, model) => ({
    model,
    temperature: parameters.temperature,
    top_p: parameters.topP,
    max_tokens: parameters.maxTokens,
    random_seed: parameters.seed,
    stop: parameters.stop,
    frequency_penalty: parameters.frequencyPenalty,
    presence_penalty: parameters.presencePenalty,
    reasoning_effort: parameters.reasoningEffort,
    response_format: output === undefined ? undefined : responseFormat(output),
  }),
  settings: (fields, { url }) => ({ ...fields, apiBaseUrl: url }),
  unasked: ['top_p', 'max_tokens', 'random_seed'],
  authorization: ({ key }) => (key === undefined ? {} : { authorization: `Bearer ${key}` }),
  read: (body) => readCompletion(withPlainContent(body)),
}

/** Reasoning models answer in chunks of thinking and text. */
function withPlainContent(body: unknown): unknown {
  const choice = at(body, 'choices', 0)
  const content = at(choice, 'message', 'content')
  if (!isObject(body) || !isObject(choice) || !Array.isArray(content)) return body
  const text = objectsIn(content)
    .filter(({ type }) => type === 'text')
    .map((chunk) => String(chunk['text']))
    .join('')
  return { ...body, choices: [{ ...choice, message: { content: text } }] }
}
