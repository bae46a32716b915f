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
} as const
const shape: Shape = {
  ...chatShape,
  ...chatMessages(parts, true),
  max_completion_tokens: true,
  seed: true,
  stream: true,
  stream_options: { include_usage: true },
}

/** https://learn.microsoft.com/azure/ai-services/openai/reference */
export const azure: Dialect = {
  model: 'mini-eu',
  path: '/openai/deployments/mini-eu/chat/completions?api-version=2024-10-21',
  intruder({ headers }, { key }) {
    const opened = headers['api-key'] === key && headers.authorization === undefined
    return opened ? undefined : 'Access denied due to invalid subscription key or wrong API endpoint.'
  },
  fault: (request) => unknownField(request.body, shape) ?? unansweredCall(fieldsOf(request)['messages']),
  reply(turn) {
    if (turn.do !== 'block') return chatCompletion(turn, 'gpt-5-mini-2025-08-07')
    const innererror = { code: 'ResponsibleAIPolicyViolation', content_filter_result: { hate: { filtered: true } } }
    const message = "The response was filtered due to the prompt triggering Azure OpenAI's content management policy."
    return {
      status: 400,
      body: { error: { message, param: 'prompt', code: 'content_filter', status: 400, innererror } },
    }
  },
  error: (status, message) => ({ error: { code: String(status), message } }),
  stream: chunks(asksForUsage),
  embedding: {
    model: 'embed-eu',
    path: '/openai/deployments/embed-eu/embeddings?api-version=2024-10-21',
    fault: ({ body }) => whole({ input: true, encoding_format: true })(body, ''),
    texts: (request) => fieldsOf(request)['input'] as readonly string[],
    reply: (vectors, tokens) => chatEmbeddings(vectors, tokens, 'text-embedding-3-small'),
  },
}
