import { type Dialect, event, fieldsOf, halvesOf } from './dialect.ts'
import { base64, byType, object, type Shape, unknownField, whole } from './shape.ts'

const medium = { source: whole({ type: true, media_type: true, data: base64 }) }
const text = byType({ text: { text: true } })
const block = byType({
  text: { text: true },
  image: medium,
  document: medium,
  tool_use: { id: true, name: true, input: object },
  tool_result: { tool_use_id: true, content: true },
})
const shape: Shape = {
  model: true,
  max_tokens: true,
  messages: [{ role: true, content: [block] }],
  system: [text],
  stream: true,
  temperature: true,
  top_p: true,
  stop_sequences: true,
  tools: [{ name: true, description: true, input_schema: object }],
  thinking: { type: true },
  output_config: { effort: true, format: whole({ type: true, schema: object }) },
}

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
    const { max_tokens: limit, messages } = fieldsOf(request)
    if (typeof limit !== 'number') return 'max_tokens: Field required'
    const list = messages as readonly Said[]
    return list.length === 0 ? 'messages: at least one message is required' : callWithoutResult(list)
  },
  reply(turn) {
    const reasons = {
      answer: 'end_turn',
      truncate: 'max_tokens',
      refuse: 'refusal',
      filter: 'refusal',
      block: 'refusal',
      call: 'tool_use',
    }
    const said = 'text' in turn && turn.text !== '' ? [{ type: 'text', text: turn.text }] : []
    const used =
      turn.do === 'call' ? turn.calls.map((call, index) => ({ type: 'tool_use', id: `toolu_${index}`, ...call })) : []
    const message = {
      id: 'msg_01',
      type: 'message',
      role: 'assistant',
      model: 'claude-haiku-4-5-20251001',
      content: [...said, ...used],
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
  stream: {
    wanted: ({ body }) => (body as { stream?: unknown }).stream === true,
    contentType: 'text/event-stream',
    pieces: (body) => eventsOf(body as Message),
    error: event({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }, 'error'),
  },
}

interface Block {
  readonly type: string
  readonly id?: string
  readonly tool_use_id?: string
  readonly text?: string
  readonly input?: object
}

interface Said {
  readonly role: string
  readonly content: readonly Block[]
}

interface Message extends Said {
  readonly stop_reason: string
  readonly usage: { readonly output_tokens: number }
}

/** The results of all calls of a message begin the next one. */
function callWithoutResult(messages: readonly Said[]): string | undefined {
  for (const [index, { content }] of messages.entries()) {
    const called = content.flatMap(({ type, id }) => (type === 'tool_use' ? [id] : []))
    const next = (messages[index + 1]?.content ?? []).slice(0, called.length).map((one) => one.tool_use_id)
    if (called.join() !== next.filter((id) => id !== undefined).join())
      return `messages.${index}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after`
  }
  return undefined
}

function eventsOf({ content, stop_reason, usage, ...message }: Message): readonly string[] {
  const begun = { ...message, content: [], stop_reason: null, usage: { ...usage, output_tokens: 1 } }
  const events = [
    { type: 'message_start', message: begun },
    { type: 'ping' },
    ...content.flatMap((block, index) => [
      { type: 'content_block_start', index, content_block: emptied(block) },
      ...deltasOf(block).map((delta) => ({ type: 'content_block_delta', index, delta })),
      { type: 'content_block_stop', index },
    ]),
    {
      type: 'message_delta',
      delta: { stop_reason, stop_sequence: null },
      usage: { output_tokens: usage.output_tokens },
    },
    { type: 'message_stop' },
  ]
  return events.map((one) => event(one, one.type))
}

function emptied(block: Block): Block {
  return block.type === 'text' ? { ...block, text: '' } : { ...block, input: {} }
}

function deltasOf({ type, text: said = '', input }: Block): readonly object[] {
  if (type === 'text') return halvesOf(said).map((half) => ({ type: 'text_delta', text: half }))
  return halvesOf(JSON.stringify(input)).map((half) => ({ type: 'input_json_delta', partial_json: half }))
}
