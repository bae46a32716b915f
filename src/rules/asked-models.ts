import type { ModelDraft, YamlPlace } from '../resources/draft.ts'
import { inheritedModels } from '../resources/inherited.ts'
import { knownProviders } from '../resources/known-providers.ts'
import { modelNamed } from '../resources/models.ts'
import type { Model } from '../resources/project.ts'
import type { ProjectDocument } from '../resources/schema.gen.ts'
import type { WholeDraft } from '../resources/whole-draft.ts'
import { modelReferences } from './model-references.ts'

/** A model that is asked over the network, and where the project says which it is. */
export interface AskedModel {
  /** The Model's name, or `provider/id`. */
  readonly name: string
  readonly model: Model
  /** Undefined where the project has no resource for it. */
  readonly own: ModelDraft | undefined
  /** `id` of the resource, else the first reference. */
  readonly place: YamlPlace
}

/** Each model that something uses, once. Of a combination its members, since they are references themselves. */
export function askedModels(draft: WholeDraft): readonly AskedModel[] {
  const [project] = draft.of('Project')
  if (project === undefined) return []
  const asked = new Map<string, AskedModel>()
  const inherited = new Set(inheritedModels(draft.inherited))
  for (const { name, place } of modelReferences(draft)) {
    const found = modelNamed(draft, name)
    if (found.state !== 'found' || asked.has(name) || !isAsked(project.fields, found.value.provider)) continue
    const own = draft.find('Model', name)
    if (own.state !== 'found' || inherited.has(own.value))
      asked.set(name, { name, model: found.value, own: undefined, place })
    else if (own.value.fields.fallback === undefined) {
      asked.set(name, { name, model: found.value, own: own.value, place: own.value.placeOf(['id']) })
    }
  }
  return [...asked.values()]
}

/** Replayed answers cost nothing and go nowhere; a provider that is unknown has a problem of its own. */
export function isAsked({ providers = {} }: ProjectDocument, name: string): boolean {
  const provider = Object.hasOwn(providers, name) ? providers[name] : undefined
  if (provider === undefined) return Object.hasOwn(knownProviders, name)
  return provider.type !== 'replay' && provider.type !== 'http'
}
