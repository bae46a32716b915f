import { chatCompletion, chatEmbeddings, chatMessages, chatShape, chunks, unansweredCall } from './chat-completions.ts'
import { type Dialect, fieldsOf } from './dialect.ts'
import { matching, type Shape, unknownField, whole } from './shape.ts'

const parts = { text: { text: true }, image_url: { image_url: whole({ url: true }) } } as const
const shape: Shape = {
  ...chatShape,
  ...chatMessages(parts, matching(/^[a-zA-Z0-9]{9}$/)),
  max_tokens: true,
  random_seed: true,
  stream: true,
}

/** https://docs.mistral.ai/api/ */
export const mistral: Dialect = {
  model: 'mistral-large-2512',
  path: '/v1/chat/completions',
  intruder({ headers }, { key }) {
    return headers.authorization === `Bearer ${key}` ? undefined : 'Unauthorized'
  },
  fault: (request) => unknownField(request.body, shape) ?? unansweredCall(fieldsOf(request)['messages']),
  reply: (turn) => chatCompletion(turn.do === 'block' ? { do: 'filter', text: '' } : turn, 'mistral-large-2512'),
  error: (_status, message) => ({ object: 'error', message, type: 'invalid_request_error', param: null, code: '1000' }),
  stream: chunks(({ body }) => (body as { stream?: unknown }).stream === true),
  embedding: {
    model: 'mistral-embed',
    path: '/v1/embeddings',
    fault: ({ body }) => whole({ model: true, input: true })(body, ''),
    texts: (request) => fieldsOf(request)['input'] as readonly string[],
    reply: (vectors, tokens) => chatEmbeddings(vectors, tokens, 'mistral-embed'),
  },
}
