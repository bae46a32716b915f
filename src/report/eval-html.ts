import type { SourceSet } from '../source/source-set.ts'
import type { EvalReport } from '../verdict/reports.ts'
import { casesData } from './html/cases-data.ts'
import { htmlDocument } from './html/document.ts'
import { findingsView } from './html/findings-view.ts'
import { listView } from './html/list-view.ts'
import type { PageData } from './html/page-data.ts'
import { pageTop } from './html/page-top.ts'
import { phraseView } from './html/phrase-view.ts'
import { costsView, scoreTablesView } from './html/scores-view.ts'
import { evalFooter } from './words/footer.ts'
import { evalHeadline } from './words/headline.ts'
import { notEvaluatedSentence } from './words/not-evaluated.ts'
import { notes } from './words/notes.ts'
import { snapshotSides } from './words/score-tables.ts'
import { snapshots } from './words/snapshots.ts'
import { evalSummary } from './words/summary.ts'
import { toDecide } from './words/to-decide.ts'

/** The whole result of an evaluation of one snapshot as one page. */
export function evalHtml(report: EvalReport, sources: SourceSet, secrets: readonly string[] = []): string {
  const { comparisons } = report
  const missing = listView('Without a score that counts', report.notEvaluated.map(notEvaluatedSentence))
  const isIncomplete = report.headline.state === 'incomplete'
  const page: PageData = {
    ...pageTop(evalHeadline(report), report.project, snapshots(report.snapshot)),
    compared: false,
    sides: snapshotSides,
    casesNote: '',
    sentences: evalSummary(report).map(phraseView),
    first: isIncomplete ? missing : [],
    tables: scoreTablesView(comparisons),
    lists: [
      ...listView('To decide', toDecide(report)),
      ...(isIncomplete ? [] : missing),
      ...listView('About the numbers', notes(comparisons)),
    ],
    changes: [],
    slices: [],
    slicesNote: [],
    ...findingsView(report.diagnostics, sources),
    costs: costsView(comparisons),
    facts: evalFooter(report).map(phraseView),
  }
  return htmlDocument(page, casesData(report.cases, secrets))
}
