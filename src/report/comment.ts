import type { PromoteReport } from '../verdict/promotion-reports.ts'
import type { Report } from '../verdict/reports.ts'
import { renderReport } from './formats.ts'
import type { Rendering } from './formats.ts'
import { checkMarker, promoteMarker } from './markdown/marker.ts'

/** A comment on a pull request. */
export interface CommentText {
  /** First line of the body, by which a later run finds it. */
  readonly marker: string
  /** Markdown. */
  readonly body: string
  /** Whether it is worth a comment where there is none; else it only replaces an earlier one. */
  readonly create: boolean
  /** What the run behind it spent, in USD; absent where that is not to be carried on. */
  readonly spending?: { readonly run: string; readonly usd: number }
}

/**
 * What a pull request is told by a check, or by the promotion that its merge started. Undefined for other commands.
 * @param target of `promote`: the one that was asked for; undefined for all
 */
export function commentOf(report: Report, rendering: Rendering, target?: string): CommentText | undefined {
  const said = markerAndWorth(report, target)
  if (said === undefined) return undefined
  return {
    ...said,
    body: renderReport(report, 'markdown', { ...rendering, marker: said.marker }),
    ...spendingOf(report, rendering),
  }
}

/** A run that has no page is of nobody's pull request. */
function spendingOf(report: Report, { reportUrl }: Rendering): Pick<CommentText, 'spending'> {
  if (report.command !== 'check' || reportUrl === undefined) return {}
  return { spending: { run: reportUrl, usd: report.spent.chargedUsd ?? report.spent.usd } }
}

function markerAndWorth(report: Report, target: string | undefined): Omit<CommentText, 'body'> | undefined {
  switch (report.command) {
    case 'check':
      return { marker: checkMarker(report.project.folder), create: report.headline.state !== 'nothing-to-evaluate' }
    case 'promote':
      return { marker: promoteMarker(report.project.folder, target), create: hasMoved(report) }
    default:
      return undefined
  }
}

/** Whether anything happened, or should have: not where every target holds the artifact already. */
function hasMoved({ targets, recovered, dryRun, exitCode }: PromoteReport): boolean {
  if (dryRun) return false
  return exitCode !== 0 || recovered.length > 0 || targets.some(({ outcome }) => outcome.kind !== 'current')
}
