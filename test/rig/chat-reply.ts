import type {
  ChatCompletion,
  ChatCompletionChunk,
  ChatCompletionMessageToolCall,
} from 'openai/resources/chat/completions/completions'
import { type ChatRequest, textOf } from './chat-request.ts'

export type Completion = ChatCompletion
type Choice = ChatCompletion.Choice

/** The completion that says `texts`, one choice each, cut at the request's limit of tokens as a model's is. */
export function completionOf(request: ChatRequest, id: string, texts: readonly string[]): Completion {
  const limit = request.max_completion_tokens ?? request.max_tokens ?? Number.POSITIVE_INFINITY
  const choices = texts.map((text, index): Choice => {
    const cut = tokensIn(text) > limit
    const content = cut ? text.slice(0, limit * charactersPerToken).toWellFormed() : text
    const message = { role: 'assistant' as const, content, refusal: null, annotations: [] }
    return { index, message, logprobs: null, finish_reason: cut ? 'length' : 'stop' }
  })
  return {
    id: `chatcmpl-${id}`,
    object: 'chat.completion',
    created: Math.floor(Date.now() / 1000),
    model: request.model,
    choices,
    usage: usageOf(request, choices),
    service_tier: 'default',
    system_fingerprint: 'fp_rig',
  }
}

/** An answer that calls tools. */
export interface CallingAnswer {
  readonly calls: readonly { readonly name: string; readonly arguments: string }[]
  /** Said beside the calls. */
  readonly text?: string
}

/** The completion, calling tools instead of saying what it said. The ids are made up anew each time, as a provider's are. */
export function withCalls(completion: Completion, { calls, text }: CallingAnswer): Completion {
  const made = calls.map(({ name, arguments: written }, index) => {
    const id = `call_${completion.id.slice(-8)}_${index}`
    return { id, type: 'function' as const, function: { name, arguments: written } }
  })
  const choices = completion.choices.map((choice): Choice => {
    return {
      ...choice,
      message: { ...choice.message, content: text ?? null, tool_calls: made },
      finish_reason: 'tool_calls',
    }
  })
  return { ...completion, choices }
}

const charactersPerToken = 4

/** The rig's own tokenizer: every four characters are a token. */
export function tokensIn(text: string): number {
  return Math.ceil(text.length / charactersPerToken)
}

function usageOf(request: ChatRequest, choices: readonly Choice[]): NonNullable<Completion['usage']> {
  const prompt = tokensIn(textOf(request, 'developer', 'system', 'user', 'assistant', 'tool', 'function'))
  const completion = choices.reduce((sum, { message }) => sum + tokensIn(message.content ?? ''), 0)
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
  }
}

/** The same completion as server-sent events, the last of them `[DONE]`. */
export function eventsOf(completion: Completion, request: ChatRequest): string[] {
  const asksUsage = request.stream_options?.include_usage === true
  const base = {
    id: completion.id,
    object: 'chat.completion.chunk' as const,
    created: completion.created,
    model: completion.model,
    service_tier: 'default' as const,
    system_fingerprint: 'fp_rig',
  }
  const chunks: ChatCompletionChunk[] = completion.choices
    .flatMap(deltasOf)
    .map((choice) => ({ ...base, choices: [choice], ...(asksUsage ? { usage: null } : {}) }))
  if (asksUsage && completion.usage !== undefined) chunks.push({ ...base, choices: [], usage: completion.usage })
  return [...chunks.map((chunk) => JSON.stringify(chunk)), '[DONE]'].map((data) => `data: ${data}\n\n`)
}

function deltasOf({ index, message, finish_reason }: Choice): ChatCompletionChunk.Choice[] {
  const { content, refusal, tool_calls: calls = [] } = message
  const opening = { role: 'assistant', content: content === null ? null : '', refusal: null } as const
  const deltas: ChatCompletionChunk.Choice.Delta[] = [
    opening,
    ...piecesOf(content ?? '').map((piece) => ({ content: piece })),
    ...piecesOf(refusal ?? '').map((piece) => ({ refusal: piece })),
    ...calls.flatMap(callDeltas),
  ]
  return [
    ...deltas.map((delta) => ({ index, delta, logprobs: null, finish_reason: null })),
    { index, delta: {}, logprobs: null, finish_reason },
  ]
}

type CallDelta = { tool_calls: ChatCompletionChunk.Choice.Delta.ToolCall[] }

/** A call begins with its id and name; its arguments follow piece by piece. */
function callDeltas(call: ChatCompletionMessageToolCall, index: number): CallDelta[] {
  const { name, arguments: written } = call.type === 'function' ? call.function : { name: '', arguments: '' }
  const begun = { index, id: call.id, type: 'function', function: { name, arguments: '' } } as const
  const pieces = piecesOf(written).map((piece) => ({ index, function: { arguments: piece } }))
  return [begun, ...pieces].map((part) => ({ tool_calls: [part] }))
}

/** A token a piece, but never more than about sixty pieces, and no character is cut in two. */
function piecesOf(text: string): readonly string[] {
  const size = Math.max(charactersPerToken, Math.ceil(text.length / 60))
  return text.match(new RegExp(`.{1,${size}}`, 'gsu')) ?? []
}
