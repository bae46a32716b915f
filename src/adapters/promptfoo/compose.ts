import type { ChatRequest, ModelCall } from '../../evaluation/call.ts'
import { parametersNotTaken } from '../../resources/parameters.ts'
import type { Composed, Told } from './messages.ts'
import { isObject } from './protocols/json.ts'
import { protocolOf } from './protocols/list.ts'
import type { Credentials, Fields, NativeBinding } from './protocols/protocol.ts'

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
const spoken: ReadonlySet<string> = new Set(['messages', 'parameters', 'output'] satisfies (keyof ChatRequest)[])

/** What promptfoo is told of a call, or why the API cannot be asked it. `name` is told to no other call. */
export function tell({ call, binding, credentials }: Going, name: string): Told | string {
  const { request, model } = call
  const untaken = parametersNotTaken[binding.type].find((parameter) => request.parameters[parameter] !== undefined)
  if (untaken !== undefined) return `the API of ${binding.type} takes no ${untaken}`
  const unknown = Object.keys(request).find((field) => !spoken.has(field))
  if (unknown !== undefined) return `${unknown} cannot be asked of ${binding.type} yet`
  const hasParts = request.messages.some(({ content }) => typeof content !== 'string')
  if (hasParts) return `parts of messages cannot be asked of ${binding.type} yet`
  const protocol = protocolOf(binding)
  const fields = fieldsOf({ call, binding })
  if (typeof fields === 'string') return fields
  return {
    provider: protocol.provider(model),
    // promptfoo wants a key. It gets none of ours, but one by which it takes no two calls for the same.
    config: { apiKey: name, ...protocol.settings(fields, binding, credentials) },
    prompt: JSON.stringify(protocol.messages?.(request.messages) ?? request.messages),
  }
}

/**
 * The request that promptfoo composed, as it is sent: to the bound URL, with the API's headers and ours, without what
 * promptfoo added unasked. Or why it is not sent: it is another one than was asked for.
 */
export function outgoing({ call, binding, credentials }: Going, composed: Composed): Outgoing | string {
  const protocol = protocolOf(binding)
  const { pathname, search } = new URL(composed.url)
  const path = protocol.path(call.model, binding)
  if (!`${pathname}${search}`.endsWith(path)) return `promptfoo would ask another API for ${call.model}`
  const body: unknown = JSON.parse(composed.body)
  const change = changeIn(body, composed.body, { call, binding })
  if (change !== undefined) return change
  const carried = Object.entries(composed.headers).filter(([header]) =>
    protocol.carries?.(header.toLowerCase(), credentials),
  )
  return {
    url: new URL(binding.url + path),
    headers: { ...Object.fromEntries(carried), ...protocol.authorization(credentials) },
    body: protocol.unasked === undefined ? composed.body : JSON.stringify(withoutUnasked(body, { call, binding })),
  }
}

type Asked = Pick<Going, 'call' | 'binding'>

function fieldsOf({ call, binding }: Asked): Fields | string {
  const { output, ...request } = call.request
  const asked: ChatRequest = isObject(output) ? { ...request, output } : request
  const fields = protocolOf(binding).fields(asked, call.model)
  return typeof fields === 'string' ? fields : JSON.parse(JSON.stringify(fields))
}

/** What promptfoo made another request of, in words; undefined where it asks what was asked. */
function changeIn(body: unknown, text: string, asked: Asked): string | undefined {
  const { model, request } = asked.call
  const fields = fieldsOf(asked)
  const lost = typeof fields === 'string' ? undefined : lostFrom(body, fields)
  if (lost === 'model') return `promptfoo would ask another model than ${model}`
  if (lost !== undefined) return `promptfoo leaves \`${lost}\` out: ${model} is known not to take it`
  const isWhole = request.messages.every(({ content }) => text.includes(JSON.stringify(content)))
  return isWhole ? undefined : 'promptfoo leaves messages out'
}

/** Name of a value in `wanted` that is not in `found`. */
function lostFrom(found: unknown, wanted: Fields): string | undefined {
  for (const [name, value] of Object.entries(wanted)) {
    const there = isObject(found) && Object.hasOwn(found, name) ? found[name] : undefined
    const lost = isObject(value)
      ? lostFrom(there, value)
      : lostUnless(JSON.stringify(there) === JSON.stringify(value), name)
    if (lost !== undefined) return lost
  }
  return undefined
}

function lostUnless(isThere: boolean, name: string): string | undefined {
  return isThere ? undefined : name
}

function withoutUnasked(body: unknown, asked: Asked): unknown {
  const { unasked = [] } = protocolOf(asked.binding)
  const fields = fieldsOf(asked)
  if (!isObject(body) || typeof fields === 'string') return body
  return Object.fromEntries(Object.entries(body).filter(([name]) => !unasked.includes(name) || name in fields))
}
