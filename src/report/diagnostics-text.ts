import { describe } from '../diagnostic/describe.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Place } from '../diagnostic/place.ts'
import { codeFrame } from '../source/frame.ts'
import type { SourceSet } from '../source/source-set.ts'
import { visibleText } from '../source/visible.ts'

/** Findings of one code in one file that are shown with their frames; further ones are counted. */
const mostAlike = 20

/**
 * Diagnostics as a compiler prints them, in the order given, without colour: code and words, place, source line with
 * the part underlined, what to do. Nothing in it begins a line or a runner's command that a file has written.
 */
export function diagnosticsText(diagnostics: readonly Diagnostic[], sources: SourceSet): string {
  const alike = Map.groupBy(diagnostics, ({ problem, place }) => `${problem.code} ${place.file}`)
  const shown = new Set([...alike.values()].flatMap((group) => group.slice(0, mostAlike)))
  const blocks = diagnostics.filter((diagnostic) => shown.has(diagnostic)).map((one) => block(one, sources))
  return [...blocks, ...[...alike.values()].flatMap(leftOut)].map((lines) => `${lines.join('\n')}\n`).join('\n')
}

function block({ severity, problem, place, related }: Diagnostic, sources: SourceSet): readonly string[] {
  const { message, expected, help } = describe(problem)
  return [
    `${severity}[${problem.code}]: ${visibleText(message)}`,
    ...placed(place, sources),
    ...(expected === undefined ? [] : [`   = expected: ${visibleText(expected)}`]),
    ...(help === undefined ? [] : [`   = help: ${visibleText(help)}`]),
    ...(related ?? []).flatMap((other) => [`   = note: ${visibleText(other.label)}`, ...placed(other.place, sources)]),
  ]
}

function placed(place: Place, sources: SourceSet): readonly string[] {
  const position = sources.locate(place)
  const at = place.in === 'file' ? '' : `:${position.line}:${position.column}`
  const frame = place.in === 'file' ? [] : codeFrame(sources, place.file, position)
  return [`  --> ${visibleText(place.file)}${at}`, ...frame]
}

function leftOut(alike: readonly Diagnostic[]): readonly (readonly string[])[] {
  const [first] = alike
  const more = alike.length - mostAlike
  if (first === undefined || more <= 0) return []
  return [[`${first.severity}[${first.problem.code}]: … and ${more} more in ${visibleText(first.place.file)}`]]
}
