import { describe } from '../../diagnostic/describe.ts'
import type { Diagnostic } from '../../diagnostic/diagnostic.ts'
import type { Place } from '../../diagnostic/place.ts'
import type { SourceSet } from '../../source/source-set.ts'
import { markdownCode, markdownProse, tableRow } from '../escape-markdown.ts'
import { counted } from '../numbers.ts'
import { findingCounts } from '../words/finding-counts.ts'
import { details, part } from './detail.ts'
import type { Detail, Part } from './detail.ts'

/** Errors as a table: where, what, and what to do. */
export function errorsPart(diagnostics: readonly Diagnostic[], sources: SourceSet, detail: Detail): Part {
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  const shown = errors.slice(0, detail.items)
  const leftOut = errors.length === shown.length ? [] : [counted(errors.length - shown.length, 'error')]
  if (shown.length === 0) return part('', leftOut)
  const rows = shown.map((error) => tableRow([whereText(error.place, sources), whatText(error, sources)]))
  return part([tableRow(['where', 'error']), '|---|---|', ...rows].join('\n'), leftOut)
}

/** Warnings and notes, folded, a line each. */
export function warningsPart(diagnostics: readonly Diagnostic[], sources: SourceSet, detail: Detail): Part {
  const found = diagnostics.filter(({ severity }) => severity !== 'error')
  const shown = found.slice(0, detail.items)
  const leftOut = found.length === shown.length ? [] : [counted(found.length - shown.length, 'warning')]
  if (shown.length === 0) return part('', leftOut)
  const lines = shown.map((one) => `- ${whereText(one.place, sources)} ${whatText(one, sources)}`)
  return part(details([findingCounts(found)], lines.join('\n')), leftOut)
}

function whereText(place: Place, sources: SourceSet): string {
  const { line, column } = sources.locate(place)
  return markdownCode(`${place.file}:${line}:${column}`, 160)
}

function whatText({ problem, related }: Diagnostic, sources: SourceSet): string {
  const { message, expected, help } = describe(problem)
  const others = (related ?? []).map(({ label, place }) => `${markdownProse(label)}: ${whereText(place, sources)}`)
  const wanted = expected === undefined ? [] : [`expected ${markdownProse(expected)}`]
  return [markdownProse(message), ...wanted, ...(help === undefined ? [] : [markdownProse(help)]), ...others].join(
    '<br>',
  )
}
