import type { SourceSet } from '../source/source-set.ts'
import type { Plan, PlanReport } from '../verdict/reports.ts'
import { terminalDocument } from './escape-terminal.ts'
import { textPhrase } from './phrase.ts'
import { plainStyle } from './style.ts'
import type { Style } from './style.ts'
import { listBlock, stacked, wrapped } from './text/blocks.ts'
import type { Block } from './text/blocks.ts'
import { changedBlocks } from './text/changed.ts'
import { columns } from './text/columns.ts'
import { diagnosticsBlock } from './text/diagnostics.ts'
import { headlineBlock } from './text/headline.ts'
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

/** What would be done, like `terraform plan`: resources with `+ ~ -`, suites, calls; what it comes to stands last. */
export function planText(report: PlanReport, sources: SourceSet, style: Style = plainStyle): string {
  const { plan } = report
  const { mark, says } = planHeadline(report)
  const blocks = [
    diagnosticsBlock(report.diagnostics, sources),
    ...(plan === undefined ? [] : planBlocks(plan, style)),
    planFooter(report).map(textPhrase),
    [
      ...headlineBlock({ mark, says: ['Plan: ', ...says] }, style),
      ...planLimits(report).flatMap((phrase) => wrapped(textPhrase(phrase))),
    ],
  ]
  return terminalDocument(stacked(blocks))
}

function planBlocks(plan: Plan, style: Style): readonly Block[] {
  return [
    ...changedBlocks(plan.changes, style),
    listBlock('Suites to evaluate:', affectedSuites(plan.changes)),
    callsBlock(plan, style),
    listBlock(promotionsTitle, promotionsToFollow(plan)),
    listBlock('Holds only after the merge:', policyChanges(plan)),
  ]
}

function callsBlock(plan: Plan, style: Style): Block {
  if (plan.calls.length === 0) return []
  const head = ['Calls', ...callColumns].map((text) => ({ text, paint: style.bold }))
  const rows = callRows(plan).map(({ who, numbers }) => [`  ${textPhrase(who)}`, ...numbers].map((text) => ({ text })))
  return columns([head, ...rows], [false, ...callColumns.map(() => true)])
}
