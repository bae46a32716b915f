import type { PromoteReport, PromotionOutcome } from '../../verdict/promotion-reports.ts'
import type { Phrase } from '../phrase.ts'
import { findingCounts, withoutNotes } from './finding-counts.ts'
import { whichProject } from './footer.ts'
import { grouped } from './grouped.ts'
import type { Headlined } from './headline.ts'
import { markOfExit } from './mark-of-exit.ts'
import { snapshotName } from './snapshots.ts'
import { spending } from './spending.ts'

/** `staging promoted, production soaking`: the targets by what became of them, in the order of delivery. */
export function promoteHeadline({ targets, diagnostics, dryRun, exitCode }: PromoteReport): Headlined {
  const says = (phrase: Phrase): Headlined => ({ mark: markOfExit(exitCode), says: phrase })
  if (exitCode === 2) return says([`${findingCounts(withoutNotes(diagnostics))}, so nothing is promoted`])
  if (targets.length === 0) return { mark: 'none', says: ['no DeploymentTarget is declared, so nothing is promoted'] }
  const fates = grouped(targets.map(({ target, outcome }) => ({ name: target, state: states[outcome.kind] })))
  return says(dryRun ? ['dry run, ', ...fates] : fates)
}

/** What it cost, and which commit of which project. */
export function promoteFooter({ exitCode, spent, source, project }: PromoteReport): readonly Phrase[] {
  const cost: Phrase = exitCode === 2 ? [] : [spending(spent, undefined)]
  return [cost, [snapshotName(source)], whichProject(project)].filter((fact) => fact.length > 0)
}

const states: Readonly<Record<PromotionOutcome['kind'], string>> = {
  promoted: 'promoted',
  'would-promote': 'would be promoted',
  current: 'up to date',
  superseded: 'superseded',
  'held-back': 'held back',
  'waits-for': 'waiting',
  soaks: 'soaking',
  stopped: 'stopped',
  undelivered: 'not delivered',
}
