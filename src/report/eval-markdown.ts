import type { SourceSet } from '../source/source-set.ts'
import type { EvalReport } from '../verdict/reports.ts'
import { emoji } from './mark.ts'
import { errorsSection, warningsSection } from './markdown/diagnostics.ts'
import { markdownDocument } from './markdown/document.ts'
import type { Sheet } from './markdown/document.ts'
import { listSection, sentencesSection } from './markdown/lists.ts'
import { scoresSection } from './markdown/score-tables.ts'
import { worstCasesSection } from './markdown/worst-cases.ts'
import { markdownPhrase } from './phrase.ts'
import { evalFooter } from './words/footer.ts'
import { evalHeadline } from './words/headline.ts'
import { notEvaluatedSentence } from './words/not-evaluated.ts'
import { evalSummary } from './words/summary.ts'
import { toDecide } from './words/to-decide.ts'

/** The scores of one snapshot for a summary, in at most `limit` UTF-16 units. */
export function evalMarkdown(report: EvalReport, sources: SourceSet, sheet: Sheet = {}): string {
  const { mark, says } = evalHeadline(report.headline)
  const sections = [
    sentencesSection(evalSummary(report)),
    errorsSection(report.diagnostics, sources),
    scoresSection(report.comparisons),
    listSection('To decide:', toDecide(report), 'undecided suite'),
    listSection('Without a score that counts:', report.notEvaluated.map(notEvaluatedSentence), 'suite'),
    worstCasesSection(report),
    warningsSection(report.diagnostics, sources),
  ]
  const top = `### ${emoji[mark]} LLMOps: ${markdownPhrase(says)}`
  return markdownDocument({ top, sections, footer: evalFooter(report) }, sheet)
}
