import type { SourceSet } from '../source/source-set.ts'
import type { CheckReport } from '../verdict/reports.ts'

import { terminalDocument } from './escape-terminal.ts'
import { textPhrase } from './phrase.ts'
import { plainStyle } from './style.ts'
import type { Style } from './style.ts'
import { listBlock, stacked, wrapped } from './text/blocks.ts'
import { changedBlocks } from './text/changed.ts'
import { diagnosticsBlock } from './text/diagnostics.ts'
import { headlineBlock } from './text/headline.ts'
import { scoreBlocks } from './text/score-tables.ts'
import { sliceBlocks } from './text/slices.ts'
import { worstCaseBlocks } from './text/worst-cases.ts'
import { policyChanges } from './words/changes.ts'
import { checkFooter } from './words/footer.ts'
import { checkHeadline } from './words/headline.ts'
import { notEvaluatedSentence } from './words/not-evaluated.ts'
import { notes } from './words/notes.ts'
import { summary } from './words/summary.ts'
import { toDecide } from './words/to-decide.ts'

/** The result of a check for a terminal, in the order of the comment. */
export function checkText(report: CheckReport, sources: SourceSet, style: Style = plainStyle): string {
  const { comparisons, plan } = report
  const blocks = [
    headlineBlock(checkHeadline(report), style),
    summary(report).flatMap((sentence) => wrapped(textPhrase(sentence))),
    diagnosticsBlock(report.diagnostics, sources),
    ...scoreBlocks(comparisons, style),
    listBlock('To decide:', toDecide(report)),
    listBlock('Without a score that counts:', report.notEvaluated.map(notEvaluatedSentence)),
    ...(plan === undefined ? [] : changedBlocks(plan.changes, style)),
    listBlock('Holds only after the merge:', policyChanges(plan)),
    ...worstCaseBlocks(report, style),
    ...sliceBlocks(comparisons, style),
    listBlock('About the numbers:', notes(comparisons)),
    checkFooter(report).map(textPhrase),
  ]
  return terminalDocument(stacked(blocks))
}
