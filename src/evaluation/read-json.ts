import type { Json } from '../digest/digest.ts'

export type JsonReading = { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly reason: string }

/** UTF-16 units. What a model says is read and checked only up to this size, so that no answer can hold up a run. */
const lengthLimit = 1_000_000
const depthLimit = 256

/** Reads an answer as JSON: the whole of it, as it is, without searching for JSON in prose. Never throws. */
export function readJson(text: string): JsonReading {
  if (text.length > lengthLimit) return { ok: false, reason: 'the answer is over 1 MB' }
  if (depthOf(text) > depthLimit) return { ok: false, reason: `the answer nests over ${depthLimit} deep` }
  try {
    return { ok: true, value: JSON.parse(text) as Json }
  } catch {
    return { ok: false, reason: 'the answer is not JSON' }
  }
}

/** How deep brackets nest outside of strings. Right for JSON; for other texts it does not matter. */
function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"?|[[\]{}]/gs)) {
    if (token === '[' || token === '{') deepest = Math.max(deepest, (depth += 1))
    else if (token === ']' || token === '}') depth -= 1
  }
  return deepest
}
