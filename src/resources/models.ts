import { catalogued, withProvider } from './catalogue.ts'
import type { ModelDraft } from './draft.ts'
import type { Model } from './project.ts'
import type { LookUp, WholeDraft } from './whole-draft.ts'

/** The model that a reference leads to: a Model by its name, or `provider/id` as it stands. */
export function modelNamed(draft: WholeDraft, reference: string): LookUp<Model> {
  if (reference.includes('/')) return { state: 'found', value: unnamedModel(reference) }
  const found = draft.find('Model', reference)
  if (found.state === 'found') return { state: 'found', value: modelOf(found.value) }
  return found.state === 'unknown' ? { ...found, nearest: withProvider(reference) ?? found.nearest } : found
}

/** A Model as it is linked: what it does not say comes from the catalogue. */
export function modelOf({ name, fields }: ModelDraft): Model {
  const base = unnamedModel(fields.id)
  return {
    ...base,
    name,
    parameters: fields.parameters ?? {},
    price: fields.price ?? base.price,
    contextWindow: fields.contextWindow ?? base.contextWindow,
    retires: fields.retires,
  }
}

function unnamedModel(reference: string): Model {
  const slash = reference.indexOf('/')
  const known = catalogued(reference)
  return {
    name: reference,
    provider: reference.slice(0, slash),
    id: reference.slice(slash + 1),
    parameters: {},
    price: known?.price,
    contextWindow: known?.contextWindow,
    retires: undefined,
  }
}
