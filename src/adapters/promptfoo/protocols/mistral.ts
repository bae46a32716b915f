import { chatMessage } from '../../http/chat-messages.ts'
import { chatTool } from '../../http/chat-tools.ts'
import { at, type Fields, isObject, objectsIn } from '../../http/json.ts'
import { readCompletion } from '../../http/read-completion.ts'
import { readEmbeddings } from '../../http/read-embeddings.ts'
import { chatAssembly } from '../../http/stream/chat-assembly.ts'
import { responseFormat } from './azure.ts'
import type { BindingOf, Protocol } from './protocol.ts'
import { besideMessages } from './turns.ts'

/** https://docs.mistral.ai/api/ */
export const mistral: Protocol<BindingOf<'mistral'>> = {
  provider: (model) => `mistral:chat:${model}`,
  path: () => '/chat/completions',
  fields: ({ messages, parameters, output, tools }, model) => ({
    model,
    messages: messages.map(chatMessage),
    temperature: parameters.temperature,
    top_p: parameters.topP,
    max_tokens: parameters.maxTokens,
    random_seed: parameters.seed,
    stop: parameters.stop,
    frequency_penalty: parameters.frequencyPenalty,
    presence_penalty: parameters.presencePenalty,
    reasoning_effort: parameters.reasoningEffort,
    response_format: output === undefined ? undefined : responseFormat(output),
    tools: tools?.map(chatTool),
  }),
  settings: (fields, { url }) => ({ ...besideMessages(fields), apiBaseUrl: url }),
  prompt: ({ messages }) => messages,
  unasked: ['top_p', 'max_tokens', 'random_seed'],
  authorization: ({ key }) => (key === undefined ? {} : { authorization: `Bearer ${key}` }),
  read: (body) => readCompletion(inOpenAIsForm(body)),
  stream: { fields: { stream: true }, form: 'events', assembly: chatAssembly },
  embedding: {
    path: () => '/embeddings',
    body: (model, texts) => ({ model, input: texts }),
    read: readEmbeddings,
  },
}

/** Reasoning models answer in chunks of thinking and text; arguments of tools may be objects. */
function inOpenAIsForm(body: unknown): unknown {
  const choice = at(body, 'choices', 0)
  const message = at(choice, 'message')
  if (!isObject(body) || !isObject(choice) || !isObject(message)) return body
  const { content, tool_calls: calls } = message
  const plain = Array.isArray(content) ? textIn(content) : content
  const called = Array.isArray(calls) ? { tool_calls: objectsIn(calls).map(withText) } : {}
  return { ...body, choices: [{ ...choice, message: { ...message, content: plain, ...called } }] }
}

function textIn(content: readonly unknown[]): string {
  return objectsIn(content)
    .filter(({ type }) => type === 'text')
    .map((chunk) => String(chunk['text']))
    .join('')
}

function withText(call: Fields): Fields {
  const called = call['function']
  const written = at(called, 'arguments')
  return isObject(called) && isObject(written)
    ? { ...call, function: { ...called, arguments: JSON.stringify(written) } }
    : call
}
