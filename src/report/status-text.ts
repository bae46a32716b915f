import type { SourceSet } from '../source/source-set.ts'
import type { StatusReport, TargetStatus } from '../verdict/promotion-reports.ts'
import { terminalDocument } from './escape-terminal.ts'
import { name, textPhrase } from './phrase.ts'
import { plainStyle, type Style } from './style.ts'
import { type Block, stacked, wrapped } from './text/blocks.ts'
import { diagnosticsBlock } from './text/diagnostics.ts'
import { headlineBlock } from './text/headline.ts'
import { shortCommit } from './words/digest.ts'
import { statusDetails, statusLine } from './words/status.ts'

/** What every target holds, for a terminal. */
export function statusText(report: StatusReport, sources: SourceSet, style: Style = plainStyle): string {
  const { targets, ledger, diagnostics } = report
  const at = ledger.commit === undefined ? 'nothing recorded yet' : `at ${shortCommit(ledger.commit)}`
  const blocks = [
    diagnosticsBlock(diagnostics, sources),
    targets.length === 0 ? ['No DeploymentTarget is declared, and none was ever delivered to.'] : [],
    ...targets.map((target) => targetBlock(target, style)),
    [textPhrase(['ledger ', name(ledger.branch), ` ${at}`])],
  ]
  return terminalDocument(stacked(blocks))
}

function targetBlock(target: TargetStatus, style: Style): Block {
  const details = statusDetails(target).flatMap((detail) => wrapped(textPhrase(detail), '    '))
  return [...headlineBlock(statusLine(target), style), ...details]
}
