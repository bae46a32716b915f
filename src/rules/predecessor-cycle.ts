import type { TargetDraft } from '../resources/draft.ts'
import type { Rule } from '../resources/load.ts'
import type { WholeDraft } from '../resources/whole-draft.ts'
import { errorAt } from '../source/error-at.ts'

/** No target waits for itself, by whatever way. Said once of each cycle, at its first target. */
export const predecessorCycle: Rule = function* (draft) {
  const said = new Set<TargetDraft>()
  for (const target of draft.of('DeploymentTarget')) {
    const cycle = cycleFrom(target, draft)
    if (cycle === undefined || said.has(target)) continue
    for (const member of cycle) said.add(member)
    const others = cycle.slice(1).map(({ placeOf }) => ({ label: 'which waits for', place: placeOf(['after']) }))
    const targets = cycle.map(({ name }) => name)
    const related = others.length === 0 ? undefined : others
    yield errorAt(target.placeOf(['after']), { code: 'predecessor-cycle', targets }, related)
  }
}

/** The targets that `first` waits for, up to the one that waits for it; undefined where it is on no cycle. */
function cycleFrom(first: TargetDraft, draft: WholeDraft): readonly TargetDraft[] | undefined {
  const path: TargetDraft[] = []
  let next: TargetDraft | undefined = first
  while (next !== undefined && !path.includes(next)) {
    path.push(next)
    next = predecessorOf(next, draft)
  }
  return next === first ? path : undefined
}

function predecessorOf({ fields }: TargetDraft, draft: WholeDraft): TargetDraft | undefined {
  const found = fields.after === undefined ? undefined : draft.find('DeploymentTarget', fields.after)
  return found?.state === 'found' ? found.value : undefined
}
