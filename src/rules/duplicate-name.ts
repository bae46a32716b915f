import { namespaceOf } from '../resources/kind-names.ts'
import type { Rule } from '../resources/load.ts'
import { errorAt } from '../source/error-at.ts'

/** Each name stands for one thing; Prompts, Chains and Applications share one namespace. */
export const duplicateName: Rule = function* (draft) {
  const named = draft.identified.filter(({ kind, name }) => kind !== 'Project' && name !== undefined)
  for (const [first, ...others] of Map.groupBy(named, ({ kind, name }) => `${namespaceOf(kind)} ${name}`).values()) {
    for (const { kind, name, place } of others) {
      const related = first && [{ label: 'first here', place: { ...first.place, path: ['name'] } }]
      yield errorAt({ ...place, path: ['name'] }, { code: 'duplicate-name', kind, name: name ?? '' }, related)
    }
  }
}
