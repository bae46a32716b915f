import type {
  Answer,
  ChatRequest,
  Deployment,
  EmbeddingCall,
  Missing,
  ModelCall,
  PostCall,
  StoredCall,
  Usage,
} from '../call.ts'
import type { CallResult, MissingReason } from '../call.ts'
import type { CallingMessage, DeclaredTool, MediumPart, ResultMessage, TextMessage, ToolCall } from '../chat.ts'
import * as is from './shape.ts'

const toolCall = is.fields<ToolCall>({ name: is.text, arguments: is.text })

const part = is.chosen(({ type }) => (type === 'text' ? textPart : medium))
const textPart = is.fields<{ type: 'text'; text: string }>({ type: is.oneOf('text'), text: is.text })
const medium = is.fields<MediumPart>({
  type: is.oneOf('image', 'audio', 'file'),
  url: is.text,
  digest: is.digest,
})

const message = is.chosen((value) => {
  if (value['role'] === 'tool') return resultMessage
  if (Object.hasOwn(value, 'calls')) return callingMessage
  return Array.isArray(value['content']) ? partsMessage : textMessage
})
const role = is.oneOf('system', 'user', 'assistant')
const textMessage = is.fields<TextMessage>({ role, content: is.text })
const partsMessage = is.fields<TextMessage>({ role, content: is.listOf(part) })
const callingMessage = is.fields<CallingMessage>({
  role: is.oneOf('assistant'),
  content: is.text,
  calls: is.listOf(is.fields<CallingMessage['calls'][number]>({ id: is.text, name: is.text, arguments: is.text })),
})
const resultMessage = is.fields<ResultMessage>({ role: is.oneOf('tool'), id: is.text, content: is.text })

const tool = is.fields<DeclaredTool>({ name: is.text, description: is.optional(is.text), parameters: is.json })

const chatRequest = is.fields<ChatRequest>({
  api: is.optional(is.oneOf('responses')),
  messages: is.listOf(message),
  parameters: is.mapOf(is.json),
  output: is.optional(is.json),
  tools: is.optional(is.listOf(tool)),
})

const modelCall = is.fields<ModelCall>({
  provider: is.text,
  model: is.text,
  request: chatRequest,
  trial: is.ordinal,
  stream: is.optional(is.oneOf(true)),
})
const embeddingCall = is.fields<EmbeddingCall>({
  provider: is.text,
  model: is.text,
  request: is.fields<EmbeddingCall['request']>({ embed: is.text }),
  trial: is.oneOf(1),
})
const postCall = is.fields<PostCall>({
  url: is.text,
  request: is.fields<PostCall['request']>({ headers: is.mapOf(is.text), body: is.json }),
  trial: is.ordinal,
  deployment: is.optional(
    is.fields<{ state: Deployment['state']; version?: string }>({
      state: is.oneOf('unnamed', 'named', 'replaced'),
      version: is.optional(is.text),
    }),
  ),
})

/** Of a `Call`. */
export const call = is.chosen(({ url, request }) => {
  if (url !== undefined) return postCall
  return typeof request === 'object' && request !== null && 'embed' in request ? embeddingCall : modelCall
})

const usage = is.fields<Usage>({
  inputTokens: is.count,
  cachedInputTokens: is.optional(is.count),
  outputTokens: is.count,
})

const answer = is.fields<Answer>({
  text: is.text,
  toolCalls: is.optional(is.listOf(toolCall)),
  finish: is.oneOf('stop', 'length', 'filter', 'refusal'),
  servedModel: is.optional(is.text),
  usage: is.optional(usage),
  latencyMs: is.optional(is.amount),
  firstTokenMs: is.optional(is.amount),
})

const storedCall = is.fields<StoredCall>({
  version: is.oneOf(1),
  key: is.digest,
  provider: is.text,
  model: is.text,
  origin: is.text,
  answer,
  at: is.optional(is.amount),
})

/** One that is forgotten does not compile. */
const reasons: { readonly [reason in MissingReason]: true } = {
  timeout: true,
  'rate-limited': true,
  quota: true,
  'server-error': true,
  'malformed-reply': true,
  'unreadable-judgement': true,
  connection: true,
  'refused-by-provider': true,
  redirected: true,
  'replaced-deployment': true,
  'no-key': true,
  'not-recorded': true,
  'unknown-provider': true,
  budget: true,
  'budget-month': true,
  'budget-calls': true,
  'budget-minutes': true,
  'provider-down': true,
  interrupted: true,
  'not-available': true,
  'shard-lost': true,
}

/** The fields of a `Missing`. */
export const missingFields: is.FieldShapes<Missing> = {
  kind: is.oneOf('missing'),
  reason: is.oneOf(...Object.keys(reasons)),
  detail: is.text,
  provider: is.optional(is.text),
  lost: is.optional(
    is.fields<NonNullable<Missing['lost']>>({
      shard: is.text,
      state: is.oneOf('missing', 'unfinished', 'unreadable'),
    }),
  ),
}

type Answered = Extract<CallResult, { kind: 'answered' }>

const answeredFields: is.FieldShapes<Answered> = {
  kind: is.oneOf('answered'),
  key: is.digest,
  call: storedCall,
  from: is.oneOf('model', 'store', 'recorded'),
  cost: is.optional(is.amount),
}

const keyedMissing = { ...missingFields, key: is.digest }
const answered = is.fields<Answered>(answeredFields)
const unanswered = is.fields<Missing & { readonly key: unknown }>(keyedMissing)
const judgedWell = is.fields<Answered & { readonly asked: unknown }>({ ...answeredFields, asked: modelCall })
const notJudged = is.fields<Missing & { readonly key: unknown; readonly asked: unknown }>({
  ...keyedMissing,
  asked: modelCall,
})

/** Of a `CallResult`. */
export const callResult = is.chosen(({ kind }) => (kind === 'answered' ? answered : unanswered))
export const judgeCall = is.chosen(({ kind }) => (kind === 'answered' ? judgedWell : notJudged))
