import type { SourceSet } from '../source/source-set.ts'
import type { CompareReport } from '../verdict/compare-report.ts'
import { terminalDocument } from './escape-terminal.ts'
import { textPhrase } from './phrase.ts'
import { plainStyle } from './style.ts'
import type { Style } from './style.ts'
import { listBlock, stacked, wrapped } from './text/blocks.ts'
import { diagnosticsBlock } from './text/diagnostics.ts'
import { headlineBlock } from './text/headline.ts'
import { scoreBlocks } from './text/score-tables.ts'
import { sliceBlocks } from './text/slices.ts'
import { caveatSentence, compareFooter, compareHeadline, compareSummary, fileSides } from './words/compare.ts'
import { notes } from './words/notes.ts'
import { toDecide } from './words/to-decide.ts'
import { caseGroups, caseTitle, groupTitle } from './words/worst-cases.ts'

/** Cases of a group that are named. */
const mostCases = 10

/** Two files of scores compared, for a terminal, in the order of a check. */
export function compareText(report: CompareReport, sources: SourceSet, style: Style = plainStyle): string {
  const { comparisons } = report
  const worst = caseGroups(comparisons, report.changes).map((group) => {
    const shown = group.cases.slice(0, mostCases)
    return [
      style.bold(textPhrase(groupTitle(group, shown.length))),
      ...shown.map((one) => `  ${textPhrase(caseTitle(one))}`),
    ]
  })
  const blocks = [
    headlineBlock(compareHeadline(report), style),
    compareSummary(report).flatMap((sentence) => wrapped(textPhrase(sentence))),
    diagnosticsBlock(report.diagnostics, sources),
    ...scoreBlocks(comparisons, style, fileSides),
    listBlock('To decide:', toDecide(report)),
    listBlock('Not compared:', report.caveats.map(caveatSentence)),
    ...worst,
    ...sliceBlocks(comparisons, style),
    listBlock('About the numbers:', notes(comparisons)),
    compareFooter(report).map(textPhrase),
  ]
  return terminalDocument(stacked(blocks))
}
