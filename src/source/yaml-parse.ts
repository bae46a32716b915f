import { Composer, type CST, type Document, isMap, isScalar, isSeq, type Pair, Parser } from 'yaml'
import type { Range } from './range.ts'
import { visitTokens, type YamlToken } from './yaml-tokens.ts'

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

/** A document as the parser gives it, and the piece of the file that it is, with all that stands before the next one. */
export interface ParsedDocument {
  readonly document: Document.Parsed
  readonly piece: Range
}

/** What a file's text is made of before its values are composed. Composing recurses, so the text is screened first. */
export class YamlParser {
  readonly #parser = new Parser()
  readonly #tokens: CST.Token[] = []

  next(token: YamlToken): undefined {
    for (const found of this.#parser.next(token.text)) this.#tokens.push(found)
  }

  /** The documents, once every token of a text of `length` UTF-16 units was given; none for an empty one. */
  documents(length: number): readonly ParsedDocument[] {
    for (const found of this.#parser.end()) this.#tokens.push(found)
    const starts = this.#tokens.flatMap(({ type, offset }) => (type === 'document' ? [offset] : []))
    const documents = [...new Composer(dialect).compose(this.#tokens)]
    return documents.map((document, index) => ({
      document: document as Document.Parsed,
      piece: [starts[index] ?? 0, starts[index + 1] ?? length],
    }))
  }
}

/** The documents of a text that was screened before. */
export function parseAgain(text: string): readonly Document.Parsed[] {
  const parser = new YamlParser()
  visitTokens(text, (token) => parser.next(token))
  return parser.documents(text.length).map(({ document }) => document)
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
