import type { Place, Snippet } from '../diagnostic/place.ts'

/** The snippet that the range `[start, end)` of a text is: what stands there, and how many equal pieces stand before. */
export function snippetOf(text: string, start: number, end: number): Snippet {
  const piece = text.slice(start, end)
  return { text: piece, nth: countBefore(occurrences(text, piece), start) }
}

/** Offset of a snippet in `text`, not before `from` and ending by `to`; undefined where it is not there. */
export function findSnippet(text: string, snippet: Snippet, from: number, to: number): number | undefined {
  const starts = occurrences(text, snippet.text)
  const at = starts[countBefore(starts, from) + snippet.nth]
  return at !== undefined && at + snippet.text.length <= to ? at : undefined
}

/** The last that were asked for: one text is searched for the same piece as often as it holds it. */
let known: { readonly text: string; readonly piece: string; readonly starts: readonly number[] } | undefined

/** Where a piece begins in a text, in ascending order. */
function occurrences(text: string, piece: string): readonly number[] {
  if (known?.text === text && known.piece === piece) return known.starts
  const starts: number[] = []
  for (let at = piece === '' ? -1 : text.indexOf(piece); at >= 0; at = text.indexOf(piece, at + 1)) starts.push(at)
  known = { text, piece, starts }
  return starts
}

/** How many of the ascending numbers are less than a limit. */
function countBefore(numbers: readonly number[], limit: number): number {
  let low = 0
  let high = numbers.length
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if ((numbers[middle] ?? 0) < limit) low = middle + 1
    else high = middle
  }
  return low
}

/** The place of the range `[start, end)` of a text that stands at `place`. */
export function placeWithin(place: Place, text: string, start: number, end: number): Place {
  if (start >= end) return place
  if (place.in === 'text') return { ...place, start: place.start + start, end: place.start + end }
  if (place.in === 'yaml') return { ...place, snippet: snippetOf(text, start, end) }
  return place.in === 'file' ? { in: 'snippet', file: place.file, snippet: snippetOf(text, start, end) } : place
}
