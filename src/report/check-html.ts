import type { SourceSet } from '../source/source-set.ts'
import type { CheckReport } from '../verdict/reports.ts'
import { casesData } from './html/cases-data.ts'
import { changesView } from './html/changes-view.ts'
import { htmlDocument } from './html/document.ts'
import { findingsView } from './html/findings-view.ts'
import { listView } from './html/list-view.ts'
import type { PageData } from './html/page-data.ts'
import { phraseView } from './html/phrase-view.ts'
import { pageTop } from './html/page-top.ts'
import { costsView, scoreTablesView, slicesView } from './html/scores-view.ts'
import { policyChanges } from './words/changes.ts'
import { checkFooter } from './words/footer.ts'
import { checkHeadline } from './words/headline.ts'
import { notEvaluatedSentence } from './words/not-evaluated.ts'
import { notes } from './words/notes.ts'
import { snapshotSides } from './words/score-tables.ts'
import { unmovedSlices } from './words/slice-rows.ts'
import { snapshots } from './words/snapshots.ts'
import { summary } from './words/summary.ts'
import { toDecide } from './words/to-decide.ts'

/** The whole result of a check as one page: what the comment says, and every case. */
export function checkHtml(report: CheckReport, sources: SourceSet, secrets: readonly string[] = []): string {
  const { comparisons } = report
  const missing = listView('Without a score that counts', report.notEvaluated.map(notEvaluatedSentence))
  const isIncomplete = report.headline.state === 'incomplete'
  const page: PageData = {
    ...pageTop(checkHeadline(report), report.project, snapshots(report.head, report.base)),
    compared: comparisons.some(({ expense }) => expense.base !== undefined),
    sides: snapshotSides,
    casesNote: '',
    sentences: summary(report).map(phraseView),
    first: isIncomplete ? missing : [],
    tables: scoreTablesView(comparisons),
    lists: [
      ...listView('To decide', toDecide(report)),
      ...(isIncomplete ? [] : missing),
      ...listView('Holds only after the merge', policyChanges(report.plan)),
      ...listView('About the numbers', notes(comparisons)),
    ],
    changes: changesView(report.plan?.changes),
    slices: slicesView(comparisons),
    slicesNote: phraseView(unmovedSlices(comparisons)),
    ...findingsView(report.diagnostics, sources),
    costs: costsView(comparisons),
    facts: checkFooter(report).map(phraseView),
  }
  return htmlDocument(page, casesData(report.cases, secrets))
}
