import { docsAddress } from '../../diagnostic/definitions.ts'
import { describe } from '../../diagnostic/describe.ts'
import type { Diagnostic } from '../../diagnostic/diagnostic.ts'
import type { Place } from '../../diagnostic/place.ts'
import type { SourceSet } from '../../source/source-set.ts'

/** A finding with its words and where it stands. */
export function diagnosticJson({ severity, problem, place, related }: Diagnostic, sources: SourceSet): object {
  const { message, expected, help } = describe(problem)
  return {
    severity,
    code: problem.code,
    docs: docsAddress(problem.code),
    message,
    expected,
    help,
    ...locationJson(place, sources),
    related: (related ?? []).map(({ label, place: other }) => ({ label, ...locationJson(other, sources) })),
  }
}

function locationJson(place: Place, sources: SourceSet): object {
  const { line, column, endLine, endColumn } = sources.locate(place)
  return { file: place.file, line, column, endLine, endColumn }
}
