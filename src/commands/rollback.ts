import { UsageFault } from '../diagnostic/fault.ts'
import type { Digest } from '../digest/digest.ts'
import { asUntrusted } from '../evaluation/untrusted.ts'
import { holdAgainst } from '../promotion/decide-promotion.ts'
import type { Release } from '../promotion/driver.ts'
import type { LedgerRecord, TargetState } from '../promotion/ledger.ts'
import { type RollbackChoice, rollbackChoice } from '../promotion/rollback-choice.ts'
import { stateNamed, type TargetName } from '../promotion/target-state.ts'
import { targetName } from '../promotion/target-name.ts'
import type { DeploymentTarget, Project } from '../resources/project.ts'
import type { RollbackReport } from '../verdict/promotion-reports.ts'
import { deliver, type Delivered, type Ports } from './deliver.ts'
import type { Needs } from './needs.ts'
import { portsOf } from './release-ports.ts'
import {
  artifactFrom,
  openReleaseSpace,
  type ReleaseRequest,
  type ReleaseSpace,
  requireMerged,
} from './release-space.ts'
import { followRename, knownState, settleTarget } from './settle.ts'
import { keysOf, projectName, type Rendered } from './validate.ts'

export interface RollbackRequest extends ReleaseRequest {
  readonly target: string
  /** Digest of an earlier artifact, or its beginning; default: the one before what is live. */
  readonly to: string | undefined
  readonly reason: string | undefined
  /** Who rolls back, for the ledger. */
  readonly by: string
}

/** Delivers an earlier artifact, and holds against the one that was live until somebody brings it back on purpose. */
export async function rollback(request: RollbackRequest, needs: Needs): Promise<Rendered<RollbackReport>> {
  await using scope = new AsyncDisposableStack()
  const space = await openReleaseSpace(request, scope, 'delivers')
  const tip = await space.ledger.read()
  const { project, target } = declaredTarget(request.target, space, tip.targets.get(request.target))
  const name = targetName(target.name, project)
  const before = stateNamed(tip, name)
  // Where a target is, is for the merged project to say; so it was when what is in the ledger was promoted.
  if (!wasPromoted(space.source.commit, before)) await requireMerged(space, (branch) => mergedSays(request, branch))
  const ports = await portsOf(target, project, space, needs)
  const state = await settledState(name, request.by, ports)
  if (state?.held === undefined) throw new UsageFault(`nothing was ever promoted to ${request.target}`)
  const choice = rollbackChoice(state, request.to, unfinishedRollback(before))
  const outcome = await carryOut(request, state.held.release.digest, choice, ports, state)
  const report: RollbackReport = {
    version: 1,
    command: 'rollback',
    project: projectName(space.tree, { ...space, head: space.source }),
    target: request.target,
    outcome,
    exitCode: outcome.kind === 'undelivered' ? 3 : 0,
  }
  return { report, sources: space.tree.sources, keys: keysOf(space.policy) }
}

async function carryOut(
  { target, by, reason }: RollbackRequest,
  live: Digest,
  choice: RollbackChoice,
  ports: Ports,
  state: TargetState,
): Promise<RollbackReport['outcome']> {
  if (choice.kind === 'refused') throw new UsageFault(choice.why)
  if (choice.kind === 'done') {
    const { sequence, digest } = choice.record.release
    return { kind: 'rolled-back', sequence, from: choice.from, to: digest }
  }
  const { release } = choice
  if (release.digest === live) return { kind: 'current', digest: live }
  const delivered = await deliver(
    {
      target,
      artifact: await artifactFrom(ports.ledger, release.digest, release.subject),
      kind: 'rollback',
      source: release.source,
      by,
      evidence: undefined,
      reason,
      // Bringing back what was taken away lifts that; what is live meanwhile was never said to be bad.
      holdsAgainst: holdAgainst(release.digest, state) === undefined ? live : undefined,
      stillWanted: (now) => now?.held?.release.sequence === state.held?.release.sequence,
    },
    ports,
  )
  return outcomeOf(delivered, { from: live, to: release.digest })
}

function outcomeOf(
  delivered: Delivered,
  change: { readonly from: Digest; readonly to: Digest },
): RollbackReport['outcome'] {
  switch (delivered.kind) {
    case 'delivered':
      return { kind: 'rolled-back', sequence: delivered.sequence, ...change }
    case 'undelivered':
      return { kind: 'undelivered', detail: asUntrusted(delivered.detail) }
    case 'overtaken':
      return { kind: 'undelivered', detail: asUntrusted('somebody else delivered meanwhile; look at llmops status') }
  }
}

/** The target as the commit declares it. Throws UsageFault, with what to do, where it does not. */
function declaredTarget(
  name: string,
  { tree, source }: ReleaseSpace,
  state: TargetState | undefined,
): { readonly project: Project; readonly target: DeploymentTarget } {
  const { project } = tree.loaded
  const target = project?.targets.get(name)
  if (project !== undefined && target !== undefined) return { project, target }
  if (state?.renamedTo !== undefined)
    throw new UsageFault(`'${name}' is called '${state.renamedTo}' now: llmops rollback ${state.renamedTo}`)
  const live = state?.held?.release.source
  const why =
    project === undefined
      ? `the project of ${source.label} is invalid (llmops validate)`
      : `no DeploymentTarget '${name}' in ${source.label}`
  throw new UsageFault(
    live === undefined
      ? why
      : `${why}; with the commit that is live: llmops rollback ${name} --head ${live.slice(0, 12)}`,
  )
}

/** The target's state once a claim that was left open is finished: what is taken back has to be what is really live. */
async function settledState(name: TargetName, by: string, ports: Ports): Promise<TargetState | undefined> {
  const state = await knownState(await ports.ledger.read(), name, ports.driver)
  if (state === undefined) return undefined
  const artifactOf = (release: Release) => artifactFrom(ports.ledger, release.digest, release.subject)
  await settleTarget(state, ports, artifactOf)
  await followRename(name, by, ports, artifactOf)
  return stateNamed(await ports.ledger.read(), name)
}

function mergedSays({ target, to }: RollbackRequest, branch: string): string {
  const command = `llmops rollback ${target}${to === undefined ? '' : ` --to ${to}`} --head ${branch}`
  return `where '${target}' is, only what was merged says. To roll it back: ${command}`
}

function wasPromoted(commit: string, state: TargetState | undefined): boolean {
  return (state?.history ?? []).some(({ state: came, release }) => came === 'committed' && release.source === commit)
}

/** A rollback that was claimed and not finished, which settling finishes. */
function unfinishedRollback(state: TargetState | undefined): LedgerRecord | undefined {
  return state?.latest.state === 'claimed' && state.latest.kind === 'rollback' ? state.latest : undefined
}
