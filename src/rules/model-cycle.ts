import type { ModelDraft } from '../resources/draft.ts'
import type { Rule } from '../resources/load.ts'
import type { WholeDraft } from '../resources/whole-draft.ts'
import { errorAt } from '../source/error-at.ts'

/** No combination of models leads back to itself. Said once of each cycle, at its first model. */
export const modelCycle: Rule = function* (draft) {
  const said = new Set<ModelDraft>()
  for (const model of draft.of('Model')) {
    const cycle = said.has(model) ? undefined : cycleFrom(model, [], draft)
    if (cycle === undefined) continue
    for (const member of cycle) said.add(member)
    const related = cycle.slice(1).map(({ placeOf }) => ({ label: 'which names', place: placeOf(['fallback']) }))
    const problem = { code: 'model-cycle', models: cycle.map(({ name }) => name) } as const
    yield errorAt(model.placeOf(['fallback']), problem, related.length === 0 ? undefined : related)
  }
}

/** The combinations from `model` to the one that names the first of them; undefined where none does. */
function cycleFrom(
  model: ModelDraft,
  through: readonly ModelDraft[],
  draft: WholeDraft,
): readonly ModelDraft[] | undefined {
  const path = [...through, model]
  for (const reference of model.fields.fallback ?? []) {
    const found = draft.find('Model', reference)
    if (found.state !== 'found') continue
    if (found.value === path[0]) return path
    const cycle = path.includes(found.value) ? undefined : cycleFrom(found.value, path, draft)
    if (cycle !== undefined) return cycle
  }
  return undefined
}
