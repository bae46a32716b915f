import { describe } from '../../diagnostic/describe.ts'
import type { Diagnostic, Severity } from '../../diagnostic/diagnostic.ts'
import type { Place } from '../../diagnostic/place.ts'
import type { SourceSet } from '../../source/source-set.ts'

/** What is found at a place: a diagnostic, or a gate that fails. */
export interface Finding {
  readonly ruleId: string
  readonly level: Severity
  /** Plain text. */
  readonly message: string
  readonly place: Place
  readonly related?: NonNullable<Diagnostic['related']>
  /** Why a line of the source ignores it, if one does. */
  readonly ignoredBecause?: string
  /** Tells it from others of its rule at the same line; absent where their order does. */
  readonly about?: readonly string[]
}

export function findingOf(diagnostic: Diagnostic, ignoredBecause?: string): Finding {
  const { severity, problem, place, related } = diagnostic
  return {
    ruleId: problem.code,
    level: severity,
    message: messageOf(diagnostic),
    place,
    ...(related !== undefined && { related }),
    ...(ignoredBecause !== undefined && { ignoredBecause }),
  }
}

interface Context {
  readonly fingerprint: string
  readonly ruleIndex: number
  readonly sources: SourceSet
}

/** A `result` object (SARIF 2.1.0, section 3.27). */
export function resultOf(
  { ruleId, level, message, place, related, ignoredBecause }: Finding,
  { fingerprint, ruleIndex, sources }: Context,
): object {
  return {
    ruleId,
    ruleIndex,
    level,
    message: { text: textOf(message) },
    locations: [{ physicalLocation: physicalLocation(place, sources) }],
    ...(related !== undefined && {
      relatedLocations: related.map(({ label, place: other }, id) => ({
        id,
        message: { text: textOf(label) },
        physicalLocation: physicalLocation(other, sources),
      })),
    }),
    partialFingerprints: { 'llmopsFinding/v1': fingerprint },
    suppressions: ignoredBecause === undefined ? [] : [{ kind: 'inSource', justification: textOf(ignoredBecause) }],
  }
}

/** Found, expected and what to do, as one text: readers show nothing else beside the line. */
function messageOf({ problem }: Diagnostic): string {
  const { message, expected, help } = describe(problem)
  const parts = [
    message,
    ...(expected === undefined ? [] : [`expected: ${expected}`]),
    ...(help === undefined ? [] : [help]),
  ]
  return parts.join('; ')
}

function physicalLocation(place: Place, sources: SourceSet): object {
  const artifactLocation = { uri: uriOf(place.file) }
  if (place.in === 'file') return { artifactLocation }
  const { line, column, endLine, endColumn } = sources.locate(place)
  return { artifactLocation, region: { startLine: line, startColumn: column, endLine, endColumn } }
}

/** Readers make links of `[…](…)`, and nothing that a file says is one of ours. */
function textOf(text: string): string {
  return text.replaceAll('](', '] (')
}

/** A path in the repository as a relative URI reference. */
function uriOf(path: string): string {
  return path.toWellFormed().split('/').map(encodeURIComponent).join('/')
}
