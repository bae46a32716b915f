import type { Place } from '../diagnostic/place.ts'
import { placeWithin } from '../source/snippet.ts'
import type { Cursor } from './cursor.ts'

/** A template as it is written in a file. */
export interface SourceText {
  readonly text: string
  /** Where the range `[start, end)` of the text stands. */
  readonly placeOf: (start: number, end: number) => Place
}

/** A text that a value of a document is. */
export function textAt(cursor: Cursor): SourceText {
  const text = cursor.text ?? ''
  return { text, placeOf: (start, end) => placeWithin(cursor.place, text, start, end) }
}

/** The piece `[start, end)` of a file. */
export function textIn(file: string, whole: string, start: number, end: number): SourceText {
  return {
    text: whole.slice(start, end),
    placeOf: (from, to) => ({ in: 'text', file, start: start + from, end: start + to }),
  }
}

/** A part of a text, with its places. */
export function slice({ text, placeOf }: SourceText, start: number, end: number): SourceText {
  return { text: text.slice(start, end), placeOf: (from, to) => placeOf(start + from, start + to) }
}

/** The text without what a pattern finds at its two ends. */
export function trimmed(source: SourceText, blank: RegExp = /\s/): SourceText {
  let start = 0
  let end = source.text.length
  while (start < end && blank.test(source.text[start] ?? '')) start++
  while (end > start && blank.test(source.text[end - 1] ?? '')) end--
  return slice(source, start, end)
}
