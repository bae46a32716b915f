import type { Untrusted } from '../../evaluation/untrusted.ts'
import type { CaseDifference, CheckReport } from '../../verdict/reports.ts'
import { terminalText } from '../escape-terminal.ts'
import { textPhrase } from '../phrase.ts'
import type { Style } from '../style.ts'
import { openUntrusted } from '../untrusted.ts'
import { textDiff } from '../words/text-diff.ts'
import { caseGroups, caseTitle, groupTitle } from '../words/worst-cases.ts'
import type { CaseGroup } from '../words/worst-cases.ts'
import { indented } from './blocks.ts'
import type { Block } from './blocks.ts'
import { diffBlock } from './diff-block.ts'

/** Cases of a group, lines of an output's difference, and reasons shown. */
const mostCases = 3
const mostLines = 16
const mostReasons = 4

/** The worst cases of each failing metric: how the answer changed, and why each assertion failed. */
export function worstCaseBlocks(
  report: Pick<CheckReport, 'comparisons' | 'differences'>,
  style: Style,
): readonly Block[] {
  return caseGroups(report.comparisons, report.differences).map((group) => groupBlock(group, style))
}

function groupBlock(group: CaseGroup<CaseDifference>, style: Style): Block {
  const shown = group.cases.slice(0, mostCases)
  return [style.bold(textPhrase(groupTitle(group, shown.length))), ...shown.flatMap((one) => caseBlock(one, style))]
}

function caseBlock(difference: CaseDifference, style: Style): Block {
  const lines = textDiff(openUntrusted(difference.base.output), openUntrusted(difference.head.output))
  const output = lines.length === 0 ? ['the same answer'] : diffBlock(lines, mostLines, style)
  const reasons = difference.head.reasons.slice(0, mostReasons).map(reasonLine)
  return [`  ${textPhrase(caseTitle(difference))}`, ...indented([...output, ...reasons], 4)]
}

function reasonLine(reason: Untrusted): string {
  return `✗ ${terminalText(openUntrusted(reason), 300)}`
}
