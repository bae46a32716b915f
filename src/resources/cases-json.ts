import type { KeyPath } from '../diagnostic/place.ts'
import type { Problem } from '../diagnostic/problem.ts'
import type { Json } from '../digest/digest.ts'
import { limits } from '../source/limits.ts'
import { reservedKeys } from '../source/reserved-keys.ts'

/** What is wrong at the UTF-16 offsets `[start, end)` of the text. */
export interface JsonProblem {
  readonly problem: Problem
  readonly start: number
  readonly end: number
}

export interface JsonReading {
  /** Undefined after an error that ends the reading; otherwise without what the problems are about. */
  readonly value: Json | undefined
  readonly problems: readonly JsonProblem[]
}

/** Told of every value after it was read, in the order of their ends. */
export type Visit = (path: KeyPath, start: number, end: number) => void

/** Wrong keys, after which reading ends. */
const problemLimit = 1_000

interface Reader {
  readonly text: string
  readonly end: number
  at: number
  readonly path: (string | number)[]
  readonly problems: JsonProblem[]
  readonly visit: Visit | undefined
}

/**
 * Reads the JSON text (RFC 8259) in `[start, end)` of `text`. `JSON.parse` tells no places, takes the last of duplicate
 * keys and makes 1e999 infinite; here keys are unique and not reserved, numbers are finite, nesting is limited.
 */
export function readJson(text: string, start = 0, end = text.length, visit?: Visit): JsonReading {
  const reader: Reader = { text, end, at: start, path: [], problems: [], visit }
  const value = readValue(reader)
  if (value === undefined) return { value, problems: reader.problems }
  skipSpace(reader)
  if (reader.at === end) return { value, problems: reader.problems }
  syntaxError(reader, 'nothing may follow the value')
  return { value: undefined, problems: reader.problems }
}

function readValue(reader: Reader): Json | undefined {
  skipSpace(reader)
  const start = reader.at
  const value = readAny(reader)
  if (value !== undefined) reader.visit?.([...reader.path], start, reader.at)
  return value
}

function readAny(reader: Reader): Json | undefined {
  const first = next(reader)
  if (first === '{') return nested(reader, readObject)
  if (first === '[') return nested(reader, readArray)
  return first === '"' ? readString(reader) : readWord(reader)
}

function nested(reader: Reader, read: (reader: Reader) => Json | undefined): Json | undefined {
  if (reader.path.length >= limits.depth) return fail(reader, { code: 'too-deep', limit: limits.depth }, 1)
  reader.at += 1
  return read(reader)
}

function readArray(reader: Reader): Json | undefined {
  const items: Json[] = []
  if (skip(reader, ']')) return items
  do {
    reader.path.push(items.length)
    const item = readValue(reader)
    reader.path.pop()
    if (item === undefined) return undefined
    items.push(item)
  } while (skip(reader, ','))
  return skip(reader, ']') ? items : syntaxError(reader, '`,` or `]` is expected')
}

function readObject(reader: Reader): Json | undefined {
  const object: { [key: string]: Json } = {}
  if (skip(reader, '}')) return object
  do {
    if (!readMember(reader, object)) return undefined
  } while (skip(reader, ','))
  return skip(reader, '}') ? object : syntaxError(reader, '`,` or `}` is expected')
}

/** Whether there was one. */
function readMember(reader: Reader, object: { [key: string]: Json }): boolean {
  skipSpace(reader)
  const start = reader.at
  const key = next(reader) === '"' ? readString(reader) : syntaxError(reader, 'a key in double quotes is expected')
  if (key === undefined) return false
  const problem = problemOfKey(key, object)
  if (problem !== undefined) reader.problems.push({ problem, start, end: reader.at })
  if (reader.problems.length > problemLimit) return false
  if (!skip(reader, ':')) return syntaxError(reader, '`:` is expected') !== undefined
  reader.path.push(key)
  const value = readValue(reader)
  reader.path.pop()
  if (value !== undefined && problem === undefined) object[key] = value
  return value !== undefined
}

function problemOfKey(key: string, object: { readonly [key: string]: Json }): Problem | undefined {
  if (reservedKeys.has(key)) return { code: 'reserved-key', key }
  return Object.hasOwn(object, key) ? { code: 'duplicate-key', key } : undefined
}

function readString(reader: Reader): string | undefined {
  const close = closingQuote(reader)
  const text = close === undefined ? undefined : parsed(reader.text.slice(reader.at, close + 1))
  if (close === undefined || typeof text !== 'string')
    return syntaxError(reader, 'a string that is not closed, or holds a bad escape')
  reader.at = close + 1
  return text
}

function closingQuote({ text, at, end }: Reader): number | undefined {
  for (let index = at + 1; index < end; index += 1) {
    if (text[index] === '\\') index += 1
    else if (text[index] === '"') return index
    else if (text[index] === '\n') return undefined
  }
  return undefined
}

function readWord(reader: Reader): Json | undefined {
  const word = /^[\w+.-]*/.exec(reader.text.slice(reader.at, Math.min(reader.end, reader.at + 400)))?.[0] ?? ''
  const value = parsed(word)
  if (value === undefined) return syntaxError(reader, 'a value is expected', word.length)
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return fail(reader, { code: 'bad-format', found: word, expected: 'a finite number' }, word.length)
  }
  reader.at += word.length
  return value
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function next({ text, at, end }: Reader): string | undefined {
  return at < end ? text[at] : undefined
}

function skip(reader: Reader, character: string): boolean {
  skipSpace(reader)
  if (next(reader) !== character) return false
  reader.at += 1
  return true
}

function skipSpace(reader: Reader): void {
  while (' \t\n\r'.includes(next(reader) ?? '.')) reader.at += 1
}

function syntaxError(reader: Reader, message: string, length = 1): undefined {
  return fail(reader, { code: 'json-syntax', message }, length)
}

/** Ends the reading: the problem stands at the current place, or at the last character where the text is over. */
function fail(reader: Reader, problem: Problem, length: number): undefined {
  const start = Math.max(0, Math.min(reader.at, reader.end - 1))
  reader.problems.push({ problem, start, end: Math.min(reader.end, start + Math.max(1, length)) })
  return undefined
}
