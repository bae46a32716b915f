import type { CaseDifference, CheckReport } from '../../verdict/reports.ts'
import { markdownCode } from '../escape-markdown.ts'
import { counted } from '../numbers.ts'
import { markdownPhrase } from '../phrase.ts'
import { openUntrusted } from '../untrusted.ts'
import { textDiff } from '../words/text-diff.ts'
import { caseGroups, caseTitle, groupTitle } from '../words/worst-cases.ts'
import type { CaseGroup } from '../words/worst-cases.ts'
import { diffFence } from './diff-fence.ts'
import { part, unfolding } from './document.ts'
import type { Section } from './document.ts'

/** Lines of an output's difference, and reasons shown, of one case. */
const mostLines = 16
const mostReasons = 4

/** The worst cases of each failing metric: how the answer changed, and why each assertion failed. */
export function worstCasesSection({
  comparisons,
  differences,
}: Pick<CheckReport, 'comparisons' | 'differences'>): Section {
  const groups = caseGroups(comparisons, differences)
  return ({ cases, items }) => {
    const shown = cases === 0 ? [] : groups.slice(0, items)
    const texts = shown.map((group) => groupText(group, group.cases.slice(0, cases)))
    return part(texts.join('\n\n'), casesOf(groups.slice(shown.length)))
  }
}

function casesOf(groups: readonly CaseGroup<CaseDifference>[]): readonly string[] {
  const total = groups.reduce((sum, group) => sum + group.total, 0)
  return total === 0 ? [] : [`details of ${counted(total, 'broken case')}`]
}

function groupText(group: CaseGroup<CaseDifference>, shown: readonly CaseDifference[]): string {
  return unfolding(groupTitle(group, shown.length), shown.map(caseText).join('\n\n'))
}

function caseText(difference: CaseDifference): string {
  const lines = textDiff(openUntrusted(difference.base.output), openUntrusted(difference.head.output))
  const output = lines.length === 0 ? 'The same answer.' : diffFence(lines, mostLines)
  return [`**${markdownPhrase(caseTitle(difference))}**`, output, ...reasons(difference)].join('\n\n')
}

function reasons({ head }: CaseDifference): readonly string[] {
  const shown = head.reasons.slice(0, mostReasons).map((reason) => `- ${markdownCode(openUntrusted(reason), 300)}`)
  const more = head.reasons.length - shown.length
  const rest = more === 0 ? [] : [`- ${counted(more, 'more reason')}`]
  return shown.length === 0 ? [] : [[...shown, ...rest].join('\n')]
}
