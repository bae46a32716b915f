import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { SourceSet } from '../source/source-set.ts'

/** The order of texts by code points: the same on every machine and in every language. */
export function byCodePoints(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length)
  for (let index = 0; index < shorter; index++) {
    const order = rank(a.charCodeAt(index)) - rank(b.charCodeAt(index))
    if (order !== 0) return order
  }
  return a.length - b.length
}

/** A UTF-16 unit as it counts in that order: surrogates stand for code points above all single units. */
function rank(unit: number): number {
  if (unit >= 0xe000) return unit - 0x800
  return unit >= 0xd800 ? unit + 0x2000 : unit
}

/** Diagnostics in their total order (file, line, column, code, the rest), each once. */
export function inOrder(diagnostics: readonly Diagnostic[], sources: SourceSet): readonly Diagnostic[] {
  const keyed = new Map(diagnostics.map((diagnostic) => [keyOf(diagnostic), diagnostic]))
  return [...keyed]
    .map(([key, diagnostic]) => ({ key, diagnostic, position: sources.locate(diagnostic.place) }))
    .sort(
      (a, b) =>
        byCodePoints(a.diagnostic.place.file, b.diagnostic.place.file) ||
        a.position.line - b.position.line ||
        a.position.column - b.position.column ||
        byCodePoints(a.diagnostic.problem.code, b.diagnostic.problem.code) ||
        byCodePoints(a.key, b.key),
    )
    .map(({ diagnostic }) => diagnostic)
}

function keyOf(diagnostic: Diagnostic): string {
  return JSON.stringify(diagnostic)
}
