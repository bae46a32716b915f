import { at, type Fields, objectsIn } from '../json.ts'
import type { Assembly } from './assembly.ts'

interface DraftCall {
  name: string
  arguments: string
}

/** Chunks of a chat completion, as OpenAI streams them and others have taken over. Of several choices the first. */
export function chatAssembly(): Assembly {
  const calls = new Map<number, DraftCall>()
  const texts: { content?: string; refusal?: string } = {}
  let model: unknown
  let usage: unknown
  let finish: unknown

  function takeDelta(delta: unknown): boolean {
    const content = textIn(at(delta, 'content'))
    const refusal = at(delta, 'refusal')
    const called = objectsIn(at(delta, 'tool_calls'))
    if (content !== undefined) texts.content = (texts.content ?? '') + content
    if (typeof refusal === 'string') texts.refusal = (texts.refusal ?? '') + refusal
    for (const [place, call] of called.entries()) takeCall(calls, call, place)
    return Boolean(content) || Boolean(refusal) || called.length > 0
  }

  return {
    take(event) {
      model ??= at(event, 'model')
      usage = at(event, 'usage') ?? usage
      const choice = objectsIn(at(event, 'choices')).find(({ index = 0 }) => index === 0)
      finish = at(choice, 'finish_reason') ?? finish
      return takeDelta(at(choice, 'delta'))
    },
    get whole() {
      if (finish === undefined) return undefined
      const made = [...calls.values()].map((call) => ({ type: 'function', function: { ...call } }))
      const message = { content: null, ...texts, ...(made.length > 0 && { tool_calls: made }) }
      return { model, usage, choices: [{ index: 0, message, finish_reason: finish }] }
    },
  }
}

/** A call comes in parts that carry its index, the first of them its name. */
function takeCall(calls: Map<number, DraftCall>, part: Fields, place: number): void {
  const index = typeof part['index'] === 'number' ? part['index'] : place
  const call = calls.get(index) ?? { name: '', arguments: '' }
  call.name += stringAt(part, 'name')
  call.arguments += stringAt(part, 'arguments')
  calls.set(index, call)
}

/** Some write arguments as an object. */
function stringAt(part: Fields, field: 'name' | 'arguments'): string {
  const value = at(part, 'function', field) ?? ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** A text; of a list (thinking models of Mistral) what is text. */
function textIn(content: unknown): string | undefined {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return undefined
  return objectsIn(content)
    .filter(({ type }) => type === 'text')
    .map(({ text }) => String(text))
    .join('')
}
