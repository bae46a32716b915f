import { asUntrusted } from '../evaluation/untrusted.ts'
import { buildArtifact } from '../promotion/build-artifact.ts'
import { DeliveryFault } from '../promotion/driver.ts'
import type { LedgerRecord, LedgerTip, TargetState } from '../promotion/ledger.ts'
import type { DeploymentTarget } from '../resources/project.ts'
import type { StatusReport, TargetStatus } from '../verdict/promotion-reports.ts'
import { driverOf } from './drivers.ts'
import type { Needs } from './needs.ts'
import { openReleaseSpace, type ReleaseRequest, type ReleaseSpace } from './release-space.ts'
import { hasErrors, keysOf, nameOf, projectName, type Rendered } from './validate.ts'

/** What each target holds, since when, on what evidence, and whether the ledger and reality agree. Changes nothing. */
export async function status(request: ReleaseRequest, needs: Pick<Needs, 'clock'>): Promise<Rendered<StatusReport>> {
  await using scope = new AsyncDisposableStack()
  const space = await openReleaseSpace(request, scope)
  const tip = await space.ledger.read()
  const targets = await Promise.all(namesOf(space, tip).map((name) => statusOf(name, space, tip, needs.clock.now())))
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

function namesOf({ tree }: ReleaseSpace, tip: LedgerTip): readonly string[] {
  return [...new Set([...(tree.loaded.project?.targets.keys() ?? []), ...tip.targets.keys()])].sort()
}

async function statusOf(
  name: string,
  { tree, repository }: ReleaseSpace,
  tip: LedgerTip,
  now: number,
): Promise<TargetStatus> {
  const declared = tree.loaded.project?.targets.get(name)
  const state = tip.targets.get(name)
  const { held, latest } = state ?? {}
  return {
    target: name,
    declared: declared !== undefined,
    subject: declared?.subject.name ?? held?.release.subject,
    held: held && heldStatus(held, now),
    pending:
      latest?.state === 'claimed' ? { digest: latest.release.digest, sequence: latest.release.sequence } : undefined,
    ...(declared === undefined
      ? { reality: 'not-looked', detail: undefined }
      : await lookAt(declared, state, repository)),
    wanted: declared && buildArtifact(declared.subject).digest,
  }
}

function heldStatus(
  { release, at, kind, by, reason, evidence }: LedgerRecord,
  now: number,
): NonNullable<TargetStatus['held']> {
  const { digest, sequence, source } = release
  const why = reason === undefined ? undefined : asUntrusted(reason)
  return { digest, sequence, source, at, ageMs: now - Date.parse(at), kind, by: asUntrusted(by), reason: why, evidence }
}

async function lookAt(
  target: DeploymentTarget,
  state: TargetState | undefined,
  repository: ReleaseSpace['repository'],
): Promise<Pick<TargetStatus, 'reality' | 'detail'>> {
  try {
    const real = await (await driverOf(target, repository)).read()
    if (real === undefined) return { reality: state?.held === undefined ? 'agrees' : 'empty', detail: undefined }
    if (!real.intact) return { reality: 'tampered', detail: undefined }
    const agrees = real.release.digest === state?.held?.release.digest
    return {
      reality: agrees ? 'agrees' : 'other-artifact',
      detail: agrees ? undefined : asUntrusted(real.release.digest),
    }
  } catch (error) {
    if (!(error instanceof DeliveryFault)) throw error
    return { reality: 'unreachable', detail: asUntrusted(error.message) }
  }
}

/** Drift between the ledger and reality is what a gate would fail on. */
function disagrees({ reality }: TargetStatus): boolean {
  return reality === 'other-artifact' || reality === 'tampered' || reality === 'empty'
}

function isUncertain({ reality, pending }: TargetStatus): boolean {
  return reality === 'unreachable' || pending !== undefined
}
