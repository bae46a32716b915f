import type { SourceSet } from '../source/source-set.ts'
import type { EvalReport } from '../verdict/reports.ts'
import { errorsSection, warningsSection } from './markdown/diagnostics.ts'
import { markdownDocument } from './markdown/document.ts'
import type { Sheet } from './markdown/document.ts'
import { listSection, sentencesSection } from './markdown/lists.ts'
import { notesSection } from './markdown/notes.ts'
import { scoresSection } from './markdown/score-tables.ts'
import { titleOf } from './markdown/title.ts'
import { worstCasesSection } from './markdown/worst-cases.ts'
import { evalFooter } from './words/footer.ts'
import { evalHeadline } from './words/headline.ts'
import { notEvaluatedSentence } from './words/not-evaluated.ts'
import { evalSummary } from './words/summary.ts'
import { toDecide } from './words/to-decide.ts'

/** The scores of one snapshot for a summary, in at most `limit` UTF-16 units. */
export function evalMarkdown(report: EvalReport, sources: SourceSet, sheet: Sheet = {}): string {
  const { mark, says } = evalHeadline(report)
  const sections = [
    sentencesSection(evalSummary(report)),
    errorsSection(report.diagnostics, sources),
    scoresSection(report.comparisons),
    listSection('To decide:', toDecide(report), 'undecided suite'),
    listSection('Without a score that counts:', report.notEvaluated.map(notEvaluatedSentence), 'suite'),
    worstCasesSection(report),
    notesSection(report.comparisons),
    warningsSection(report.diagnostics, sources),
  ]
  const top = titleOf(mark, report.project.folder, says)
  return markdownDocument({ top, sections, footer: evalFooter(report) }, sheet)
}
