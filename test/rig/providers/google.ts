import { type Dialect, unknownField } from './dialect.ts'

const content = { role: true, parts: [{ text: true }] } as const
const shape = {
  contents: [content],
  system_instruction: { parts: [{ text: true }] },
  generationConfig: {
    temperature: true,
    topP: true,
    maxOutputTokens: true,
    stopSequences: true,
    seed: true,
    frequencyPenalty: true,
    presencePenalty: true,
    thinkingConfig: { thinkingBudget: true, thinkingLevel: true },
    responseMimeType: true,
    responseJsonSchema: true,
  },
} as const

/** https://ai.google.dev/api/generate-content */
export const google: Dialect = {
  model: 'gemini-2.5-flash',
  path: '/v1beta/models/gemini-2.5-flash:generateContent',
  intruder({ headers, path }, { key }) {
    return headers['x-goog-api-key'] === key && !path.includes('key=') ? undefined : 'API key not valid.'
  },
  fault: ({ body }) => unknownField(body, shape),
  reply(turn) {
    const usageMetadata = {
      promptTokenCount: 9,
      cachedContentTokenCount: 4,
      candidatesTokenCount: 2,
      thoughtsTokenCount: 3,
      totalTokenCount: 14,
    }
    const rest = { usageMetadata, modelVersion: 'gemini-2.5-flash-001', responseId: 'r' }
    if (turn.do === 'block') return { status: 200, body: { promptFeedback: { blockReason: 'SAFETY' }, ...rest } }
    const finishReason = { answer: 'STOP', truncate: 'MAX_TOKENS', refuse: 'SAFETY', filter: 'SAFETY' }[turn.do]
    const parts = turn.text === '' ? {} : { parts: [{ text: turn.text }] }
    return {
      status: 200,
      body: { candidates: [{ content: { ...parts, role: 'model' }, finishReason, index: 0 }], ...rest },
    }
  },
  error: (status, message) => ({ error: { code: status, message, status: 'INVALID_ARGUMENT' } }),
}
