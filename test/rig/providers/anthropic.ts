import { type Dialect, fieldsOf, unknownField } from './dialect.ts'

const text = { type: true, text: true } as const
const shape = {
  model: true,
  max_tokens: true,
  messages: [{ role: true, content: [text] }],
  system: [text],
  stream: true,
  temperature: true,
  top_p: true,
  stop_sequences: true,
  thinking: { type: true },
  output_config: { effort: true, format: { type: true, schema: true } },
} as const

/** https://docs.anthropic.com/en/api/messages */
export const anthropic: Dialect = {
  model: 'claude-haiku-4-5',
  path: '/v1/messages',
  intruder({ headers }, { key }) {
    return headers['x-api-key'] === key ? undefined : 'invalid x-api-key'
  },
  fault(request) {
    if (request.headers['anthropic-version'] !== '2023-06-01') return 'anthropic-version: header is required'
    const unknown = unknownField(request.body, shape)
    if (unknown !== undefined) return unknown
    const { max_tokens: limit, messages, stream } = fieldsOf(request)
    if (typeof limit !== 'number') return 'max_tokens: Field required'
    if (stream !== false) return 'stream: this server does not'
    return (messages as readonly unknown[]).length === 0 ? 'messages: at least one message is required' : undefined
  },
  reply(turn) {
    const reasons = {
      answer: 'end_turn',
      truncate: 'max_tokens',
      refuse: 'refusal',
      filter: 'refusal',
      block: 'refusal',
    }
    const message = {
      id: 'msg_01',
      type: 'message',
      role: 'assistant',
      model: 'claude-haiku-4-5-20251001',
      content: 'text' in turn ? [{ type: 'text', text: turn.text }] : [],
      stop_reason: reasons[turn.do],
      stop_sequence: null,
      usage: { input_tokens: 3, cache_creation_input_tokens: 2, cache_read_input_tokens: 4, output_tokens: 5 },
    }
    return { status: 200, body: message }
  },
  error(status, message) {
    const type = { 400: 'invalid_request_error', 401: 'authentication_error', 429: 'rate_limit_error' }[status]
    return { type: 'error', error: { type: type ?? 'api_error', message }, request_id: 'req_01' }
  },
}
