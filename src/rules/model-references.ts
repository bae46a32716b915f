import type { YamlPlace } from '../resources/draft.ts'
import type { WholeDraft } from '../resources/whole-draft.ts'

/** A model's name, or `provider/id`, where it is used. */
export interface ModelReference {
  readonly name: string
  readonly place: YamlPlace
}

/** The models of prompts, those that suites show their subject with, and judges. */
export function modelReferences(draft: WholeDraft): readonly ModelReference[] {
  const prompts = draft.of('Prompt').map(({ fields, placeOf }) => ({ name: fields.model, place: placeOf(['model']) }))
  const suites = draft.of('EvalSuite')
  const shown = suites.flatMap(({ fields, placeOf }) =>
    (fields.models ?? []).map((name, index) => ({ name, place: placeOf(['models', index]) })),
  )
  const judges = suites
    .flatMap(({ assertions }) => assertions)
    .flatMap(({ fields: { judge }, placeOf }) =>
      judge === undefined ? [] : [{ name: judge, place: placeOf(['judge']) }],
    )
  return [...prompts, ...shown, ...judges]
}

/** Every place that writes `provider/id`: Models, and references that name no Model. */
export function modelIds(draft: WholeDraft): readonly ModelReference[] {
  const models = draft.of('Model').map(({ fields, placeOf }) => ({ name: fields.id, place: placeOf(['id']) }))
  return [...models, ...modelReferences(draft).filter(({ name }) => name.includes('/'))]
}
