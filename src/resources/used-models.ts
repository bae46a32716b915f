import type { ModelDraft } from './draft.ts'
import { inheritedModels } from './inherited.ts'
import { kindNames } from './kind-names.ts'
import type { Resource } from './project.ts'
import { namedBy } from './references.ts'
import type { WholeDraft } from './whole-draft.ts'

/** The Models of what is extended that the project uses, itself or through one of them: the others are none of its own. */
export function usedModels(draft: WholeDraft): readonly ModelDraft[] {
  const theirs = new Map(inheritedModels(draft.inherited).map((model) => [model.name, model]))
  if (theirs.size === 0) return []
  const used = new Set<ModelDraft>()
  let next: readonly Resource[] = kindNames.flatMap((kind) => draft.of(kind).map(({ resource }) => resource))
  while (next.length > 0) {
    const found = next.flatMap(modelsNamed).flatMap((name) => theirs.get(name) ?? [])
    const added = [...new Set(found)].filter((model) => !used.has(model))
    for (const model of added) used.add(model)
    next = added.map(({ resource }) => resource)
  }
  return [...used]
}

function modelsNamed(resource: Resource): readonly string[] {
  return namedBy(resource).flatMap(({ namespace, name }) => (namespace === 'Model' ? name : []))
}
