import { chatMessage } from '../../http/chat-messages.ts'
import { strictChatTool } from '../../http/chat-tools.ts'
import { readCompletion } from '../../http/read-completion.ts'
import { readEmbeddings } from '../../http/read-embeddings.ts'
import { chatAssembly } from '../../http/stream/chat-assembly.ts'
import type { BindingOf, Protocol } from './protocol.ts'
import { besideMessages } from './turns.ts'

/** https://learn.microsoft.com/azure/ai-services/openai/reference. A model's id is the name of its deployment. */
export const azure: Protocol<BindingOf<'azure'>> = {
  provider: (model) => `azure:chat:${model}`,
  path: (model, binding) => deploymentPath(model, 'chat/completions', binding),
  fields: ({ messages, parameters, output, tools }) => ({
    messages: messages.map(chatMessage),
    temperature: parameters.temperature,
    top_p: parameters.topP,
    max_completion_tokens: parameters.maxTokens,
    seed: parameters.seed,
    stop: parameters.stop,
    frequency_penalty: parameters.frequencyPenalty,
    presence_penalty: parameters.presencePenalty,
    reasoning_effort: parameters.reasoningEffort,
    response_format: output === undefined ? undefined : responseFormat(output),
    tools: tools?.map(strictChatTool),
  }),
  settings: (fields, { url, apiVersion }) => ({
    apiBaseUrl: url,
    apiVersion,
    omitDefaults: true,
    passthrough: besideMessages(fields),
  }),
  prompt: ({ messages }) => messages,
  authorization: ({ key }) => (key === undefined ? {} : { 'api-key': key }),
  read: readCompletion,
  stream: {
    fields: { stream: true, stream_options: { include_usage: true } },
    form: 'events',
    assembly: chatAssembly,
  },
  embedding: {
    path: (model, binding) => deploymentPath(model, 'embeddings', binding),
    body: (_model, texts) => ({ input: texts, encoding_format: 'float' }),
    read: readEmbeddings,
  },
}

function deploymentPath(model: string, operation: string, { apiVersion }: BindingOf<'azure'>): string {
  return `/openai/deployments/${encodeURIComponent(model)}/${operation}?api-version=${apiVersion}`
}

/** Not strict: that mode takes a part of JSON Schema only. Whether the answer satisfies the schema is checked by us. */
export function responseFormat(schema: unknown): object {
  return { type: 'json_schema', json_schema: { name: 'answer', schema, strict: false } }
}
