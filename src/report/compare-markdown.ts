import type { SourceSet } from '../source/source-set.ts'
import type { CompareReport } from '../verdict/compare-report.ts'
import { emoji } from './mark.ts'
import { errorsSection } from './markdown/diagnostics.ts'
import { markdownDocument, part, unfolding } from './markdown/document.ts'
import type { Section, Sheet } from './markdown/document.ts'
import { leftOf, listSection, sentencesSection } from './markdown/lists.ts'
import { notesSection } from './markdown/notes.ts'
import { scoresSection } from './markdown/score-tables.ts'
import { slicesSection } from './markdown/slices.ts'
import { markdownPhrase } from './phrase.ts'
import { caveatSentence, compareFooter, compareHeadline, compareSummary, fileSides } from './words/compare.ts'
import { toDecide } from './words/to-decide.ts'
import { caseGroups, caseTitle, groupTitle } from './words/worst-cases.ts'

/** Two files of scores compared, for a summary or a comment, in at most `limit` UTF-16 units. */
export function compareMarkdown(report: CompareReport, sources: SourceSet, sheet: Sheet = {}): string {
  const { comparisons } = report
  const { mark, says } = compareHeadline(report)
  const sections = [
    sentencesSection(compareSummary(report)),
    errorsSection(report.diagnostics, sources),
    scoresSection(comparisons, fileSides),
    listSection('To decide:', toDecide(report), 'undecided suite'),
    listSection('Not compared:', report.caveats.map(caveatSentence), 'caveat'),
    casesSection(report),
    slicesSection(comparisons),
    notesSection(comparisons),
  ]
  const top = `### ${emoji[mark]} LLMOps: ${markdownPhrase(says)}`
  return markdownDocument({ top, sections, footer: compareFooter(report) }, sheet)
}

/** The cases that fell, a line each: what was answered is not in these files. */
function casesSection({ comparisons, changes }: CompareReport): Section {
  const groups = caseGroups(comparisons, changes)
  const total = groups.reduce((sum, group) => sum + group.total, 0)
  return ({ cases }) => {
    if (cases === 0) return part('', leftOf(total, 'case'))
    const texts = groups.map((group) => {
      const shown = group.cases.slice(0, cases * 10)
      return unfolding(
        groupTitle(group, shown.length),
        shown.map((one) => `- ${markdownPhrase(caseTitle(one))}`).join('\n'),
      )
    })
    return part(texts.join('\n\n'))
  }
}
