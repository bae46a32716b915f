import type { RollbackReport } from '../verdict/promotion-reports.ts'
import { terminalDocument } from './escape-terminal.ts'
import { textPhrase } from './phrase.ts'
import { plainStyle } from './style.ts'
import type { Style } from './style.ts'
import { stacked, wrapped } from './text/blocks.ts'
import { headlineBlock } from './text/headline.ts'
import { rollbackHeadline, rollbackSummary } from './words/rollback.ts'

/** What `rollback` did, for a terminal. */
export function rollbackText(report: RollbackReport, style: Style = plainStyle): string {
  const summary = rollbackSummary(report).flatMap((sentence) => wrapped(textPhrase(sentence)))
  return terminalDocument(stacked([headlineBlock(rollbackHeadline(report), style), summary]))
}
