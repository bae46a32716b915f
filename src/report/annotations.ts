import { describe } from '../diagnostic/describe.ts'
import type { Diagnostic, Severity } from '../diagnostic/diagnostic.ts'
import type { Place } from '../diagnostic/place.ts'
import { excerpt } from '../evaluation/excerpt.ts'
import type { Annotation } from '../publishing/forge.ts'
import type { SourceSet } from '../source/source-set.ts'
import { visibleText } from '../source/visible.ts'
import { withoutSecrets } from './redact.ts'

/** A runner cuts a message at 4,096 characters. */
const longestMessage = 4_000

const levels: Readonly<Record<Severity, Annotation['level']>> = { error: 'error', warning: 'warning', note: 'notice' }

/** Diagnostics at their lines, in the order given: the code as title, the words without the frame as message. */
export function annotationsOf(
  diagnostics: readonly Diagnostic[],
  sources: SourceSet,
  secrets: readonly string[] = [],
): readonly Annotation[] {
  return diagnostics.map((diagnostic) => {
    const safe = withoutSecrets(diagnostic, secrets)
    return {
      level: levels[diagnostic.severity],
      file: safe.place.file,
      ...rangeOf(diagnostic.place, sources),
      title: diagnostic.problem.code,
      message: excerpt(messageOf(safe, sources), longestMessage),
    }
  })
}

/** Code hosts take columns only within one line. A range that ends before the first character of a line ends above it. */
function rangeOf(place: Place, sources: SourceSet): Pick<Annotation, 'line' | 'endLine' | 'column' | 'endColumn'> {
  const { line, column, endLine, endColumn } = sources.locate(place)
  const last = endColumn === 1 ? Math.max(line, endLine - 1) : endLine
  return place.in === 'file' || last !== endLine || line !== endLine
    ? { line, endLine: last }
    : { line, endLine, column, endColumn }
}

function messageOf({ problem, related }: Diagnostic, sources: SourceSet): string {
  const { message, expected, help } = describe(problem)
  const notes = (related ?? []).map(({ label, place }) => `note: ${label}, ${whereOf(place, sources)}`)
  const lines = [
    message,
    ...(expected === undefined ? [] : [`expected: ${expected}`]),
    ...(help === undefined ? [] : [`help: ${help}`]),
    ...notes,
  ]
  return lines.map(visibleText).join('\n')
}

function whereOf(place: Place, sources: SourceSet): string {
  if (place.in === 'file') return place.file
  const { line, column } = sources.locate(place)
  return `${place.file}:${line}:${column}`
}
