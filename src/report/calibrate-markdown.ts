import type { SourceSet } from '../source/source-set.ts'
import type { CalibrateReport, Calibration } from '../verdict/calibrate-report.ts'
import { tableRow } from './escape-markdown.ts'
import { emoji } from './mark.ts'
import { errorsSection } from './markdown/diagnostics.ts'
import { joined, markdownDocument, part } from './markdown/document.ts'
import type { Section, Sheet } from './markdown/document.ts'
import { listSection, sentencesSection } from './markdown/lists.ts'
import { markdownPhrase } from './phrase.ts'
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

/** How far judges agree with humans, for a summary or a comment, in at most `limit` UTF-16 units. */
export function calibrateMarkdown(report: CalibrateReport, sources: SourceSet, sheet: Sheet = {}): string {
  const { judges, diagnostics, dryRun, spent } = report
  const { mark, says } = calibrateHeadline(report)
  const sections = [
    sentencesSection(sheetSentences(report)),
    errorsSection(diagnostics, sources),
    ...judges.map(judgeSection),
  ]
  const footer = judges.length === 0 || dryRun ? [] : [[spending(spent, undefined)]]
  const top = `### ${emoji[mark]} LLMOps: ${markdownPhrase(says)}`
  return markdownDocument({ top, sections, footer }, sheet)
}

function judgeSection(judge: Calibration): Section {
  const sentences = judgeSentences(judge).map(markdownPhrase).join(' ')
  const title = part(`**${markdownPhrase(judgeTitle(judge))}**\n\n${sentences}`)
  const disagreements = listSection('Worst disagreements:', judge.disagreements.map(disagreementPhrase), 'disagreement')
  const unanswered = listSection('Unanswered:', judge.unanswered.map(unansweredPhrase), 'reason')
  return (detail) => joined([title, part(tableText(judge)), disagreements(detail), unanswered(detail)])
}

function tableText(judge: Calibration): string {
  const [head, ...rows] = agreementTable(judge) ?? []
  return head === undefined ? '' : [tableRow(head), '|---|--:|--:|', ...rows.map((row) => tableRow(row))].join('\n')
}
