import type { CaseRecord, SuiteCases } from '../../verdict/case-records.ts'
import type { CaseDifference, CheckReport } from '../../verdict/reports.ts'
import { counted, percent } from '../numbers.ts'
import { openUntrusted } from '../untrusted.ts'
import { differencesOf } from './focus.ts'
import type { Focus } from './focus.ts'
import { caseTitle } from './worst-cases.ts'
import { textPhrase } from '../phrase.ts'

/** Cases that are named. */
const most = 50

/**
 * The cases behind a gate that fails, a line each and their reasons under it: those that fell, else those that score least.
 * Raw text.
 */
export function failingCases(focus: Focus, report: Pick<CheckReport, 'differences' | 'cases'>): readonly string[] {
  const fell = differencesOf(focus, report.differences, 'worse')
  if (fell.length > 0) return shortened(fell.map(linesOfFall))
  const { suite, subject, measure } = focus.comparison
  const own = report.cases.find((one) => one.suite === suite && one.subject === subject && one.measure === measure)
  return own === undefined ? [] : shortened(lowest(own, focus.metric.metric.name))
}

function linesOfFall(difference: CaseDifference): readonly string[] {
  const reasons = difference.head.reasons.map((reason) => `  ${openUntrusted(reason)}`)
  return [textPhrase(caseTitle(difference)), ...reasons]
}

function lowest({ cases, metrics }: SuiteCases, metric: string): readonly (readonly string[])[] {
  const at = metrics.findIndex(({ name }) => name === metric)
  const scoreOf = ({ head }: CaseRecord): number => head?.scores?.[at] ?? 1
  return cases
    .filter((one) => scoreOf(one) < 1)
    .toSorted((a, b) => scoreOf(a) - scoreOf(b))
    .map((one) => [`${one.row.id} · ${percent(scoreOf(one))}`])
}

function shortened(cases: readonly (readonly string[])[]): readonly string[] {
  const more = cases.length - most
  return [...cases.slice(0, most).flat(), ...(more > 0 ? [`… ${counted(more, 'more case')}`] : [])]
}
