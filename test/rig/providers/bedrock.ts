import { type Dialect, fieldsOf } from './dialect.ts'
import { base64, byField, matching, object, type Shape, unknownField, whole } from './shape.ts'
import { wrongSignature } from './signature-v4.ts'

const id = matching(/^[a-zA-Z0-9_-]{1,64}$/)
const bytes = whole({ bytes: base64 })
const block = byField({
  text: true,
  image: whole({ format: matching(/^(png|jpeg|gif|webp)$/), source: bytes }),
  document: whole({ format: matching(/^pdf$/), name: matching(/^[\w\s()[\]-]+$/), source: bytes }),
  toolUse: whole({ toolUseId: id, name: true, input: object }),
  toolResult: whole({ toolUseId: id, content: [byField({ text: true, json: object })] }),
})
const shape: Shape = {
  messages: [whole({ role: matching(/^(user|assistant)$/), content: [block] })],
  system: [{ text: true }],
  inferenceConfig: { maxTokens: true, temperature: true, topP: true, stopSequences: true },
  toolConfig: { tools: [{ toolSpec: { name: id, description: true, inputSchema: whole({ json: object }) } }] },
}

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
  fault(request) {
    const problem = unknownField(request.body, shape)
    const { messages, toolConfig } = fieldsOf(request)
    const used = JSON.stringify(messages).includes('"toolUse"')
    return problem ?? (used && toolConfig === undefined ? 'toolConfig must be defined when using toolUse' : undefined)
  },
  reply(turn) {
    const reasons = {
      answer: 'end_turn',
      truncate: 'max_tokens',
      filter: 'content_filtered',
      refuse: 'guardrail_intervened',
      block: 'guardrail_intervened',
      call: 'tool_use',
    }
    const calls = turn.do === 'call' ? turn.calls : []
    const content = [
      ...('text' in turn && (turn.text !== '' || calls.length === 0) ? [{ text: turn.text }] : []),
      ...calls.map((call, index) => ({ toolUse: { toolUseId: `tooluse_${index}`, ...call } })),
    ]
    const body = {
      output: { message: { role: 'assistant', content } },
      stopReason: reasons[turn.do],
      usage: { inputTokens: 3, outputTokens: 5, totalTokens: 14, cacheReadInputTokens: 4, cacheWriteInputTokens: 2 },
      metrics: { latencyMs: 12 },
    }
    return { status: 200, body }
  },
  error: (_status, message) => ({ message }),
}
