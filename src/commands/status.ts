import { asUntrusted } from '../evaluation/untrusted.ts'
import { buildArtifact } from '../promotion/build-artifact.ts'
import type { LedgerTip, TargetState } from '../promotion/ledger.ts'
import { lastAttempt, stateNamed } from '../promotion/target-state.ts'
import { targetName } from '../promotion/target-name.ts'
import type { Project } from '../resources/project.ts'
import type { StatusReport, TargetStatus } from '../verdict/promotion-reports.ts'
import type { Needs } from './needs.ts'
import { driverIn, lookAt } from './release-ports.ts'
import { openReleaseSpace, type ReleaseRequest, type ReleaseSpace } from './release-space.ts'
import { hasErrors, keysOf, nameOf, projectName, type Rendered } from './validate.ts'

/** What each target holds, since when, on what evidence, and whether the ledger and reality agree. Changes nothing. */
export async function status(request: ReleaseRequest, needs: Pick<Needs, 'clock'>): Promise<Rendered<StatusReport>> {
  await using scope = new AsyncDisposableStack()
  const space = await openReleaseSpace(request, scope, 'looks')
  const tip = await space.ledger.read()
  const { project } = space.tree.loaded
  const targets = await Promise.all(namesOf(project, tip).map((name) => statusOf(name, space, tip, needs.clock.now())))
  const invalid = hasErrors(space.tree.diagnostics)
  const report: StatusReport = {
    version: 1,
    command: 'status',
    project: projectName(space.tree, { ...space, head: space.source }),
    source: nameOf(space.source),
    ledger: { branch: space.policy.ledgerBranch, commit: tip.commit },
    diagnostics: space.tree.diagnostics,
    targets,
    exitCode: invalid ? 2 : targets.some(disagrees) ? 1 : targets.some(isUncertain) ? 3 : 0,
  }
  return { report, sources: space.tree.sources, keys: keysOf(space.policy) }
}

/** Those that are declared, and those that the ledger alone knows; not the names that they had. */
function namesOf(project: Project | undefined, tip: LedgerTip): readonly string[] {
  const declared = project === undefined ? [] : [...project.targets.keys()]
  const former = new Set(
    declared.flatMap((name) => (project === undefined ? [] : (targetName(name, project).formerly ?? []))),
  )
  const orphaned = [...tip.targets.values()].filter(
    ({ target, renamedTo }) => renamedTo === undefined && !former.has(target),
  )
  return [...new Set([...declared, ...orphaned.map(({ target }) => target)])].sort()
}

async function statusOf(name: string, space: ReleaseSpace, tip: LedgerTip, now: number): Promise<TargetStatus> {
  const { project } = space.tree.loaded
  const declared = project?.targets.get(name)
  const state = project === undefined ? tip.targets.get(name) : stateNamed(tip, targetName(name, project))
  const { reality, detail } =
    project === undefined || declared === undefined
      ? ({ reality: 'not-looked', detail: undefined } as const)
      : await lookAt(await driverIn(declared, project, space), state)
  return {
    target: name,
    declared: declared !== undefined,
    subject: declared?.subject.name ?? state?.held?.release.subject,
    held: state && heldStatus(state, now),
    lastAttempt: state && attemptStatus(state),
    pending: pendingIn(state),
    reality,
    detail: detail === undefined ? undefined : asUntrusted(detail),
    wanted: declared && buildArtifact(declared.subject).digest,
  }
}

function heldStatus({ held, confirmed }: TargetState, now: number): TargetStatus['held'] {
  if (held === undefined) return undefined
  const { release, at, kind, by, reason, evidence } = held
  return {
    digest: release.digest,
    sequence: release.sequence,
    source: release.source,
    at,
    ageMs: now - Date.parse(at),
    kind,
    by: asUntrusted(by),
    reason: reason === undefined ? undefined : asUntrusted(reason),
    evidence,
    confirmed: confirmed?.source,
  }
}

function attemptStatus(state: TargetState): TargetStatus['lastAttempt'] {
  const record = lastAttempt(state)
  if (record === undefined) return undefined
  const { release, at, by, because = '', attempt, evidence } = record
  return {
    kind: record.state === 'stopped' ? 'stopped' : 'withdrawn',
    digest: release.digest,
    sequence: release.sequence,
    source: release.source,
    at,
    by: asUntrusted(by),
    because: asUntrusted(because),
    attempt,
    evidence,
  }
}

function pendingIn(state: TargetState | undefined): TargetStatus['pending'] {
  if (state?.latest.state !== 'claimed') return undefined
  const { digest, sequence } = state.latest.release
  return { digest, sequence }
}

/** Drift between the ledger and reality is what a gate would fail on. */
function disagrees({ reality }: TargetStatus): boolean {
  return reality === 'other-artifact' || reality === 'tampered' || reality === 'empty'
}

/** What was decided did not arrive, or nobody can say. A promotion that its gates stopped is no such thing. */
function isUncertain({ reality, pending, lastAttempt: last }: TargetStatus): boolean {
  return reality === 'unreachable' || pending !== undefined || last?.kind === 'withdrawn'
}
