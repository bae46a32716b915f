import type { AffectedTarget, ResourceChange } from './change-set.ts'
import { causesAmong, restsOn } from './diff-causes.ts'
import type { ResourcePair } from './diff-pairs.ts'
import type { Project } from './project.ts'
import { subjectDigest } from './subject-digest.ts'

/** The targets of head that are new, or whose artifact is not base's. In the order of the pairs. */
export function affectedTargets(
  base: Project | undefined,
  head: Project,
  pairs: readonly ResourcePair[],
  changes: readonly ResourceChange[],
): readonly AffectedTarget[] {
  return pairs.flatMap((pair): readonly AffectedTarget[] => {
    const target = pair.head?.kind === 'DeploymentTarget' ? head.targets.get(pair.head.name) : undefined
    if (target === undefined || pair.head === undefined) return []
    const before = pair.base && base?.targets.get(pair.base.name)
    if (before !== undefined && subjectDigest(before.subject) === subjectDigest(target.subject)) return []
    const through = causesAmong(
      restsOn(pair.head, head, (field) => field === 'deploy'),
      changes,
    )
    return [{ target: target.name, subject: target.subject.name, added: before === undefined, through }]
  })
}
