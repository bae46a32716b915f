import type { Completion } from './chat-reply.ts'

type Item = Readonly<Record<string, unknown>>

/** A completion as the Responses API says it. */
export function responseOf(completion: Completion): Item {
  const [choice] = completion.choices
  const cut = choice?.finish_reason === 'length' ? 'max_output_tokens' : undefined
  const reason = choice?.finish_reason === 'content_filter' ? 'content_filter' : cut
  const { usage } = completion
  return {
    id: `resp_${completion.id}`,
    object: 'response',
    created_at: completion.created,
    model: completion.model,
    status: reason === undefined ? 'completed' : 'incomplete',
    error: null,
    incomplete_details: reason === undefined ? null : { reason },
    output: choice === undefined ? [] : itemsOf(choice.message),
    ...(usage && {
      usage: {
        input_tokens: usage.prompt_tokens,
        input_tokens_details: { cached_tokens: usage.prompt_tokens_details?.cached_tokens ?? 0 },
        output_tokens: usage.completion_tokens,
        output_tokens_details: { reasoning_tokens: 0 },
        total_tokens: usage.total_tokens,
      },
    }),
  }
}

function itemsOf({ content, refusal, tool_calls: calls = [] }: Completion['choices'][number]['message']): Item[] {
  const thought = { id: 'rs_rig', type: 'reasoning', summary: [] }
  const part = refusal ? { type: 'refusal', refusal } : { type: 'output_text', text: content, annotations: [] }
  const message = { id: 'msg_rig', type: 'message', role: 'assistant', status: 'completed', content: [part] }
  const called = calls.map((call, index) => {
    const { name, arguments: written } = call.type === 'function' ? call.function : { name: '', arguments: '' }
    return { id: `fc_${index}`, type: 'function_call', call_id: call.id, name, arguments: written, status: 'completed' }
  })
  return [thought, ...(content === null && !refusal ? [] : [message]), ...called]
}

/** The same response as server-sent events. */
export function responseEvents(response: Item): string[] {
  const begun = { ...response, status: 'in_progress', output: [], usage: null, incomplete_details: null }
  const items = response['output'] as Item[]
  const events = [
    { type: 'response.created', response: begun },
    ...items.flatMap((item, index) => eventsOfItem(item, index)),
    { type: `response.${String(response['status'])}`, response },
  ]
  return events.map((event, sequence_number) => {
    return `event: ${event.type}\ndata: ${JSON.stringify({ ...event, sequence_number })}\n\n`
  })
}

function eventsOfItem(item: Item, output_index: number): { type: string; [field: string]: unknown }[] {
  const added = { type: 'response.output_item.added', output_index, item: { ...item, status: 'in_progress' } }
  return [added, ...deltasOf(item, output_index), { type: 'response.output_item.done', output_index, item }]
}

function deltasOf(item: Item, output_index: number): { type: string; [field: string]: unknown }[] {
  if (item['type'] === 'function_call') {
    return halvesOf(String(item['arguments'])).map((delta) => {
      return { type: 'response.function_call_arguments.delta', output_index, delta }
    })
  }
  const [part] = (item['content'] ?? []) as Item[]
  if (part === undefined) return []
  const kind = part['type'] === 'refusal' ? 'refusal' : 'output_text'
  return halvesOf(String(part['refusal'] ?? part['text'])).map((delta) => {
    return { type: `response.${kind}.delta`, output_index, content_index: 0, delta }
  })
}

function halvesOf(text: string): string[] {
  const middle = Math.ceil(text.length / 2)
  return [text.slice(0, middle), text.slice(middle)]
}
