import { type Dialect, unknownField } from './dialect.ts'
import { wrongSignature } from './signature-v4.ts'

const shape = {
  messages: [{ role: true, content: [{ text: true }] }],
  system: [{ text: true }],
  inferenceConfig: { maxTokens: true, temperature: true, topP: true, stopSequences: true },
} as const

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html */
export const bedrock: Dialect = {
  model: 'eu.anthropic.claude-haiku-4-5-20251001-v1:0',
  path: '/model/eu.anthropic.claude-haiku-4-5-20251001-v1%3A0/converse',
  intruder(request, opening) {
    const { headers } = request
    if (opening.secret === undefined)
      return headers.authorization === `Bearer ${opening.key}` ? undefined : 'Authentication failed'
    if (headers['x-amz-security-token'] !== opening.session) return 'The security token is not the one of the session'
    return wrongSignature(request, opening)
  },
  fault: ({ body }) => unknownField(body, shape),
  reply(turn) {
    const reasons = {
      answer: 'end_turn',
      truncate: 'max_tokens',
      filter: 'content_filtered',
      refuse: 'guardrail_intervened',
      block: 'guardrail_intervened',
    }
    const body = {
      output: { message: { role: 'assistant', content: 'text' in turn ? [{ text: turn.text }] : [] } },
      stopReason: reasons[turn.do],
      usage: { inputTokens: 3, outputTokens: 5, totalTokens: 14, cacheReadInputTokens: 4, cacheWriteInputTokens: 2 },
      metrics: { latencyMs: 12 },
    }
    return { status: 200, body }
  },
  error: (_status, message) => ({ message }),
}
