/** Words longer than this are not typing errors of one another. */
const longest = 80

/**
 * The candidate that `word` was probably meant to be: the one at the smallest edit distance, at most a third of the
 * word's length away; of equals the first. Case, `-` and `_` count nothing. Undefined where none is near.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const written = folded(word)
  if (written.length === 0 || word.length > longest) return undefined
  let best: string | undefined
  let least = Math.max(1, Math.floor(written.length / 3)) + 1
  for (const candidate of candidates) {
    if (candidate === word || candidate.length > longest) continue
    const distance = editDistance(written, folded(candidate))
    if (distance < least && distance < candidate.length) [best, least] = [candidate, distance]
  }
  return best
}

function folded(word: string): string {
  return word.toLowerCase().replace(/[-_\s]/g, '')
}

/** Damerau-Levenshtein distance (optimal string alignment): insert, delete, replace, swap neighbours. */
export function editDistance(from: string, to: string): number {
  let before: number[] = []
  let above = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let row = 1; row <= from.length; row++) {
    const current = [row]
    for (let column = 1; column <= to.length; column++) {
      const cost = from[row - 1] === to[column - 1] ? 0 : 1
      const steps = [at(above, column) + 1, at(current, column - 1) + 1, at(above, column - 1) + cost]
      if (swaps(from, to, row, column)) steps.push(at(before, column - 2) + 1)
      current.push(Math.min(...steps))
    }
    ;[before, above] = [above, current]
  }
  return at(above, to.length)
}

function swaps(from: string, to: string, row: number, column: number): boolean {
  if (row < 2 || column < 2) return false
  return from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY
}
