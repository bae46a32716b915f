import { type Dialect, unknownField } from './dialect.ts'

const shape = {
  model: true,
  messages: [{ role: true, content: true }],
  stream: true,
  think: true,
  format: true,
  options: {
    temperature: true,
    top_p: true,
    num_predict: true,
    seed: true,
    stop: true,
    frequency_penalty: true,
    presence_penalty: true,
  },
} as const

/** https://docs.ollama.com/api/chat. It filters and refuses nothing: the answer says what the model says. */
export const ollama: Dialect = {
  model: 'llama3.2:3b',
  path: '/api/chat',
  intruder: ({ headers }, { key }) => (headers.authorization === `Bearer ${key}` ? undefined : 'unauthorized'),
  fault: ({ body }) => unknownField(body, shape),
  reply(turn) {
    const content = 'text' in turn ? turn.text : ''
    const body = {
      model: 'llama3.2:3b',
      created_at: '2026-11-01T00:00:00Z',
      message: { role: 'assistant', content },
      done: true,
      done_reason: turn.do === 'truncate' ? 'length' : 'stop',
      prompt_eval_count: 9,
      eval_count: 5,
    }
    return { status: 200, body }
  },
  error: (_status, message) => ({ error: message }),
}
