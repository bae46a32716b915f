import type { Replied, Turn } from './dialect.ts'

/** The form of OpenAI's chat completions, which others have taken over. */
export function chatCompletion(turn: Exclude<Turn, { do: 'block' }>, model: string): Replied {
  const reasons = { answer: 'stop', truncate: 'length', filter: 'content_filter', refuse: 'stop' }
  const message = turn.do === 'refuse' ? { content: null, refusal: turn.text } : { content: turn.text }
  const choice = { index: 0, message: { role: 'assistant', ...message }, finish_reason: reasons[turn.do] }
  const usage = {
    prompt_tokens: 9,
    completion_tokens: 5,
    total_tokens: 14,
    prompt_tokens_details: { cached_tokens: 4 },
  }
  return { status: 200, body: { id: 'c', object: 'chat.completion', created: 1, model, choices: [choice], usage } }
}

export const chatShape = {
  model: true,
  messages: [{ role: true, content: true }],
  temperature: true,
  top_p: true,
  stop: true,
  frequency_penalty: true,
  presence_penalty: true,
  reasoning_effort: true,
  response_format: { type: true, json_schema: { name: true, schema: true, strict: true } },
} as const
