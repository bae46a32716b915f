import { readCompletion } from '../../http/read-completion.ts'
import type { BindingOf, Protocol } from './protocol.ts'

/** https://learn.microsoft.com/azure/ai-services/openai/reference. A model's id is the name of its deployment. */
export const azure: Protocol<BindingOf<'azure'>> = {
  provider: (model) => `azure:chat:${model}`,
  path: (model, { apiVersion }) =>
    `/openai/deployments/${encodeURIComponent(model)}/chat/completions?api-version=${apiVersion}`,
  fields: ({ parameters, output }) => ({
    temperature: parameters.temperature,
    top_p: parameters.topP,
    max_completion_tokens: parameters.maxTokens,
    seed: parameters.seed,
    stop: parameters.stop,
    frequency_penalty: parameters.frequencyPenalty,
    presence_penalty: parameters.presencePenalty,
    reasoning_effort: parameters.reasoningEffort,
    response_format: output === undefined ? undefined : responseFormat(output),
  }),
  settings: (fields, { url, apiVersion }) => ({
    apiBaseUrl: url,
    apiVersion,
    omitDefaults: true,
    passthrough: fields,
  }),
  authorization: ({ key }) => (key === undefined ? {} : { 'api-key': key }),
  read: readCompletion,
}

/** Not strict: that mode takes a part of JSON Schema only. Whether the answer satisfies the schema is checked by us. */
export function responseFormat(schema: unknown): object {
  return { type: 'json_schema', json_schema: { name: 'answer', schema, strict: false } }
}
