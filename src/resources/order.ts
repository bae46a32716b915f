import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { canonicalJson, type Json } from '../digest/digest.ts'
import type { SourceSet } from '../source/source-set.ts'

/** The order of texts by code points: the same on every machine and in every language. */
export function byCodePoints(a: string, b: string): number {
  if (a === b) return 0
  const left = Array.from(a)
  const right = Array.from(b)
  const differs = left.findIndex((character, index) => character !== right[index])
  if (differs === -1) return -1
  return (left[differs]?.codePointAt(0) ?? 0) - (right[differs]?.codePointAt(0) ?? -1)
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
  return canonicalJson(diagnostic as unknown as Json)
}
