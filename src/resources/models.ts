import { catalogued, withProvider } from './catalogue.ts'
import type { ModelDraft } from './draft.ts'
import type { Modalities, Model, ModelFacts } from './project.ts'
import type { ModelDocument } from './schema.gen.ts'
import type { LookUp, WholeDraft } from './whole-draft.ts'

/** The model that a reference leads to: a Model by its name, or `provider/id` as it stands. */
export function modelNamed(draft: WholeDraft, reference: string): LookUp<Model> {
  return modelAmong(draft, reference, [])
}

/** A Model as it is linked; broken where it is a combination of what cannot be found, or of itself. */
export function modelOf(model: ModelDraft, draft: WholeDraft): LookUp<Model> {
  return linked(model, draft, [])
}

/** @param through the combinations that lead here */
function modelAmong(draft: WholeDraft, reference: string, through: readonly ModelDraft[]): LookUp<Model> {
  if (reference.includes('/')) return { state: 'found', value: unnamedModel(reference) }
  const found = draft.find('Model', reference)
  if (found.state === 'found') return linked(found.value, draft, through)
  return found.state === 'unknown' ? { ...found, nearest: withProvider(reference) ?? found.nearest } : found
}

function linked(model: ModelDraft, draft: WholeDraft, through: readonly ModelDraft[]): LookUp<Model> {
  const { fallback = [], id } = model.fields
  if (id !== undefined) return { state: 'found', value: singleModel(model.name, id, model.fields) }
  if (through.includes(model)) return { state: 'broken' }
  const members = fallback.map((reference) => modelAmong(draft, reference, [...through, model]))
  const found = members.flatMap((member) => (member.state === 'found' ? member.value : []))
  const [first, ...others] = found.flatMap(withFallbacks)
  if (first === undefined || found.length < members.length) return { state: 'broken' }
  return { state: 'found', value: { ...first, name: model.name, fallbacks: others } }
}

/** A model and those that are asked after it, each alone. */
function withFallbacks({ fallbacks = [], ...model }: Model): readonly Model[] {
  return [model, ...fallbacks]
}

/** What the resource does not say comes from the catalogue. */
function singleModel(name: string, id: string, fields: ModelDocument): Model {
  const base = unnamedModel(id)
  const modalities = fields.modalities && modalitiesFrom(fields.modalities, base.modalities)
  const facts = factsIn(fields)
  return {
    ...base,
    name,
    ...(fields.api === 'responses' && { api: fields.api }),
    ...(fields.stream === true && { stream: true }),
    parameters: fields.parameters ?? {},
    price: fields.price ?? base.price,
    contextWindow: fields.contextWindow ?? base.contextWindow,
    retires: fields.retires ?? base.retires,
    ...(modalities !== undefined && { modalities }),
    ...(Object.keys(facts).length > 0 && { facts }),
  }
}

function modalitiesFrom(
  { input, output }: NonNullable<ModelDocument['modalities']>,
  known: Modalities | undefined,
): Modalities {
  return { input: input ?? known?.input ?? ['text'], output: output ?? known?.output ?? ['text'] }
}

const factNames = [
  'rateLimit',
  'licence',
  'regions',
  'retention',
  'certifications',
  'maintenance',
  'base',
  'tuned',
  'lineage',
] as const satisfies readonly (keyof ModelFacts)[]

function factsIn(fields: ModelDocument): ModelFacts {
  return Object.fromEntries(factNames.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])))
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
    retires: known?.retires,
    ...(known !== undefined && { modalities: { input: known.modalities, output: [known.output ?? 'text'] } }),
  }
}
