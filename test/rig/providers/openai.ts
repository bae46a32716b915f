import {
  asksForUsage,
  chatCompletion,
  chatEmbeddings,
  chatMessages,
  chatShape,
  chunks,
  unansweredCall,
} from './chat-completions.ts'
import { type Dialect, fieldsOf } from './dialect.ts'
import { base64, type Shape, unknownField, whole } from './shape.ts'

const parts = {
  text: { text: true },
  image_url: { image_url: whole({ url: true }) },
  input_audio: { input_audio: whole({ data: base64, format: true }) },
  file: { file: whole({ filename: true, file_data: true }) },
} as const
const shape: Shape = {
  ...chatShape,
  ...chatMessages(parts, true),
  max_tokens: true,
  seed: true,
  stream: true,
  stream_options: { include_usage: true },
}

/** An endpoint that took over https://platform.openai.com/docs/api-reference/chat. The rig's `model-server.ts` can do more. */
export const openai: Dialect = {
  model: 'gpt-5-mini',
  path: '/v1/chat/completions',
  intruder: ({ headers }, { key }) =>
    headers.authorization === `Bearer ${key}` ? undefined : 'Incorrect API key provided.',
  fault: (request) => unknownField(request.body, shape) ?? unansweredCall(fieldsOf(request)['messages']),
  reply: (turn) => chatCompletion(turn.do === 'block' ? { do: 'filter', text: '' } : turn, 'gpt-5-mini-2025-08-07'),
  error: (status, message) => ({
    error: { message, type: 'invalid_request_error', param: null, code: String(status) },
  }),
  stream: chunks(asksForUsage),
  embedding: {
    model: 'text-embedding-3-small',
    path: '/v1/embeddings',
    fault: ({ body }) => whole({ model: true, input: true, encoding_format: true })(body, ''),
    texts: (request) => fieldsOf(request)['input'] as readonly string[],
    reply: (vectors, tokens) => chatEmbeddings(vectors, tokens, 'text-embedding-3-small'),
  },
}
