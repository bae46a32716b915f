import type { Json } from '../digest/digest.ts'
import { reservedKeys } from './reserved-keys.ts'

/** Thrown where a text is not plain. One for all: it says nothing, and making one takes longer than reading a line. */
export const unusual = new Error('not plain YAML')

type Mapping = { [key: string]: Json }

/** A mapping that inherits nothing. Those of `Object.create(null)` would be several times slower to fill and to read. */
export const EmptyMapping = function EmptyMapping() {} as unknown as new () => Mapping
EmptyMapping.prototype = Object.freeze(Object.create(null))

export function setField(mapping: Mapping, key: string, value: Json): void {
  if (reservedKeys.has(key) || Object.hasOwn(mapping, key)) throw unusual
  mapping[key] = value
}

const comment = /^(?: +#.*)?$/
const doubleQuoted = /"(?:[^"\\]|\\["\\/nt])*"/y
const singleQuoted = /'(?:[^']|'')*'/y
const plainFirst = /^[A-Za-z0-9_/($\u00a1-\ud7ff\ue000-\uffff-]/

/** A scalar or flow collection that stands on one line, with a comment after it or not. */
export function plainInline(text: string): Json {
  const first = text[0]
  if (first === '"' || first === "'" || first === '{' || first === '[') {
    const flow = new Flow(text)
    const value = flow.value()
    if (!comment.test(text.slice(flow.end))) throw unusual
    return value
  }
  const end = text.indexOf(' #')
  const scalar = end < 0 ? text : text.slice(0, end).trimEnd()
  if (scalar.includes(': ') || scalar.endsWith(':')) throw unusual
  return plainScalar(scalar)
}

const words: ReadonlyMap<string, null | boolean> = new Map<string, null | boolean>([
  ...['null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
])
const number = /^(?:0|-?[1-9][0-9]{0,14}|-?[0-9]{1,14}\.[0-9]{1,14})$/
/** Texts that begin with a digit and that nobody takes for a number: days and durations. */
const numberLike = /^(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,14}[smhd])$/

/** A scalar without quotes, by the core schema of YAML 1.2. */
function plainScalar(text: string): Json {
  if (!plainFirst.test(text)) throw unusual
  if (/^[0-9-]/.test(text)) {
    if (number.test(text)) return Number(text)
    if (numberLike.test(text)) return text
    throw unusual
  }
  const word = words.get(text)
  return word === undefined ? text : word
}

/** Reads flow collections and quoted texts within one line. */
class Flow {
  /** Where what was read ends. */
  end = 0
  readonly #text: string
  #depth = 0

  constructor(text: string) {
    this.#text = text
  }

  value(): Json {
    switch (this.#text[this.end]) {
      case '"':
        return JSON.parse(this.#take(doubleQuoted))
      case "'":
        return this.#take(singleQuoted).slice(1, -1).replaceAll("''", "'")
      case '{':
        return this.#mapping()
      case '[':
        return this.#list()
      default:
        return plainScalar(this.#take(/[^,[\]{}:#"'`&*!|>%@\\]+/y).trimEnd())
    }
  }

  #mapping(): Json {
    const mapping = new EmptyMapping()
    this.#members('}', () => {
      const key = this.#take(/[A-Za-z_][\w-]{0,99}(?=: )/y)
      this.#take(/: +/y)
      setField(mapping, key, this.value())
    })
    return mapping
  }

  #list(): Json {
    const items: Json[] = []
    this.#members(']', () => items.push(this.value()))
    return items
  }

  #members(close: string, member: () => void): void {
    if (++this.#depth > 16) throw unusual
    this.#take(/. */y)
    while (this.#text[this.end] !== close) {
      member()
      this.#take(/ */y)
      if (this.#text[this.end] === close) break
      this.#take(/, *(?=[^,\]} ])/y)
    }
    this.end++
    this.#depth--
  }

  /** The text that a sticky pattern matches here. */
  #take(pattern: RegExp): string {
    pattern.lastIndex = this.end
    const [found] = pattern.exec(this.#text) ?? []
    if (found === undefined) throw unusual
    this.end += found.length
    return found
  }
}
