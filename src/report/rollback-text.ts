import type { RollbackReport } from '../verdict/promotion-reports.ts'
import { terminalDocument } from './escape-terminal.ts'
import { plainStyle, type Style } from './style.ts'
import { headlineBlock } from './text/headline.ts'
import { rollbackLine } from './words/promotion.ts'

/** What `rollback` did, for a terminal. */
export function rollbackText(report: RollbackReport, style: Style = plainStyle): string {
  return terminalDocument(headlineBlock(rollbackLine(report), style))
}
