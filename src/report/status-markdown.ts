import type { SourceSet } from '../source/source-set.ts'
import type { StatusReport } from '../verdict/promotion-reports.ts'
import { tableRow } from './escape-markdown.ts'
import { emoji } from './mark.ts'
import { errorsSection, warningsSection } from './markdown/diagnostics.ts'
import { markdownDocument, part } from './markdown/document.ts'
import type { Section, Sheet } from './markdown/document.ts'
import { leftOf } from './markdown/lists.ts'
import { markdownPhrase } from './phrase.ts'
import { withoutNotes } from './words/finding-counts.ts'
import { statusFooter, statusHeadline, statusRows } from './words/status.ts'
import type { StatusRow } from './words/status.ts'

/** What every target holds, as a table for a summary. At most `limit` UTF-16 units. */
export function statusMarkdown(report: StatusReport, sources: SourceSet, sheet: Sheet = {}): string {
  const { mark, says } = statusHeadline(report)
  const diagnostics = withoutNotes(report.diagnostics)
  const sections = [
    errorsSection(diagnostics, sources),
    targetsSection(statusRows(report)),
    warningsSection(diagnostics, sources),
  ]
  const top = ['###', emoji[mark], 'LLMOps status:', markdownPhrase(says)].filter((word) => word !== '').join(' ')
  return markdownDocument({ top, sections, footer: statusFooter(report) }, sheet)
}

function targetsSection(rows: readonly StatusRow[]): Section {
  return ({ items }) => {
    const shown = rows.slice(0, items).map(rowText)
    const head = [tableRow(['target', 'holds', 'for', '']), '|---|---|---|---|']
    return part(shown.length === 0 ? '' : [...head, ...shown].join('\n'), leftOf(rows.length - shown.length, 'target'))
  }
}

function rowText({ mark, target, holds, since, details }: StatusRow): string {
  const words = details.map(markdownPhrase).join('<br>')
  return tableRow([markdownPhrase(target), markdownPhrase(holds), since, `${emoji[mark]} ${words}`.trim()])
}
