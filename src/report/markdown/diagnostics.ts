import { describe } from '../../diagnostic/describe.ts'
import type { Diagnostic } from '../../diagnostic/diagnostic.ts'
import type { Place } from '../../diagnostic/place.ts'
import type { SourceSet } from '../../source/source-set.ts'
import { markdownCode, markdownProse, tableRow } from '../escape-markdown.ts'
import { findingCounts } from '../words/finding-counts.ts'
import { part, unfolding } from './document.ts'
import type { Section } from './document.ts'
import { leftOf } from './lists.ts'

/** Errors as a table: where, what, and what to do. */
export function errorsSection(diagnostics: readonly Diagnostic[], sources: SourceSet): Section {
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  return ({ items }) => {
    const shown = errors.slice(0, items)
    const rows = shown.map((error) => tableRow([whereText(error.place, sources), whatText(error, sources)]))
    const text = rows.length === 0 ? '' : [tableRow(['where', 'error']), '|---|---|', ...rows].join('\n')
    return part(text, leftOf(errors.length - shown.length, 'error'))
  }
}

/** Warnings and notes, folded, a line each. */
export function warningsSection(diagnostics: readonly Diagnostic[], sources: SourceSet): Section {
  const found = diagnostics.filter(({ severity }) => severity !== 'error')
  return ({ items }) => {
    const shown = found.slice(0, items)
    const lines = shown.map((one) => `- ${whereText(one.place, sources)} ${whatText(one, sources)}`)
    const text = lines.length === 0 ? '' : unfolding([findingCounts(found)], lines.join('\n'))
    return part(text, leftOf(found.length - shown.length, 'warning'))
  }
}

function whereText(place: Place, sources: SourceSet): string {
  const { line, column } = sources.locate(place)
  return markdownCode(place.in === 'file' ? place.file : `${place.file}:${line}:${column}`, 160)
}

function whatText({ problem, related }: Diagnostic, sources: SourceSet): string {
  const { message, expected, help } = describe(problem)
  const others = (related ?? []).map(({ label, place }) => `${markdownProse(label)}: ${whereText(place, sources)}`)
  const wanted = expected === undefined ? [] : [`expected ${markdownProse(expected)}`]
  const advice = help === undefined ? [] : [markdownProse(help)]
  return [markdownProse(message), ...wanted, ...advice, ...others].join('<br>')
}
