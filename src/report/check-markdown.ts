import type { SourceSet } from '../source/source-set.ts'
import type { CheckReport } from '../verdict/reports.ts'
import { changedSection } from './markdown/changed.ts'
import { errorsSection, warningsSection } from './markdown/diagnostics.ts'
import { markdownDocument } from './markdown/document.ts'
import type { Sheet } from './markdown/document.ts'
import { listSection, sentencesSection } from './markdown/lists.ts'
import { checkMarker } from './markdown/marker.ts'
import { notesSection } from './markdown/notes.ts'
import { scoresSection } from './markdown/score-tables.ts'
import { slicesSection } from './markdown/slices.ts'
import { titleOf } from './markdown/title.ts'
import { worstCasesSection } from './markdown/worst-cases.ts'
import { policyChanges } from './words/changes.ts'
import { checkFooter } from './words/footer.ts'
import { checkHeadline } from './words/headline.ts'
import { notEvaluatedSentence } from './words/not-evaluated.ts'
import { summary } from './words/summary.ts'
import { toDecide } from './words/to-decide.ts'

/**
 * The comment of a pull request: marker, headline, scores, what changed, the worst cases. At most `limit` UTF-16 units:
 * it gives up details in the order of `lessAndLess` and says which.
 */
export function checkMarkdown(report: CheckReport, sources: SourceSet, sheet: Sheet = {}): string {
  const { comparisons, diagnostics, plan } = report
  const scores = scoresSection(comparisons)
  const missing = listSection('Without a score that counts:', report.notEvaluated.map(notEvaluatedSentence), 'suite')
  const sections = [
    sentencesSection(summary(report)),
    errorsSection(diagnostics, sources),
    ...(report.headline.state === 'incomplete' ? [missing, scores] : [scores, missing]),
    listSection('To decide:', toDecide(report), 'undecided suite'),
    ...(plan === undefined ? [] : [changedSection(plan.changes)]),
    listSection('Holds only after the merge:', policyChanges(plan), 'policy change'),
    worstCasesSection(report),
    slicesSection(comparisons),
    notesSection(comparisons),
    warningsSection(diagnostics, sources),
  ]
  const { mark, says } = checkHeadline(report)
  const top = titleOf(mark, report.project.folder, says)
  const marker = checkMarker(report.project.folder)
  return markdownDocument({ top, sections, footer: checkFooter(report) }, { marker, ...sheet })
}
