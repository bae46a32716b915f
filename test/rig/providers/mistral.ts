import { chatCompletion, chatShape } from './chat-completions.ts'
import { type Dialect, unknownField } from './dialect.ts'

/** https://docs.mistral.ai/api/ */
export const mistral: Dialect = {
  model: 'mistral-large-2512',
  path: '/v1/chat/completions',
  intruder({ headers }, { key }) {
    return headers.authorization === `Bearer ${key}` ? undefined : 'Unauthorized'
  },
  fault: ({ body }) => unknownField(body, { ...chatShape, max_tokens: true, random_seed: true }),
  reply: (turn) => chatCompletion(turn.do === 'block' ? { do: 'filter', text: '' } : turn, 'mistral-large-2512'),
  error: (_status, message) => ({ object: 'error', message, type: 'invalid_request_error', param: null, code: '1000' }),
}
