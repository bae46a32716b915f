import { chatTool } from './chat-completions.ts'
import { type Dialect, fieldsOf, halvesOf } from './dialect.ts'
import { base64, object, type Shape, unknownField, whole } from './shape.ts'

const text = (value: unknown, path: string) => (typeof value === 'string' ? undefined : `${path} is no string`)
const shape: Shape = {
  model: true,
  messages: [
    {
      role: true,
      content: text,
      images: [base64],
      tool_calls: [whole({ function: whole({ name: true, arguments: object }) })],
      tool_name: true,
    },
  ],
  stream: true,
  think: true,
  format: true,
  tools: [chatTool],
  options: {
    temperature: true,
    top_p: true,
    num_predict: true,
    seed: true,
    stop: true,
    frequency_penalty: true,
    presence_penalty: true,
  },
}

/** https://docs.ollama.com/api/chat. It filters and refuses nothing: the answer says what the model says. */
export const ollama: Dialect = {
  model: 'llama3.2:3b',
  path: '/api/chat',
  intruder: ({ headers }, { key }) => (headers.authorization === `Bearer ${key}` ? undefined : 'unauthorized'),
  fault: ({ body }) => unknownField(body, shape),
  reply(turn) {
    const content = 'text' in turn ? turn.text : ''
    const calls = turn.do === 'call' ? turn.calls : []
    const called = calls.map(({ name, input }) => ({ function: { name, arguments: input } }))
    const body = {
      model: 'llama3.2:3b',
      created_at: '2026-11-01T00:00:00Z',
      message: { role: 'assistant', content, ...(called.length > 0 && { tool_calls: called }) },
      done: true,
      done_reason: turn.do === 'truncate' ? 'length' : 'stop',
      prompt_eval_count: 9,
      eval_count: 5,
    }
    return { status: 200, body }
  },
  error: (_status, message) => ({ error: message }),
  stream: {
    wanted: ({ body }) => (body as { stream?: unknown }).stream === true,
    contentType: 'application/x-ndjson',
    pieces(body) {
      const { message, ...rest } = body as { message: { content: string; tool_calls?: object[] }; model: string }
      const { tool_calls: calls = [] } = message
      const lines = [
        ...halvesOf(message.content).map((content) => ({ role: 'assistant', content })),
        ...calls.map((call) => ({ role: 'assistant', content: '', tool_calls: [call] })),
      ].map((said) => ({ model: rest.model, message: said, done: false }))
      return [...lines, { ...rest, message: { role: 'assistant', content: '' } }].map(
        (line) => `${JSON.stringify(line)}\n`,
      )
    },
    error: `${JSON.stringify({ error: 'an error was encountered while running the model' })}\n`,
  },
  embedding: {
    model: 'nomic-embed-text',
    path: '/api/embed',
    fault: ({ body }) => whole({ model: true, input: true, truncate: true })(body, ''),
    texts: (request) => fieldsOf(request)['input'] as readonly string[],
    reply: (embeddings, tokens) => ({ model: 'nomic-embed-text', embeddings, prompt_eval_count: tokens }),
  },
}
