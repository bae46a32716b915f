import type { Rule } from '../resources/load.ts'
import { isBelow } from '../resources/paths.ts'
import type { TargetAddress } from '../resources/project.ts'
import { errorAt } from '../source/error-at.ts'
import { addressedTargets } from './addressed-targets.ts'

/** No two targets write to the same place, nor one inside another. */
export const targetsOverlap: Rule = function* (draft) {
  const targets = addressedTargets(draft)
  for (const [index, { target, address }] of targets.entries()) {
    const earlier = targets.slice(0, index).find((other) => overlap(address, other.address))
    if (earlier === undefined) continue
    const { name, placeOf } = earlier.target
    const related = [{ label: 'the other target', place: placeOf(['to']) }]
    yield errorAt(target.placeOf(['to']), { code: 'targets-overlap', other: name }, related)
  }
}

function overlap(a: TargetAddress, b: TargetAddress): boolean {
  if (a.type === 'directory' && b.type === 'directory') return isBelow(a.path, b.path) || isBelow(b.path, a.path)
  if (a.type !== 'git' || b.type !== 'git') return false
  const isSameBranch = a.branch === b.branch && repositoryKey(a.repository) === repositoryKey(b.repository)
  return isSameBranch && (isBelow(a.folder, b.folder) || isBelow(b.folder, a.folder))
}

/** With `.git` or without: hosts take both. */
function repositoryKey(repository: string | undefined): string | undefined {
  return repository?.replace(/\.git$/, '')
}
