import { chatCompletion, chatShape } from './chat-completions.ts'
import { type Dialect, unknownField } from './dialect.ts'

/** https://learn.microsoft.com/azure/ai-services/openai/reference */
export const azure: Dialect = {
  model: 'mini-eu',
  path: '/openai/deployments/mini-eu/chat/completions?api-version=2024-10-21',
  intruder({ headers }, { key }) {
    const opened = headers['api-key'] === key && headers.authorization === undefined
    return opened ? undefined : 'Access denied due to invalid subscription key or wrong API endpoint.'
  },
  fault: ({ body }) => unknownField(body, { ...chatShape, max_completion_tokens: true, seed: true }),
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
}
