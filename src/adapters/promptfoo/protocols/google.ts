import type { Answer, ChatRequest, DeclaredTool } from '../../../evaluation/call.ts'
import { at, count, countOr0, type Fields, objectsIn, shortText, wholeUsage } from '../../http/json.ts'
import { vectorsIn } from '../../http/read-embeddings.ts'
import type { Said } from '../../http/said.ts'
import { googleAssembly } from './google-assembly.ts'
import { contentOf } from './google-content.ts'
import type { BindingOf, Protocol } from './protocol.ts'
import { withoutSystem } from './turns.ts'

/** https://ai.google.dev/api/generate-content */
export const google: Protocol<BindingOf<'google'>> = {
  provider: (model) => `google:${model}`,
  path: (model) => `${modelPath(model)}:generateContent`,
  fields({ messages, parameters, output, tools }, model) {
    const thinkingConfig = thinkingOf(parameters.reasoningEffort, model)
    if (typeof thinkingConfig === 'string') return thinkingConfig
    const { system, rest } = withoutSystem(messages)
    return {
      contents: rest.map((turn) => contentOf(turn, model)),
      system_instruction: system.length === 0 ? undefined : { parts: system.map((text) => ({ text })) },
      tools: tools && [{ functionDeclarations: tools.map(declarationOf) }],
      generationConfig: {
        temperature: parameters.temperature,
        topP: parameters.topP,
        maxOutputTokens: parameters.maxTokens,
        stopSequences: parameters.stop,
        seed: parameters.seed,
        frequencyPenalty: parameters.frequencyPenalty,
        presencePenalty: parameters.presencePenalty,
        thinkingConfig,
        ...(output !== undefined && { responseMimeType: 'application/json', responseJsonSchema: output }),
      },
    }
  },
  settings: ({ generationConfig, tools }, { url }) => ({ generationConfig, apiBaseUrl: url, passthrough: { tools } }),
  prompt: ({ contents, system_instruction: system }) =>
    system === undefined ? contents : { system_instruction: system, contents },
  authorization: ({ key }) => (key === undefined ? {} : { 'x-goog-api-key': key }),
  read,
  stream: {
    fields: {},
    path: (model) => `${modelPath(model)}:streamGenerateContent?alt=sse`,
    form: 'events',
    assembly: googleAssembly,
  },
  embedding: {
    path: (model) => `${modelPath(model)}:batchEmbedContents`,
    body: (model, texts) => ({
      requests: texts.map((text) => ({ model: `models/${model}`, content: { parts: [{ text }] } })),
    }),
    read(body, texts) {
      const embeddings = objectsIn(at(body, 'embeddings')).map(({ values }) => values)
      const vectors = vectorsIn(embeddings, texts)
      if (typeof vectors === 'string') return vectors
      const usage = wholeUsage([count(at(body, 'usageMetadata', 'promptTokenCount'))], 0, [0])
      return { vectors, servedModel: undefined, usage }
    },
  },
}

function modelPath(model: string): string {
  return `/v1beta/models/${encodeURIComponent(model)}`
}

function declarationOf({ name, description, parameters }: DeclaredTool): Fields {
  return { name, description, parametersJsonSchema: parameters }
}

/** Tokens, as the API's OpenAI-compatible endpoint takes them: https://ai.google.dev/gemini-api/docs/openai#thinking */
const budgets = { none: 0, minimal: 1024, low: 1024, medium: 8192, high: 24_576 } as const

/** Models up to 2.5 take a budget, later ones a level. */
function thinkingOf(effort: ChatRequest['parameters']['reasoningEffort'], model: string): Fields | string | undefined {
  if (effort === undefined) return undefined
  if (/^gemini-[12]\b/.test(model)) return { thinkingBudget: budgets[effort] }
  return effort === 'none' ? `reasoningEffort: none is not known to ${model}` : { thinkingLevel: effort }
}

const withheld = new Set([
  'SAFETY',
  'RECITATION',
  'LANGUAGE',
  'BLOCKLIST',
  'PROHIBITED_CONTENT',
  'SPII',
  'IMAGE_SAFETY',
])

function read(body: unknown): Said | string {
  const candidate = at(body, 'candidates', 0)
  const isBlocked = at(body, 'promptFeedback', 'blockReason') !== undefined
  if (candidate === undefined && !isBlocked) return 'the reply has no candidates'
  const parts = objectsIn(at(candidate, 'content', 'parts'))
  const text = parts
    .filter(({ thought }) => thought !== true)
    .map((part) => part['text'])
    .filter((part) => typeof part === 'string')
    .join('')
  const toolCalls = objectsIn(parts.map(({ functionCall }) => functionCall)).map(({ name, args = {} }) => {
    return { name: String(name), arguments: JSON.stringify(args) }
  })
  const finish = isBlocked ? 'filter' : finishOf(at(candidate, 'finishReason'))
  if (finish === 'stop' && text === '' && toolCalls.length === 0) return 'the reply has no text'
  return {
    text,
    ...(toolCalls.length > 0 && { toolCalls }),
    finish,
    servedModel: shortText(at(body, 'modelVersion')),
    usage: usageOf(at(body, 'usageMetadata')),
  }
}

function usageOf(usage: unknown): Said['usage'] {
  const input = [count(at(usage, 'promptTokenCount')), countOr0(at(usage, 'toolUsePromptTokenCount'))]
  const output = [countOr0(at(usage, 'candidatesTokenCount')), countOr0(at(usage, 'thoughtsTokenCount'))]
  return wholeUsage(input, countOr0(at(usage, 'cachedContentTokenCount')), output)
}

function finishOf(reason: unknown): Answer['finish'] {
  if (reason === 'MAX_TOKENS') return 'length'
  return withheld.has(String(reason)) ? 'filter' : 'stop'
}
