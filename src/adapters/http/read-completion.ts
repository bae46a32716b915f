import type { Answer, ToolCall, Usage } from '../../evaluation/call.ts'
import { at, count, countOr0, type Fields, isObject, shortText, wholeUsage } from './json.ts'
import type { Said } from './said.ts'

/** What a chat completion says, or what is wrong with it. */
export function readCompletion(body: unknown): Said | string {
  if (!isObject(body)) return 'the reply is no JSON object'
  const { error } = body
  const choice = at(body, 'choices', 0)
  if (!isObject(choice)) return `the reply has no choices${isObject(error) ? `: ${String(error['message'])}` : ''}`
  const said = readChoice(choice)
  if (typeof said === 'string') return said
  return { ...said, servedModel: shortText(body['model']), usage: readUsage(body['usage']) }
}

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
  const name = at(call, 'function', 'name')
  const written = at(call, 'function', 'arguments')
  return typeof name === 'string' && typeof written === 'string' ? { name, arguments: written } : undefined
}

function finishOf(reason: unknown): Answer['finish'] {
  if (reason === 'length') return 'length'
  return reason === 'content_filter' ? 'filter' : 'stop'
}

function readUsage(usage: unknown): Usage | undefined {
  const cached = countOr0(at(usage, 'prompt_tokens_details', 'cached_tokens')) ?? 0
  return wholeUsage([count(at(usage, 'prompt_tokens'))], cached, [count(at(usage, 'completion_tokens'))])
}
