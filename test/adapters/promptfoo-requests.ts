import type { ChatRequest } from '../../src/evaluation/call.ts'
import type { ProviderType } from '../rig/providers/bindings.ts'
import type { Incoming } from '../rig/providers/dialect.ts'

const plain = [
  { role: 'system', content: 'Be brief.' },
  { role: 'user', content: 'How "long"?\n' },
]
const user = 'How "long"?\n'

/** What is sent where no parameter is said. */
export const bare: { readonly [T in ProviderType]: Incoming['body'] } = {
  anthropic: {
    model: 'claude-haiku-4-5',
    max_tokens: 4096,
    system: [{ type: 'text', text: 'Be brief.' }],
    messages: [{ role: 'user', content: [{ type: 'text', text: user }] }],
    stream: false,
  },
  azure: { model: 'mini-eu', messages: plain },
  bedrock: { system: [{ text: 'Be brief.' }], messages: [{ role: 'user', content: [{ text: user }] }] },
  google: {
    system_instruction: { parts: [{ text: 'Be brief.' }] },
    contents: [{ role: 'user', parts: [{ text: user }] }],
    generationConfig: {},
  },
  mistral: { model: 'mistral-large-2512', messages: plain },
  ollama: { model: 'llama3.2:3b', messages: plain, stream: false, options: {} },
}

const sampling = { maxTokens: 50, stop: ['END', '\n\n'] }
const everything = {
  ...sampling,
  temperature: 0.5,
  topP: 0.9,
  seed: 7,
  frequencyPenalty: 0.1,
  presencePenalty: 0.2,
  reasoningEffort: 'low',
} as const

/** All that the API has a word for. */
export const known: { readonly [T in ProviderType]: ChatRequest['parameters'] } = {
  anthropic: { ...sampling, temperature: 0.5, topP: 0.9, reasoningEffort: 'low' },
  azure: everything,
  bedrock: { ...sampling, temperature: 0.5, topP: 0.9 },
  google: everything,
  mistral: everything,
  ollama: everything,
}

function over(type: ProviderType, more: object): object {
  return { ...(bare[type] as object), ...more }
}

export const whole: { readonly [T in ProviderType]: Incoming['body'] } = {
  anthropic: over('anthropic', {
    max_tokens: 50,
    stop_sequences: sampling.stop,
    temperature: 0.5,
    top_p: 0.9,
    output_config: { effort: 'low' },
  }),
  azure: over('azure', {
    max_completion_tokens: 50,
    stop: sampling.stop,
    temperature: 0.5,
    top_p: 0.9,
    seed: 7,
    frequency_penalty: 0.1,
    presence_penalty: 0.2,
    reasoning_effort: 'low',
  }),
  bedrock: over('bedrock', {
    inferenceConfig: { maxTokens: 50, stopSequences: sampling.stop, temperature: 0.5, topP: 0.9 },
  }),
  google: over('google', {
    generationConfig: {
      maxOutputTokens: 50,
      stopSequences: sampling.stop,
      temperature: 0.5,
      topP: 0.9,
      seed: 7,
      frequencyPenalty: 0.1,
      presencePenalty: 0.2,
      thinkingConfig: { thinkingBudget: 1024 },
    },
  }),
  mistral: over('mistral', {
    max_tokens: 50,
    stop: sampling.stop,
    temperature: 0.5,
    top_p: 0.9,
    random_seed: 7,
    frequency_penalty: 0.1,
    presence_penalty: 0.2,
    reasoning_effort: 'low',
  }),
  ollama: over('ollama', {
    think: 'low',
    options: {
      num_predict: 50,
      stop: sampling.stop,
      temperature: 0.5,
      top_p: 0.9,
      seed: 7,
      frequency_penalty: 0.1,
      presence_penalty: 0.2,
    },
  }),
}

export const schema = {
  type: 'object',
  properties: { a: { const: 'file://planted.txt' }, b: { title: '{{ env.HOME }}' } },
}
const openAISchema = { type: 'json_schema', json_schema: { name: 'answer', schema, strict: false } }

export const structured: { readonly [T in ProviderType]?: object } = {
  anthropic: { output_config: { format: { type: 'json_schema', schema } } },
  azure: { response_format: openAISchema },
  google: { generationConfig: { responseMimeType: 'application/json', responseJsonSchema: schema } },
  mistral: { response_format: openAISchema },
  ollama: { format: schema },
}
