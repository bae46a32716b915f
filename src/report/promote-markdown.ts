import type { SourceSet } from '../source/source-set.ts'
import type { PromoteReport, TargetPromotion } from '../verdict/promotion-reports.ts'
import { tableRow } from './escape-markdown.ts'
import { emoji } from './mark.ts'
import { errorsSection, warningsSection } from './markdown/diagnostics.ts'
import { joined, markdownDocument, part, unfolding } from './markdown/document.ts'
import type { Section, Sheet } from './markdown/document.ts'
import { leftOf, listSection } from './markdown/lists.ts'
import { scoresSection } from './markdown/score-tables.ts'
import { markdownPhrase, name } from './phrase.ts'
import type { Phrase } from './phrase.ts'
import { withoutNotes } from './words/finding-counts.ts'
import { notEvaluatedSentence } from './words/not-evaluated.ts'
import { promoteFooter, promoteHeadline } from './words/promote-headline.ts'
import {
  artifactOf,
  evidenceLine,
  fateOf,
  promotionSides,
  recoveredLine,
  stepLines,
  stoppedToDecide,
  unreadMeasureLine,
} from './words/promotion.ts'

/** What `promote` did, for a summary: a table of the targets, and the scores of each. At most `limit` UTF-16 units. */
export function promoteMarkdown(report: PromoteReport, sources: SourceSet, sheet: Sheet = {}): string {
  const { mark, says } = promoteHeadline(report)
  const diagnostics = withoutNotes(report.diagnostics)
  const sections = [
    errorsSection(diagnostics, sources),
    listSection('Delivered first:', report.recovered.map(recoveredLine), 'earlier promotion'),
    targetsSection(report.targets),
    ...report.targets.map(detailsSection),
    warningsSection(diagnostics, sources),
  ]
  const { folder } = report.project
  const title: Phrase = ['LLMOps promote', ...(folder === '' ? [] : [' ', name(folder)]), ': ', ...says]
  const top = ['###', emoji[mark], markdownPhrase(title)].filter((word) => word !== '').join(' ')
  return markdownDocument({ top, sections, footer: promoteFooter(report) }, sheet)
}

function targetsSection(targets: readonly TargetPromotion[]): Section {
  return ({ items }) => {
    const shown = targets.slice(0, items).map(targetRow)
    const head = [tableRow(['target', 'artifact', '']), '|---|---|---|']
    return part(
      shown.length === 0 ? '' : [...head, ...shown].join('\n'),
      leftOf(targets.length - shown.length, 'target'),
    )
  }
}

function targetRow(promotion: TargetPromotion): string {
  const { mark, says } = fateOf(promotion)
  const fate = `${emoji[mark]} ${markdownPhrase(says)}`.trim()
  return tableRow([markdownPhrase([name(promotion.target)]), markdownPhrase(artifactOf(promotion)), fate])
}

/** What it rests on: to be unfolded where it was promoted. */
function detailsSection(promotion: TargetPromotion): Section {
  const { target, outcome, comparisons, notEvaluated } = promotion
  const grounds = [evidenceLine(promotion), unreadMeasureLine(promotion)].filter((line) => line.length > 0)
  const sections = [
    listSection('Steps:', stepLines(promotion), 'step'),
    scoresSection(comparisons, promotionSides),
    listSection('To decide:', stoppedToDecide(promotion), 'undecided suite'),
    listSection('Without a score that counts:', notEvaluated.map(notEvaluatedSentence), 'suite'),
    () => part(grounds.map(markdownPhrase).join('  \n')),
  ]
  return (detail) => {
    const { text, leftOut } = joined(sections.map((section) => section(detail)))
    if (text === '') return part('', leftOut)
    if (outcome.kind === 'promoted') return part(unfolding(['Scores for ', name(target)], text), leftOut)
    return part(`**${markdownPhrase([name(target)])}**\n\n${text}`, leftOut)
  }
}
