import type { Answer, ChatRequest } from '../../../evaluation/call.ts'
import { at, count, countOr0, objectsIn, shortText, wholeUsage } from './json.ts'
import type { BindingOf, Fields, Protocol, Said } from './protocol.ts'

/** https://ai.google.dev/api/generate-content */
export const google: Protocol<BindingOf<'google'>> = {
  provider: (model) => `google:${model}`,
  path: (model) => `/v1beta/models/${encodeURIComponent(model)}:generateContent`,
  fields({ parameters, output }, model) {
    const thinkingConfig = thinkingOf(parameters.reasoningEffort, model)
    if (typeof thinkingConfig === 'string') return thinkingConfig
    return {
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
  settings: (fields, { url }) => ({ ...fields, apiBaseUrl: url }),
  authorization: ({ key }) => (key === undefined ? {} : { 'x-goog-api-key': key }),
  read,
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
  const text = objectsIn(at(candidate, 'content', 'parts'))
    .filter(({ thought }) => thought !== true)
    .map((part) => part['text'])
    .filter((part) => typeof part === 'string')
    .join('')
  const finish = isBlocked ? 'filter' : finishOf(at(candidate, 'finishReason'))
  if (finish === 'stop' && text === '') return 'the reply has no text'
  return { text, finish, servedModel: shortText(at(body, 'modelVersion')), usage: usageOf(at(body, 'usageMetadata')) }
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
