import type { SourceSet } from '../source/source-set.ts'
import type { Plan, PlanReport } from '../verdict/reports.ts'
import { tableRow } from './escape-markdown.ts'
import { emoji } from './mark.ts'
import { changedSection } from './markdown/changed.ts'
import { errorsSection, warningsSection } from './markdown/diagnostics.ts'
import { markdownDocument, part } from './markdown/document.ts'
import type { Section, Sheet } from './markdown/document.ts'
import { leftOf, listSection, sentencesSection } from './markdown/lists.ts'
import { markdownPhrase } from './phrase.ts'
import { affectedSuites } from './words/affected-suites.ts'
import { policyChanges } from './words/changes.ts'
import {
  callColumns,
  callRows,
  planFooter,
  planHeadline,
  planLimits,
  promotionsTitle,
  promotionsToFollow,
} from './words/plan.ts'

/** The plan for a summary or a comment, in at most `limit` UTF-16 units. */
export function planMarkdown(report: PlanReport, sources: SourceSet, sheet: Sheet = {}): string {
  const { plan, diagnostics } = report
  const sections = [
    sentencesSection(planLimits(report)),
    errorsSection(diagnostics, sources),
    ...(plan === undefined ? [] : planSections(plan)),
    warningsSection(diagnostics, sources),
  ]
  return markdownDocument({ top: topOf(report), sections, footer: planFooter(report) }, sheet)
}

function topOf(report: PlanReport): string {
  const { mark, says } = planHeadline(report)
  return ['###', emoji[mark], 'LLMOps plan:', markdownPhrase(says)].filter((word) => word !== '').join(' ')
}

function planSections(plan: Plan): readonly Section[] {
  return [
    changedSection(plan.changes),
    listSection('Suites to evaluate:', affectedSuites(plan.changes), 'suite'),
    callsSection(plan),
    listSection(promotionsTitle, promotionsToFollow(plan), 'promotion'),
    listSection('Holds only after the merge:', policyChanges(plan), 'policy change'),
  ]
}

function callsSection(plan: Plan): Section {
  const rows = callRows(plan).map(({ who, numbers }) => tableRow([markdownPhrase(who), ...numbers]))
  return ({ items }) => {
    const shown = rows.slice(0, items)
    const head = [tableRow(['suite', ...callColumns]), `|---|${callColumns.map(() => '--:|').join('')}`]
    return part(shown.length === 0 ? '' : [...head, ...shown].join('\n'), leftOf(rows.length - shown.length, 'suite'))
  }
}
