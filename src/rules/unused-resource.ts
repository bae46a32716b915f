import type { AnyDraft } from '../resources/draft.ts'
import { kindNames, namespaceOf } from '../resources/kind-names.ts'
import type { Rule } from '../resources/load.ts'
import { namedBy } from '../resources/references.ts'
import { judgementAt } from '../source/error-at.ts'

/** Kinds that are there to be used by others. */
const usable = ['Model', 'Prompt', 'Chain', 'Application', 'KnowledgeBase', 'Dataset'] as const

/** What stands in the project, something in it uses. */
export const unusedResource: Rule = function* (draft) {
  const used = new Set(kindNames.flatMap((kind): readonly AnyDraft[] => draft.of(kind)).flatMap(namesOf))
  for (const { kind, name, placeOf } of usable.flatMap((kind): readonly AnyDraft[] => draft.of(kind))) {
    if (used.has(`${namespaceOf(kind)} ${name}`)) continue
    yield judgementAt(placeOf(['name']), { code: 'unused-resource', kind, name })
  }
}

/** Also the model that another was tuned from, which nothing asks. */
function namesOf(draft: AnyDraft): readonly string[] {
  const base = draft.kind === 'Model' && draft.fields.base !== undefined ? [`Model ${draft.fields.base}`] : []
  return [...namedBy(draft.resource).map(({ namespace, name }) => `${namespace} ${name}`), ...base]
}
