import type { ToolCall } from '../../evaluation/call.ts'
import { at, count, countOr0, type Fields, isObject, objectsIn, shortText, wholeUsage } from '../http/json.ts'
import type { Said } from '../http/said.ts'

/** What a response says, or what is wrong with it: https://platform.openai.com/docs/api-reference/responses/object */
export function readResponse(body: unknown): Said | string {
  if (!isObject(body)) return 'the reply is no JSON object'
  const problem = at(body, 'error', 'message')
  if (typeof problem === 'string') return problem
  const { output, status } = body
  if (!Array.isArray(output)) return 'the reply has no output'
  const said = saidIn(objectsIn(output), finishOf(body))
  if (typeof said === 'string') return status === 'completed' ? said : `${said}: it is ${String(status)}`
  return { ...said, servedModel: shortText(body['model']), usage: usageOf(body['usage']) }
}

function saidIn(
  items: readonly Fields[],
  finish: Said['finish'] | undefined,
): Pick<Said, 'text' | 'toolCalls' | 'finish'> | string {
  const parts = items.filter(({ type }) => type === 'message').flatMap(({ content }) => objectsIn(content))
  const refusal = parts.find(({ type }) => type === 'refusal')?.['refusal']
  if (typeof refusal === 'string') return { text: refusal, finish: 'refusal' }
  if (finish === undefined) return 'the response is not complete'
  const texts = parts.filter(({ type }) => type === 'output_text').map(({ text }) => String(text))
  const toolCalls = items.filter(({ type }) => type === 'function_call').map(callOf)
  const whole = toolCalls.filter((call) => call !== undefined)
  if (whole.length < toolCalls.length) return 'a call of a tool has no name and arguments'
  if (texts.length === 0 && whole.length === 0 && finish === 'stop') return 'the response says nothing'
  return { text: texts.join(''), ...(whole.length > 0 && { toolCalls: whole }), finish }
}

function callOf({ name, arguments: written }: Fields): ToolCall | undefined {
  return typeof name === 'string' && typeof written === 'string' ? { name, arguments: written } : undefined
}

/** Undefined where the response is neither complete nor cut off in a way that is known. */
function finishOf(body: Fields): Said['finish'] | undefined {
  if (body['status'] === 'completed') return 'stop'
  if (body['status'] !== 'incomplete') return undefined
  const reason = at(body, 'incomplete_details', 'reason')
  if (reason === 'max_output_tokens') return 'length'
  return reason === 'content_filter' ? 'filter' : undefined
}

/** Reasoning is among the output tokens. */
function usageOf(usage: unknown): Said['usage'] {
  const cached = countOr0(at(usage, 'input_tokens_details', 'cached_tokens'))
  return wholeUsage([count(at(usage, 'input_tokens'))], cached, [count(at(usage, 'output_tokens'))])
}
