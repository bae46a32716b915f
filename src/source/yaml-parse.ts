import { type Document, isMap, isScalar, isSeq, type Pair, parseAllDocuments } from 'yaml'

/** One dialect, whatever a file says of itself; silent, since the parser would print source lines to stderr. */
const dialect = {
  version: '1.2',
  schema: 'core',
  merge: false,
  strict: true,
  // Duplicates are reported with both places by `yaml-values.ts`.
  uniqueKeys: false,
  logLevel: 'silent',
  prettyErrors: false,
} as const

/** The documents of a text that `screenYaml` found parsable; none for an empty one. */
export function parseDocuments(text: string): readonly Document.Parsed[] {
  const documents = parseAllDocuments(text, dialect)
  return 'empty' in documents ? [] : documents
}

/** The key of a pair as it is written, or undefined where it is missing or no plain text (`{a: 1}: 2`). */
export function keyOf(pair: Pair): string | undefined {
  if (!isScalar(pair.key)) return undefined
  if (typeof pair.key.value === 'string') return pair.key.value
  return pair.key.source === undefined || pair.key.source === '' ? undefined : pair.key.source
}

/** The node below `node` at one key or index. */
export function childOf(node: unknown, key: string | number): { key: unknown; value: unknown } | undefined {
  if (isSeq(node) && typeof key === 'number') {
    const value = node.items[key]
    return value === undefined ? undefined : { key: value, value }
  }
  return isMap(node) ? node.items.find((pair) => keyOf(pair) === String(key)) : undefined
}
