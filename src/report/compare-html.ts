import type { SourceSet } from '../source/source-set.ts'
import type { CompareReport } from '../verdict/compare-report.ts'
import { comparedCasesData } from './html/compared-cases.ts'
import { htmlDocument } from './html/document.ts'
import { findingsView } from './html/findings-view.ts'
import { listView } from './html/list-view.ts'
import type { PageData } from './html/page-data.ts'
import { pageTop } from './html/page-top.ts'
import { phraseView } from './html/phrase-view.ts'
import { costsView, scoreTablesView, slicesView } from './html/scores-view.ts'
import {
  caveatSentence,
  compareFooter,
  compareHeadline,
  compareSummary,
  comparedFiles,
  fileSides,
} from './words/compare.ts'
import { notes } from './words/notes.ts'
import { unmovedSlices } from './words/slice-rows.ts'
import { toDecide } from './words/to-decide.ts'

const scoresOnly = 'These files hold scores, not what was asked and answered.'

/** Two files of scores compared, as one page: every case with its scores in both. */
export function compareHtml(report: CompareReport, sources: SourceSet): string {
  const { comparisons } = report
  const page: PageData = {
    ...pageTop(compareHeadline(report), { name: undefined, folder: '' }, comparedFiles(report)),
    compared: true,
    sides: fileSides,
    casesNote: scoresOnly,
    sentences: compareSummary(report).map(phraseView),
    first: [],
    tables: scoreTablesView(comparisons),
    lists: [
      ...listView('To decide', toDecide(report)),
      ...listView('Not compared', report.caveats.map(caveatSentence)),
      ...listView('About the numbers', [...notes(comparisons), [scoresOnly]]),
    ],
    changes: [],
    slices: slicesView(comparisons),
    slicesNote: phraseView(unmovedSlices(comparisons)),
    ...findingsView(report.diagnostics, sources),
    costs: costsView(comparisons),
    facts: compareFooter(report).map(phraseView),
  }
  return htmlDocument(page, comparedCasesData(report.scores))
}
