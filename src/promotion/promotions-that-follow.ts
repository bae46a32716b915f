import { canonicalJson, type Digest } from '../digest/digest.ts'
import type { DeploymentTarget, Project } from '../resources/project.ts'
import { subjectDigest } from '../resources/subject-digest.ts'
import { deliveryOrder } from './delivery-order.ts'

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
}

/**
 * The targets to which a merge of head into base would promote, in the order in which they are delivered to. By digests:
 * what changes no behaviour promotes nothing. What a target really holds, the ledger knows.
 */
export function promotionsThatFollow(base: Project | undefined, head: Project): readonly FollowingPromotion[] {
  return deliveryOrder(head.targets).flatMap((target): readonly FollowingPromotion[] => {
    const why = reasonFor(base?.targets.get(target.name), target)
    if (why === undefined) return []
    const { name, subject, after, soakMs, whenUnsure } = target
    return [{ target: name, subject: subject.name, digest: subjectDigest(subject), why, after, soakMs, whenUnsure }]
  })
}

function reasonFor(base: DeploymentTarget | undefined, head: DeploymentTarget): FollowingPromotion['why'] | undefined {
  if (base === undefined) return 'added'
  if (placeOf(base) !== placeOf(head)) return 'moved'
  return subjectDigest(base.subject) === subjectDigest(head.subject) ? undefined : 'changed'
}

function placeOf({ to }: DeploymentTarget): string {
  return canonicalJson(to.type === 'git' ? [to.branch, to.repository ?? null, to.folder] : [to.path])
}
