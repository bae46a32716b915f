import type { SourceSet } from '../source/source-set.ts'
import type { ValidateReport } from '../verdict/reports.ts'
import { terminalDocument } from './escape-terminal.ts'
import { plainStyle } from './style.ts'
import type { Style } from './style.ts'
import { stacked } from './text/blocks.ts'
import { diagnosticsBlock } from './text/diagnostics.ts'
import { headlineBlock } from './text/headline.ts'
import { validateHeadline } from './words/validate-headline.ts'

/** The findings with their frames, and in one line what they come to. */
export function validateText(report: ValidateReport, sources: SourceSet, style: Style = plainStyle): string {
  const headline = headlineBlock(validateHeadline(report), style)
  return terminalDocument(stacked([diagnosticsBlock(report.diagnostics, sources), headline]))
}
