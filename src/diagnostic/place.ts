/** The keys that lead from the root of a YAML document to a value: map keys and sequence indices. */
export type KeyPath = readonly (string | number)[]

/** A piece of a text: the `nth` (from 0) occurrence of `text`. Found in the source only when a diagnostic is shown. */
export interface Snippet {
  readonly text: string
  readonly nth: number
}

/**
 * Where a problem is, said in the author's terms: a file, a document in it and a path of keys.
 * Lines and columns are computed once, last, by `source/positions.ts`.
 */
export type Place =
  /** A key or value of a YAML document (`document` counts from 0), or a piece of the text in it. */
  | {
      readonly in: 'yaml'
      readonly file: string
      readonly document: number
      readonly path: KeyPath
      readonly part: 'key' | 'value'
      readonly snippet?: Snippet
    }
  /** A range of UTF-16 offsets `[start, end)` in a file, or a piece of its text. */
  | { readonly in: 'text'; readonly file: string; readonly start: number; readonly end: number }
  | { readonly in: 'snippet'; readonly file: string; readonly snippet: Snippet }
  /** The file as such: it is missing, too large, not a file. */
  | { readonly in: 'file'; readonly file: string }
