import type { Answer, ToolCall, Usage } from '../../evaluation/call.ts'

/** What a chat completion says, or what is wrong with it. `latencyMs` is not in it. */
export function readCompletion(body: unknown): Omit<Answer, 'latencyMs'> | string {
  if (!isObject(body)) return 'the reply is no JSON object'
  const { choices, error } = body
  const [choice] = Array.isArray(choices) ? (choices as readonly unknown[]) : []
  if (!isObject(choice)) return `the reply has no choices${isObject(error) ? `: ${String(error['message'])}` : ''}`
  const said = readChoice(choice)
  if (typeof said === 'string') return said
  return { ...said, servedModel: shortText(body['model']), usage: readUsage(body['usage']) }
}

type Fields = { readonly [name: string]: unknown }

function readChoice({
  message,
  finish_reason: reason,
}: Fields): Pick<Answer, 'text' | 'toolCalls' | 'finish'> | string {
  const { content, refusal, tool_calls: calls } = isObject(message) ? message : {}
  if (typeof refusal === 'string' && refusal !== '') return { text: refusal, finish: 'refusal' }
  const finish = finishOf(reason)
  const toolCalls = readToolCalls(calls)
  if (typeof toolCalls === 'string') return toolCalls
  if (toolCalls.length > 0) return { text: typeof content === 'string' ? content : '', toolCalls, finish }
  if (typeof content === 'string') return { text: content, finish }
  if (finish !== 'stop') return { text: '', finish }
  return 'the reply has neither content nor refusal'
}

/** The calls of tools in a message; or what is wrong with them. */
function readToolCalls(calls: unknown): readonly ToolCall[] | string {
  if (calls === undefined || calls === null) return []
  if (!Array.isArray(calls)) return 'the calls of tools are no list'
  const read = calls.map(readToolCall)
  const good = read.filter((call) => call !== undefined)
  return good.length < read.length ? 'a call of a tool has no name and arguments' : good
}

function readToolCall(call: unknown): ToolCall | undefined {
  const called = isObject(call) ? call['function'] : undefined
  const { name, arguments: written } = isObject(called) ? called : {}
  return typeof name === 'string' && typeof written === 'string' ? { name, arguments: written } : undefined
}

function finishOf(reason: unknown): Answer['finish'] {
  if (reason === 'length') return 'length'
  return reason === 'content_filter' ? 'filter' : 'stop'
}

/** Undefined where it is not whole: a cost is known or unknown, never half known. */
function readUsage(usage: unknown): Usage | undefined {
  if (!isObject(usage)) return undefined
  const { prompt_tokens: inputTokens, completion_tokens: outputTokens, prompt_tokens_details: details } = usage
  if (!isCount(inputTokens) || !isCount(outputTokens)) return undefined
  const cachedInputTokens = isObject(details) ? details['cached_tokens'] : undefined
  return {
    inputTokens,
    ...(isCount(cachedInputTokens) && cachedInputTokens > 0 && { cachedInputTokens }),
    outputTokens,
  }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function shortText(value: unknown): string | undefined {
  return typeof value === 'string' ? value.slice(0, 200) : undefined
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
