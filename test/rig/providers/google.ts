import { type Dialect, event, fieldsOf } from './dialect.ts'
import { base64, byField, object, type Shape, unknownField, whole } from './shape.ts'

const part = byField(
  {
    text: true,
    inlineData: whole({ mimeType: true, data: base64 }),
    functionCall: whole({ name: true, args: object }),
    functionResponse: whole({ name: true, response: object }),
  },
  { thoughtSignature: true },
)
const shape: Shape = {
  contents: [whole({ role: true, parts: [part] })],
  system_instruction: { parts: [{ text: true }] },
  tools: [{ functionDeclarations: [{ name: true, description: true, parametersJsonSchema: object }] }],
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
}

const models = '/v1beta/models'

/** https://ai.google.dev/api/generate-content */
export const google: Dialect = {
  model: 'gemini-2.5-flash',
  path: `${models}/gemini-2.5-flash:generateContent`,
  intruder({ headers, path }, { key }) {
    return headers['x-goog-api-key'] === key && !path.includes('key=') ? undefined : 'API key not valid.'
  },
  fault: (request) =>
    unknownField(request.body, shape) ?? unevenTurn(fieldsOf(request)['contents'] as readonly Content[]),
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
    const reasons = { answer: 'STOP', truncate: 'MAX_TOKENS', refuse: 'SAFETY', filter: 'SAFETY', call: 'STOP' }
    const calls = turn.do === 'call' ? turn.calls : []
    const said = [
      ...(turn.text === '' ? [] : [{ text: turn.text }]),
      ...calls.map(({ name, input }) => ({ functionCall: { name, args: input }, thoughtSignature: 'c2lnbmVk' })),
    ]
    const content = { ...(said.length > 0 && { parts: said }), role: 'model' }
    return { status: 200, body: { candidates: [{ content, finishReason: reasons[turn.do], index: 0 }], ...rest } }
  },
  error: (status, message) => ({ error: { code: status, message, status: 'INVALID_ARGUMENT' } }),
  stream: {
    path: `${models}/gemini-2.5-flash:streamGenerateContent?alt=sse`,
    contentType: 'text/event-stream',
    pieces(body) {
      const { candidates: [candidate] = [], ...rest } = body as Reply
      const parts = candidate?.content.parts ?? []
      const thought = { text: 'Hm.', thought: true }
      const chunks = [thought, ...parts].map((one) => ({ candidates: [{ content: { role: 'model', parts: [one] } }] }))
      const last = candidate && { candidates: [{ ...candidate, content: { role: 'model', parts: [{ text: '' }] } }] }
      return [...(candidate ? chunks : []), { ...rest, ...last }].map((chunk) => event(chunk))
    },
    error: event({ error: { code: 503, message: 'The model is overloaded.', status: 'UNAVAILABLE' } }),
  },
  embedding: {
    model: 'gemini-embedding-001',
    path: `${models}/gemini-embedding-001:batchEmbedContents`,
    fault: ({ body }) => whole({ requests: [whole({ model: true, content: { parts: [{ text: true }] } })] })(body, ''),
    texts: ({ body }) => (body as Batch).requests.map(({ content }) => content.parts[0]?.text ?? ''),
    reply: (vectors) => ({ embeddings: vectors.map((values) => ({ values })) }),
  },
}

interface Batch {
  readonly requests: readonly { readonly content: { readonly parts: readonly { readonly text: string }[] } }[]
}

interface Content {
  readonly role: string
  readonly parts: readonly { readonly functionCall?: object; readonly functionResponse?: object }[]
}

interface Reply {
  readonly candidates?: readonly { readonly content: { readonly parts?: readonly object[] } }[]
}

/** As many responses follow as functions were called, in one turn of the user's. */
function unevenTurn(contents: readonly Content[]): string | undefined {
  for (const [index, { role, parts }] of contents.entries()) {
    if (role !== 'user' && role !== 'model') return `contents/${index}/role: ${role} is not permitted`
    const calls = parts.filter(({ functionCall }) => functionCall !== undefined)
    const next = contents[index + 1]?.parts ?? []
    const responses = next.filter(({ functionResponse }) => functionResponse !== undefined)
    if (calls.length !== responses.length)
      return 'the number of function response parts is not equal to the number of function call parts'
  }
  return undefined
}
