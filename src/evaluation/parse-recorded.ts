import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Digest, Json } from '../digest/digest.ts'
import type { RecordedLine } from './recorded.ts'

export interface ParsedRecorded {
  readonly lines: readonly RecordedLine[]
  readonly diagnostics: readonly Diagnostic[]
}

/** Reads a file of recorded answers. A line that is none is left out and reported, with its place. Never throws. */
export function parseRecorded(text: string, file: string): ParsedRecorded {
  const lines: RecordedLine[] = []
  const diagnostics: Diagnostic[] = []
  const seen = new Map<Digest, number>()
  for (const { source, start, number } of sourceLines(text)) {
    const line = readLine(source)
    const message = typeof line === 'string' ? line : duplicate(line, seen)
    if (message !== undefined) {
      const place = { in: 'text', file, start, end: start + source.length } as const
      diagnostics.push({ severity: 'error', problem: { code: 'recorded-line', message }, place })
    } else if (typeof line !== 'string') {
      seen.set(line.key, number)
      lines.push(line)
    }
  }
  return { lines, diagnostics }
}

function duplicate({ key }: RecordedLine, seen: ReadonlyMap<Digest, number>): string | undefined {
  const first = seen.get(key)
  return first === undefined ? undefined : `this call is already recorded on line ${first}`
}

/** Lines that are not blank, without their ends; `number` from 1, `start` in UTF-16 units. */
function sourceLines(text: string): readonly { source: string; start: number; number: number }[] {
  let next = 0
  return text
    .split('\n')
    .map((raw, index) => {
      const start = next
      next += raw.length + 1
      return { source: raw.replace(/\r$/, ''), start, number: index + 1 }
    })
    .filter(({ source }) => source.trim() !== '')
}

/** The line, or what is wrong with it. */
function readLine(source: string): RecordedLine | string {
  const value = parseJson(source)
  if (!isObject(value)) return 'a recorded answer is one JSON object on one line'
  const wrong = firstWrong(value, lineFields, '') ?? firstWrong(value['answer'], answerFields, 'answer.')
  if (wrong !== undefined) return wrong
  const usage = (value['answer'] as Fields)['usage']
  return (
    (usage === undefined ? undefined : firstWrong(usage, usageFields, 'answer.usage.')) ??
    (value as unknown as RecordedLine)
  )
}

function parseJson(source: string): unknown {
  try {
    return JSON.parse(source)
  } catch {
    return undefined
  }
}

type Fields = { readonly [name: string]: Json | undefined }

interface Field {
  readonly expected: string
  readonly optional?: true
  readonly accepts: (value: Json | undefined) => boolean
}

const someText: Field = { expected: 'a text', accepts: (value) => typeof value === 'string' }
const someNumber: Field = {
  expected: 'a number, 0 or more',
  accepts: (value) => typeof value === 'number' && value >= 0,
}
const someCount: Field = {
  expected: 'a whole number, 0 or more',
  accepts: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
}
const someObject: Field = { expected: 'an object', accepts: isObject }

const lineFields: { readonly [K in keyof Required<RecordedLine>]: Field } = {
  key: {
    expected: 'sha256: and 64 hexadecimal digits',
    accepts: (value) => typeof value === 'string' && /^sha256:[0-9a-f]{64}$/.test(value),
  },
  provider: someText,
  model: someText,
  trial: { expected: 'a whole number, 1 or more', accepts: (value) => someCount.accepts(value) && value !== 0 },
  asked: someText,
  answer: someObject,
  at: { ...someCount, optional: true },
  note: { ...someText, optional: true },
}

const answerFields: { readonly [K in keyof Required<RecordedLine['answer']>]: Field } = {
  text: someText,
  toolCalls: { expected: 'a list of {name, arguments}, both texts', optional: true, accepts: isToolCalls },
  finish: {
    expected: 'stop, length, filter or refusal',
    optional: true,
    accepts: (value) => typeof value === 'string' && ['stop', 'length', 'filter', 'refusal'].includes(value),
  },
  usage: { ...someObject, optional: true },
  latencyMs: { ...someNumber, optional: true },
  firstTokenMs: { ...someNumber, optional: true },
  servedModel: { ...someText, optional: true },
}

const usageFields: { readonly [name: string]: Field } = {
  inputTokens: someCount,
  cachedInputTokens: { ...someCount, optional: true },
  outputTokens: someCount,
}

/** What is wrong with the first field that is unknown, missing or of another type. */
function firstWrong(value: unknown, fields: { readonly [name: string]: Field }, prefix: string): string | undefined {
  const given = value as Fields
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(fields, name))
  if (unknown !== undefined) return `${prefix}${unknown} is no field of a recorded answer`
  const wrong = Object.entries(fields).find(([name, field]) => !fits(given, name, field))
  return wrong && `${prefix}${wrong[0]} must be ${wrong[1].expected}`
}

function fits(given: Fields, name: string, { optional, accepts }: Field): boolean {
  return Object.hasOwn(given, name) ? accepts(given[name]) : optional === true
}

function isToolCalls(value: Json | undefined): boolean {
  if (!Array.isArray(value) || value.length === 0) return false
  return value.every(
    (call) => isObject(call) && firstWrong(call, { name: someText, arguments: someText }, '') === undefined,
  )
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
