import type { SourceSet } from '../source/source-set.ts'
import type { CalibrateReport, Calibration } from '../verdict/calibrate-report.ts'
import { terminalDocument } from './escape-terminal.ts'
import { counted } from './numbers.ts'
import { textPhrase } from './phrase.ts'
import { plainStyle } from './style.ts'
import type { Style } from './style.ts'
import { indented, listBlock, stacked, wrapped } from './text/blocks.ts'
import type { Block } from './text/blocks.ts'
import { columns } from './text/columns.ts'
import { diagnosticsBlock } from './text/diagnostics.ts'
import { headlineBlock } from './text/headline.ts'
import {
  agreementTable,
  calibrateHeadline,
  disagreementPhrase,
  judgeSentences,
  judgeTitle,
  sheetSentences,
  unansweredPhrase,
} from './words/calibration.ts'
import { spending } from './words/spending.ts'

/** Disagreements that are shown of a judge. */
const mostDisagreements = 5

/** How far judges agree with humans, for a terminal. */
export function calibrateText(report: CalibrateReport, sources: SourceSet, style: Style = plainStyle): string {
  const blocks = [
    headlineBlock(calibrateHeadline(report), style),
    sheetSentences(report).flatMap((sentence) => wrapped(textPhrase(sentence))),
    diagnosticsBlock(report.diagnostics, sources),
    ...report.judges.flatMap((one) => judgeBlocks(one, style)),
    report.judges.length === 0 || report.dryRun ? [] : [spending(report.spent, undefined)],
  ]
  return terminalDocument(stacked(blocks))
}

function judgeBlocks(judge: Calibration, style: Style): readonly Block[] {
  const sentences = judgeSentences(judge).flatMap((sentence) => wrapped(textPhrase(sentence), '  '))
  const table = agreementTable(judge) ?? []
  const shown = judge.disagreements.slice(0, mostDisagreements)
  return [
    [style.bold(textPhrase(judgeTitle(judge))), ...sentences],
    indented(
      columns(
        table.map((row) => row.map((text) => ({ text }))),
        [false, true, true],
      ),
      4,
    ),
    indented(listBlock(disagreementsTitle(judge, shown.length), shown.map(disagreementPhrase))),
    indented(listBlock('Unanswered:', judge.unanswered.map(unansweredPhrase))),
  ]
}

function disagreementsTitle({ disagreements }: Calibration, shown: number): string {
  const all = counted(disagreements.length, 'disagreement')
  return shown < disagreements.length ? `Worst ${shown} of ${all}:` : `${all}:`
}
