import type { SourceSet } from '../source/source-set.ts'
import type { EvalReport } from '../verdict/reports.ts'
import { terminalDocument } from './escape-terminal.ts'
import { textPhrase } from './phrase.ts'
import { plainStyle } from './style.ts'
import type { Style } from './style.ts'
import { listBlock, stacked, wrapped } from './text/blocks.ts'
import { diagnosticsBlock } from './text/diagnostics.ts'
import { headlineBlock } from './text/headline.ts'
import { scoreBlocks } from './text/score-tables.ts'
import { worstCaseBlocks } from './text/worst-cases.ts'
import { evalFooter } from './words/footer.ts'
import { evalHeadline } from './words/headline.ts'
import { notEvaluatedSentence } from './words/not-evaluated.ts'
import { notes } from './words/notes.ts'
import { evalSummary } from './words/summary.ts'
import { toDecide } from './words/to-decide.ts'

/** The scores of one snapshot for a terminal. */
export function evalText(report: EvalReport, sources: SourceSet, style: Style = plainStyle): string {
  const blocks = [
    headlineBlock(evalHeadline(report), style),
    evalSummary(report).flatMap((sentence) => wrapped(textPhrase(sentence))),
    diagnosticsBlock(report.diagnostics, sources),
    ...scoreBlocks(report.comparisons, style),
    listBlock('To decide:', toDecide(report)),
    listBlock('Without a score that counts:', report.notEvaluated.map(notEvaluatedSentence)),
    ...worstCaseBlocks(report, style),
    listBlock('About the numbers:', notes(report.comparisons)),
    evalFooter(report).map(textPhrase),
  ]
  return terminalDocument(stacked(blocks))
}
