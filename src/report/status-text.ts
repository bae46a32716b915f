import type { SourceSet } from '../source/source-set.ts'
import type { StatusReport } from '../verdict/promotion-reports.ts'
import { terminalDocument } from './escape-terminal.ts'
import { textPhrase } from './phrase.ts'
import { plainStyle } from './style.ts'
import type { Style } from './style.ts'
import { stacked, wrapped } from './text/blocks.ts'
import type { Block } from './text/blocks.ts'
import { diagnosticsBlock } from './text/diagnostics.ts'
import { headlineBlock } from './text/headline.ts'
import { withoutNotes } from './words/finding-counts.ts'
import { statusFooter, statusHeadline, statusRows } from './words/status.ts'
import type { StatusRow } from './words/status.ts'

/** What every target holds, for a terminal; what it comes to stands last. */
export function statusText(report: StatusReport, sources: SourceSet, style: Style = plainStyle): string {
  const blocks = [
    diagnosticsBlock(withoutNotes(report.diagnostics), sources),
    ...statusRows(report).map((row) => rowBlock(row, style)),
    statusFooter(report).map(textPhrase),
    headlineBlock(statusHeadline(report), style),
  ]
  return terminalDocument(stacked(blocks))
}

function rowBlock({ mark, target, holds, since, details }: StatusRow, style: Style): Block {
  const says = [...target, ': ', ...holds, since === '' ? '' : `, for ${since}`]
  return [...headlineBlock({ mark, says }, style), ...details.flatMap((one) => wrapped(textPhrase(one), '    '))]
}
