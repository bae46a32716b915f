import { isMap, isNode, isScalar, isSeq, type Pair, type Scalar, type YAMLMap } from 'yaml'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Problem } from '../diagnostic/problem.ts'
import type { Json } from '../digest/digest.ts'
import { errorAt } from './error-at.ts'
import { EmptyMapping } from './plain-values.ts'
import { reservedKeys } from './reserved-keys.ts'
import { keyOf } from './yaml-parse.ts'
import { unquotedTemplate } from './yaml-words.ts'

export interface ReadValue {
  readonly value: Json
  readonly diagnostics: readonly Diagnostic[]
}

/** Half of a surrogate pair (`"\\ud800"`) has no UTF-8 form: neither a digest nor a request can hold it. */
const halfCharacter: Problem = { code: 'bad-format', found: 'half a surrogate pair', expected: 'Unicode text' }

type Report = (node: unknown, problem: Problem, first?: unknown) => void

/** The plain value of a parsed YAML node: JSON, with mappings that have own keys only and no prototype. */
export function valueOf(file: string, root: unknown): ReadValue {
  const diagnostics: Diagnostic[] = []
  const report: Report = (node, problem, first) => {
    const related = first === undefined ? undefined : [{ label: 'first here', place: rangeOf(file, first) }]
    diagnostics.push(errorAt(rangeOf(file, node), problem, related))
  }
  return { value: read(root, report), diagnostics }
}

function rangeOf(file: string, node: unknown): Diagnostic['place'] {
  const range = isNode(node) ? node.range : undefined
  return range ? { in: 'text', file, start: range[0], end: range[1] } : { in: 'file', file }
}

function read(node: unknown, report: Report): Json {
  if (isMap(node)) return readMapping(node, report)
  if (isSeq(node)) return node.items.map((item) => read(item, report))
  return isScalar(node) ? readScalar(node, report) : null
}

function readMapping(map: YAMLMap, report: Report): Json {
  const value = new EmptyMapping()
  const pairs = new Map<string, Pair>()
  for (const pair of map.items) {
    const key = readKey(map, pair, report)
    if (key === undefined) continue
    const first = pairs.get(key)
    if (first === undefined) value[key] = read(pair.value, report)
    else report(pair.key, { code: 'duplicate-key', key }, first.key)
    pairs.set(key, first ?? pair)
  }
  return value
}

function readKey(map: YAMLMap, pair: Pair, report: Report): string | undefined {
  const key = keyOf(pair)
  if (key === undefined) report(isMap(pair.key) ? map : pair.key, { code: 'yaml-syntax', message: badKey(map, pair) })
  else if (!key.isWellFormed()) report(pair.key, halfCharacter)
  else if (reservedKeys.has(key)) report(pair.key, { code: 'reserved-key', key })
  else return key
  return undefined
}

/** `user: {{question}}` is YAML for a mapping whose key is a mapping; its author meant a text. */
function badKey(map: YAMLMap, { key }: Pair): string {
  if (isMap(key)) return map.flow && key.flow ? unquotedTemplate : 'a key must be a text, not a mapping'
  return isSeq(key) ? 'a key must be a text, not a list' : 'a key is missing before the `:`'
}

function readScalar(scalar: Scalar, report: Report): Json {
  const { value } = scalar
  if (typeof value === 'number') return readNumber(scalar, value, report)
  if (typeof value === 'string' && !value.isWellFormed()) report(scalar, halfCharacter)
  return typeof value === 'string' || typeof value === 'boolean' ? value : null
}

function readNumber(scalar: Scalar, value: number, report: Report): Json {
  const found = scalar.source ?? String(value)
  if (!Number.isFinite(value)) report(scalar, { code: 'bad-format', found, expected: 'a finite number' })
  else if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    report(scalar, { code: 'out-of-range', found, expected: 'a whole number below 2^53; as a text, put it in quotes' })
  } else return value
  return null
}
