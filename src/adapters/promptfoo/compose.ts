import type { ChatRequest, ModelCall } from '../../evaluation/call.ts'
import { mediaIn } from '../../evaluation/chat.ts'
import { mediaNotTakenBy, mediumWords } from '../../resources/not-taken.ts'
import { parametersNotTaken } from '../../resources/parameters.ts'
import { type Fields, isObject } from '../http/json.ts'
import type { Composed, Told } from './messages.ts'
import { protocolOf } from './protocols/list.ts'
import type { Credentials, NativeBinding } from './protocols/protocol.ts'

/** A call and where it goes: to a URL without a `/` at its end. */
export interface Going {
  readonly call: ModelCall
  readonly binding: NativeBinding
  readonly credentials: Credentials
}

/** What is sent. */
export interface Outgoing {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What of a request is spoken here: another field is refused, never left out. */
const spoken: ReadonlySet<string> = new Set([
  'messages',
  'parameters',
  'output',
  'tools',
] satisfies (keyof ChatRequest)[])

/** What promptfoo is told of a call, or why the API cannot be asked it. `name` is told to no other call. */
export function tell({ call, binding, credentials }: Going, name: string): Told | string {
  const { request, model, stream } = call
  const untaken = parametersNotTaken[binding.type].find((parameter) => request.parameters[parameter] !== undefined)
  if (untaken !== undefined) return `the API of ${binding.type} takes no ${untaken}`
  const untakenMedia = mediaNotTakenBy({}, binding.type)
  const medium = mediaIn(request.messages).find(({ type }) => untakenMedia.includes(type))
  if (medium !== undefined) return `the API of ${binding.type} is shown no ${mediumWords[medium.type]} here`
  const unknown = Object.keys(request).find((field) => !spoken.has(field))
  if (unknown !== undefined) return `${unknown} cannot be asked of ${binding.type}`
  const protocol = protocolOf(binding)
  if (stream && protocol.stream === undefined) return `answers of ${binding.type} cannot be streamed`
  const fields = fieldsOf({ call, binding })
  if (typeof fields === 'string') return fields
  return {
    provider: protocol.provider(model),
    // promptfoo wants a key. It gets none of ours, but one by which it takes no two calls for the same.
    config: { apiKey: name, ...protocol.settings(fields, binding, credentials) },
    prompt: JSON.stringify(protocol.prompt(fields)),
  }
}

/**
 * The request that promptfoo composed, as it is sent: to the bound URL, with the API's headers and ours, without what
 * promptfoo added unasked, and as a stream where one is wanted. Or why it is not sent: it is another one than was asked for.
 */
export function outgoing({ call, binding, credentials }: Going, composed: Composed): Outgoing | string {
  const protocol = protocolOf(binding)
  const { pathname, search } = new URL(composed.url)
  const path = protocol.path(call.model, binding)
  if (!`${pathname}${search}`.endsWith(path)) return `promptfoo would ask another API for ${call.model}`
  const body: unknown = JSON.parse(composed.body)
  const fields = fieldsOf({ call, binding })
  const lost = typeof fields === 'string' ? undefined : lostFrom(body, fields)
  if (lost !== undefined) return lossInWords(lost, call.model)
  const carried = Object.entries(composed.headers).filter(([header]) =>
    protocol.carries?.(header.toLowerCase(), credentials),
  )
  return {
    url: new URL(binding.url + (streaming({ call, binding })?.path?.(call.model, binding) ?? path)),
    headers: { ...Object.fromEntries(carried), ...protocol.authorization(credentials) },
    body: sentBody(body, composed.body, { call, binding }),
  }
}

type Asked = Pick<Going, 'call' | 'binding'>

function fieldsOf({ call, binding }: Asked): Fields | string {
  const { output, ...request } = call.request
  const asked: ChatRequest = isObject(output) ? { ...request, output } : request
  const fields = protocolOf(binding).fields(asked, call.model)
  return typeof fields === 'string' ? fields : JSON.parse(JSON.stringify(fields))
}

/** How promptfoo made another request of it. */
function lossInWords(lost: string, model: string): string {
  if (lost === 'model') return `promptfoo would ask another model than ${model}`
  if (lost === 'messages' || lost === 'contents' || lost.startsWith('system')) return 'promptfoo leaves messages out'
  return `promptfoo leaves \`${lost}\` out: ${model} is known not to take it`
}

/** Name of the innermost field in `wanted` that is not in `found` as it is wanted. A list is wanted with nothing added to it. */
function lostFrom(found: unknown, wanted: Fields): string | undefined {
  for (const [name, value] of Object.entries(wanted)) {
    const there = isObject(found) && Object.hasOwn(found, name) ? found[name] : undefined
    const lost = isObject(value) ? lostFrom(there, value) : holds(there, value) ? undefined : name
    if (lost !== undefined) return lost
  }
  return undefined
}

function holds(found: unknown, wanted: unknown): boolean {
  if (isObject(wanted)) return lostFrom(found, wanted) === undefined
  if (!Array.isArray(wanted)) return found === wanted
  return (
    Array.isArray(found) && found.length === wanted.length && wanted.every((one, index) => holds(found[index], one))
  )
}

function streaming({ call, binding }: Asked) {
  return call.stream ? protocolOf(binding).stream : undefined
}

/** A signed body stays as it is, to the byte: nothing is unasked there, and nothing streamed. */
function sentBody(body: unknown, text: string, asked: Asked): string {
  const { unasked = [] } = protocolOf(asked.binding)
  const streamed = streaming(asked)?.fields ?? {}
  const fields = fieldsOf(asked)
  const isSent = unasked.length === 0 && Object.keys(streamed).length === 0
  if (isSent || !isObject(body) || typeof fields === 'string') return text
  const kept = Object.entries(body).filter(([name]) => !unasked.includes(name) || name in fields)
  return JSON.stringify({ ...Object.fromEntries(kept), ...streamed })
}
