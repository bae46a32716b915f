import { type CalledTool, event, halvesOf, type Incoming, type Replied, type Streaming, type Turn } from './dialect.ts'
import { byType, object, type Shape, unknownField } from './shape.ts'

/** The form of OpenAI's chat completions, which others have taken over. */
export function chatCompletion(turn: Exclude<Turn, { do: 'block' }>, model: string): Replied {
  const reasons = { answer: 'stop', truncate: 'length', filter: 'content_filter', refuse: 'stop', call: 'tool_calls' }
  const choice = {
    index: 0,
    message: { role: 'assistant', ...messageOf(turn) },
    finish_reason: reasons[turn.do],
  }
  const usage = {
    prompt_tokens: 9,
    completion_tokens: 5,
    total_tokens: 14,
    prompt_tokens_details: { cached_tokens: 4 },
  }
  return { status: 200, body: { id: 'c', object: 'chat.completion', created: 1, model, choices: [choice], usage } }
}

function messageOf(turn: Exclude<Turn, { do: 'block' }>): object {
  if (turn.do === 'refuse') return { content: null, refusal: turn.text }
  if (turn.do !== 'call') return { content: turn.text }
  return { content: turn.text === '' ? null : turn.text, tool_calls: turn.calls.map(toolCall) }
}

function toolCall({ name, input }: CalledTool, index: number): object {
  return { id: `D681PevK${index}`, type: 'function', function: { name, arguments: JSON.stringify(input) } }
}

interface Completion {
  readonly model: string
  readonly usage: unknown
  readonly choices: readonly {
    readonly message: { content?: string | null; refusal?: string; tool_calls?: readonly object[] }
    readonly finish_reason: string
  }[]
}

/** Whether a stream is asked for, with the usage at its end. */
export function asksForUsage({ body }: Incoming): boolean {
  const { stream, stream_options: options } = body as {
    stream?: unknown
    stream_options?: { include_usage: unknown }
  }
  return stream === true && options?.include_usage === true
}

/** @param wanted whether the request asks for the usage, without which it is not sent */
export function chunks(wanted: (request: Incoming) => boolean): Streaming {
  return {
    wanted,
    contentType: 'text/event-stream',
    pieces(body) {
      const { model, usage, choices } = body as Completion
      const { message, finish_reason } = choices[0] ?? { message: {}, finish_reason: 'stop' }
      const parts = [
        { role: 'assistant', content: '' },
        ...halvesOf(message.content ?? '').map((content) => ({ content })),
        ...halvesOf(message.refusal ?? '').map((refusal) => ({ refusal })),
        ...(message.tool_calls ?? []).map((call, index) => ({ tool_calls: [{ index, ...call }] })),
      ]
      const chunk = (choice: object) => event({ model, object: 'chat.completion.chunk', choices: [choice] })
      return [
        ...parts.map((delta) => chunk({ index: 0, delta, finish_reason: null })),
        chunk({ index: 0, delta: {}, finish_reason }),
        event({ model, object: 'chat.completion.chunk', choices: [], usage }),
        event('[DONE]'),
      ]
    },
    error: event({ error: { message: 'The server had an error', type: 'server_error' } }),
  }
}

/** What tools may be declared. */
export const chatTool: Shape = {
  type: true,
  function: { name: true, description: true, parameters: object, strict: true },
}

/** Messages by their roles; what `user` may say and how calls are named differs. */
export function chatMessages(parts: { readonly [type: string]: Shape }, id: Shape[string]): Shape {
  const text = (value: unknown, path: string) =>
    typeof value === 'string' || value === null ? undefined : `${path} is no text`
  const said = (value: unknown, path: string) =>
    Array.isArray(value)
      ? value.map((part, index) => byType(parts)(part, `${path}/${index}`)).find((problem) => problem !== undefined)
      : text(value, path)
  const call = { id, type: true, function: { name: true, arguments: text } } as const
  const roles: { readonly [role: string]: Shape } = {
    system: { role: true, content: text },
    user: { role: true, content: said },
    assistant: { role: true, content: text, tool_calls: [call] },
    tool: { role: true, content: text, tool_call_id: id },
  }
  return {
    messages: [
      (message, path) => {
        const role = String((message as { role?: unknown } | null)?.role)
        const shape = Object.hasOwn(roles, role) ? roles[role] : undefined
        return shape === undefined ? `${path}/role: ${role} is not permitted` : unknownField(message, shape, path)
      },
    ],
  }
}

export const chatShape: Shape = {
  model: true,
  temperature: true,
  top_p: true,
  stop: true,
  frequency_penalty: true,
  presence_penalty: true,
  reasoning_effort: true,
  response_format: { type: true, json_schema: { name: true, schema: object, strict: true } },
  tools: [chatTool],
}

interface Talk {
  readonly role: string
  readonly tool_call_id?: string
  readonly tool_calls?: readonly { readonly id: string }[]
}

/** Every call must be answered, by its id, before anybody else speaks. */
export function unansweredCall(messages: unknown): string | undefined {
  let open: string[] = []
  for (const { role, tool_call_id: id = '', tool_calls: calls = [] } of messages as readonly Talk[]) {
    if (role === 'tool' && !open.includes(id)) return `the result of ${id} answers no call`
    if (role !== 'tool' && open.length > 0) return `the call ${open[0]} is not answered`
    open = [...open.filter((one) => one !== id), ...calls.map((call) => call.id)]
  }
  return open.length > 0 ? `the call ${open[0]} is not answered` : undefined
}

/** Embeddings in the form of OpenAI's. */
export function chatEmbeddings(vectors: readonly (readonly number[])[], tokens: number, model: string): unknown {
  const data = vectors.map((embedding, index) => ({ object: 'embedding', index, embedding })).toReversed()
  return { object: 'list', model, data, usage: { prompt_tokens: tokens, total_tokens: tokens } }
}
