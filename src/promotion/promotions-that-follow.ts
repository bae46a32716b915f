import { canonicalJson, type Digest } from '../digest/digest.ts'
import type { DeploymentTarget, Project } from '../resources/project.ts'
import { subjectDigest } from '../resources/subject-digest.ts'
import type { TargetBar } from '../verdict/reports.ts'
import { holdAgainst } from './decide-promotion.ts'
import { deliveryOrder } from './delivery-order.ts'
import type { LedgerTip, TargetState } from './ledger.ts'
import { gateOfTarget } from './target-gate.ts'
import { stateNamed } from './target-state.ts'
import { earlierTarget, targetName } from './target-name.ts'

/** A target that a merge would deliver to, should its gates hold. */
export interface FollowingPromotion {
  readonly target: string
  readonly subject: string
  /** The artifact of head. */
  readonly digest: Digest
  /** `changed`: what the subject does; `added`: the target; `moved`: where the target is. */
  readonly why: 'changed' | 'added' | 'moved'
  /** What has to hold the artifact first, and for how long, in ms. */
  readonly after: string | undefined
  readonly soakMs: number
  readonly whenUnsure: DeploymentTarget['whenUnsure']
  /** What of that is base's, because head loosens it; absent where nothing. */
  readonly loosened?: readonly TargetBar[]
  /** What the ledger says against it: the target holds the artifact, or a rollback holds it back. Absent: nothing. */
  readonly already?: 'held' | 'held-back'
}

/**
 * The targets to which a merge of head into base would promote, in the order in which they are delivered to. By digests:
 * what changes no behaviour promotes nothing.
 * @param tip the ledger, where it is known: base does not say what a target really holds
 */
export function promotionsThatFollow(
  base: Project | undefined,
  head: Project,
  tip: LedgerTip | undefined,
): readonly FollowingPromotion[] {
  return deliveryOrder(head.targets).flatMap((target): readonly FollowingPromotion[] => {
    const before = earlierTarget(base, targetName(target.name, head))
    const why = reasonFor(before, target)
    if (why === undefined) return []
    const { name, subject } = target
    const { soaks, whenUnsure, loosened } = gateOfTarget(target, before, head)
    const digest = subjectDigest(subject)
    const already = tip && standing(digest, stateNamed(tip, targetName(name, head)))
    return [
      {
        target: name,
        subject: subject.name,
        digest,
        why,
        after: soaks[0]?.target,
        soakMs: soaks[0]?.soakMs ?? 0,
        whenUnsure,
        ...(loosened.length > 0 && { loosened }),
        ...(already !== undefined && why !== 'moved' && { already }),
      },
    ]
  })
}

function standing(digest: Digest, state: TargetState | undefined): FollowingPromotion['already'] {
  if (state?.held?.release.digest === digest) return 'held'
  return holdAgainst(digest, state) === undefined ? undefined : 'held-back'
}

function reasonFor(base: DeploymentTarget | undefined, head: DeploymentTarget): FollowingPromotion['why'] | undefined {
  if (base === undefined) return 'added'
  if (placeOf(base) !== placeOf(head)) return 'moved'
  return subjectDigest(base.subject) === subjectDigest(head.subject) ? undefined : 'changed'
}

function placeOf({ to }: DeploymentTarget): string {
  return canonicalJson(to.type === 'git' ? [to.branch, to.repository ?? null, to.folder] : [to.path])
}
