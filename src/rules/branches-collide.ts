import type { YamlPlace } from '../resources/draft.ts'
import { ledgerBranch } from '../resources/ledger-branch.ts'
import type { Rule } from '../resources/load.ts'
import { isBelow } from '../resources/paths.ts'
import type { WholeDraft } from '../resources/whole-draft.ts'
import { errorAt } from '../source/error-at.ts'
import { addressedTargets } from './addressed-targets.ts'

/** A branch of this repository, and what it is for, in words. */
interface UsedBranch {
  readonly branch: string
  readonly of: string
  /** Where the project says so; undefined for what the repository says. */
  readonly place: YamlPlace | undefined
  /** Whether it serves something else than targets, which may not share it. */
  readonly isTaken: boolean
}

/**
 * No target delivers to the ledger's branch or to the one that changes are merged into, and Git can hold all branches: a name is
 * a file or a folder of others.
 */
export const branchesCollide: Rule = function* (draft) {
  const branches = usedBranches(draft)
  for (const [index, { branch, place }] of branches.entries()) {
    const other = branches.slice(0, index).find((one) => collide(branch, one))
    if (other === undefined || place === undefined) continue
    const related =
      other.isTaken || other.place === undefined ? undefined : [{ label: 'the other branch', place: other.place }]
    yield errorAt(place, { code: 'branches-collide', branch, other: other.branch, of: other.of }, related)
  }
}

/** Two targets on one branch, in folders of their own, get on with each other. */
function collide(branch: string, other: UsedBranch): boolean {
  if (branch === other.branch) return other.isTaken
  return isBelow(branch, other.branch) || isBelow(other.branch, branch)
}

function usedBranches(draft: WholeDraft): readonly UsedBranch[] {
  const { mainBranch } = draft
  const merged =
    mainBranch === undefined ? [] : [{ branch: mainBranch, of: 'what is merged', place: undefined, isTaken: true }]
  const ledgers = draft
    .of('Project')
    .slice(0, 1)
    .map(({ fields, placeOf }) => {
      return { branch: ledgerBranch(fields), of: 'the ledger', place: placeOf(['ledger']), isTaken: true }
    })
  const targets = addressedTargets(draft).flatMap(({ target, address }) => {
    if (address.type !== 'git' || address.repository !== undefined) return []
    const { branch } = address
    return [{ branch, of: `\`${target.name}\``, place: target.placeOf(['to', 'branch']), isTaken: false }]
  })
  return [...merged, ...ledgers, ...targets]
}
