import type { SourceSet } from '../source/source-set.ts'
import type { Plan, PlanReport } from '../verdict/reports.ts'
import { tableRow } from './escape-markdown.ts'
import { emoji } from './mark.ts'
import { changedPart } from './markdown/changed.ts'
import { commentLimit, fitting, joined, leftOutPart, part } from './markdown/detail.ts'
import type { Detail, Part } from './markdown/detail.ts'
import { errorsPart, warningsPart } from './markdown/diagnostics.ts'
import { footerPart, listPart } from './markdown/lists.ts'
import { counted } from './numbers.ts'
import { markdownPhrase, prose } from './phrase.ts'
import { affectedSuites } from './words/affected-suites.ts'
import { callColumns, callRows, planFooter, planHeadline, planLimits } from './words/plan.ts'

/** The plan for a summary or a comment, in at most `limit` UTF-16 units. */
export function planMarkdown(report: PlanReport, sources: SourceSet, limit = commentLimit): string {
  return fitting(limit, (detail) => {
    const body = bodyOf(report, sources, detail)
    return `${joined([top(report), body, leftOutPart(body), footerPart(planFooter(report))]).text}\n`
  })
}

function top(report: PlanReport): Part {
  const { mark, says } = planHeadline(report)
  return part(`### ${emoji[mark]} LLMOps plan: ${markdownPhrase(says)}`.replace('###  ', '### '))
}

function bodyOf(report: PlanReport, sources: SourceSet, detail: Detail): Part {
  const { plan, diagnostics } = report
  return joined([
    part(planLimits(report).map(markdownPhrase).join(' ')),
    errorsPart(diagnostics, sources, detail),
    ...(plan === undefined ? [] : planParts(plan, detail)),
    warningsPart(diagnostics, sources, detail),
  ])
}

function planParts(plan: Plan, detail: Detail): readonly Part[] {
  return [
    changedPart(plan.changes, detail),
    listPart('Suites to evaluate:', affectedSuites(plan.changes), 'suite', detail),
    callsPart(plan, detail),
    listPart(
      'Holds only after the merge:',
      plan.policyChanges.map((change) => [prose(change)]),
      'policy change',
      detail,
    ),
  ]
}

function callsPart(plan: Plan, detail: Detail): Part {
  const shown = callRows(plan).slice(0, detail.items)
  const more = plan.calls.length - shown.length
  const leftOut = more === 0 ? [] : [counted(more, 'row') + ' of calls']
  if (shown.length === 0) return part('', leftOut)
  const rows = shown.map(({ who, numbers }) => tableRow([markdownPhrase(who), ...numbers]))
  return part([tableRow(['suite', ...callColumns]), '|---|--:|--:|--:|--:|', ...rows].join('\n'), leftOut)
}
