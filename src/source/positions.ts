import type { Place } from '../diagnostic/place.ts'
import { type LineIndex, lineIndex } from './line-index.ts'
import { withoutSecretText } from './secrets.ts'
import { findSnippet } from './snippet.ts'
import type { Position, SourceSet } from './source-set.ts'
import type { Range } from './range.ts'
import { yamlRanges } from './yaml-ranges.ts'

const start: Position = { line: 1, column: 1, endLine: 1, endColumn: 1 }

/**
 * The source set over texts by file, as `decodeText` gives them. Lines are counted and files parsed again only for
 * what is asked, so that a project without problems costs nothing here; `pieces` are those of the documents in them,
 * where they are known. What looks like a secret is in no line that is given out.
 */
export function sourceSet(
  texts: ReadonlyMap<string, string>,
  pieces: ReadonlyMap<string, readonly Range[]> = new Map(),
): SourceSet {
  const open = remembered((file: string): Source | undefined => {
    const text = texts.get(file)
    return text === undefined ? undefined : new Source(text, pieces.get(file))
  })
  return {
    locate: (place) => open(place.file)?.locate(place) ?? start,
    lines: (file, from, to) => open(file)?.lines.slice(Math.max(0, from - 1), to) ?? [],
  }
}

class Source {
  readonly #index: LineIndex
  readonly #text: string
  readonly #pieces: readonly Range[] | undefined
  #ranges: ReturnType<typeof yamlRanges> | undefined
  #lines: readonly string[] | undefined

  constructor(text: string, pieces: readonly Range[] | undefined) {
    this.#text = text
    this.#pieces = pieces
    this.#index = lineIndex(text)
  }

  get lines(): readonly string[] {
    this.#lines ??= withoutSecretText(this.#text).split('\n')
    return this.#lines
  }

  locate(place: Place): Position {
    const [from, to] = this.#range(place)
    return this.#index.position(from, to)
  }

  #range(place: Place): Range {
    if (place.in === 'file') return [0, 0]
    if (place.in === 'text') return [place.start, place.end]
    const whole: Range = place.in === 'yaml' ? this.#inYaml(place) : [0, this.#text.length]
    if (place.snippet === undefined) return whole
    const at = findSnippet(this.#text, place.snippet, ...whole)
    if (at !== undefined) return [at, at + place.snippet.text.length]
    return place.in === 'yaml' ? whole : [0, 0]
  }

  #inYaml(place: Place & { in: 'yaml' }): Range {
    this.#ranges ??= yamlRanges(this.#text, this.#pieces)
    return this.#ranges(place)
  }
}

function remembered<K, V>(make: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>()
  return (key) => {
    if (known.has(key)) return known.get(key) as V
    const value = make(key)
    known.set(key, value)
    return value
  }
}
