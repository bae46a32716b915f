import type { Place, Snippet } from '../diagnostic/place.ts'

/** The snippet that the range `[start, end)` of a text is: what stands there, and how many equal pieces stand before. */
export function snippetOf(text: string, start: number, end: number): Snippet {
  const piece = text.slice(start, end)
  let nth = 0
  for (let at = text.indexOf(piece); at >= 0 && at < start; at = text.indexOf(piece, at + 1)) nth++
  return { text: piece, nth }
}

/** Offset of a snippet in `text`, not before `from` and ending by `to`; undefined where it is not there. */
export function findSnippet(text: string, snippet: Snippet, from: number, to: number): number | undefined {
  let at = text.indexOf(snippet.text, from)
  for (let seen = 0; seen < snippet.nth && at >= 0; seen++) at = text.indexOf(snippet.text, at + 1)
  return at >= 0 && at + snippet.text.length <= to ? at : undefined
}

/** The place of the range `[start, end)` of a text that stands at `place`. */
export function placeWithin(place: Place, text: string, start: number, end: number): Place {
  if (start >= end) return place
  if (place.in === 'text') return { ...place, start: place.start + start, end: place.start + end }
  if (place.in === 'yaml') return { ...place, snippet: snippetOf(text, start, end) }
  return place.in === 'file' ? { in: 'snippet', file: place.file, snippet: snippetOf(text, start, end) } : place
}
