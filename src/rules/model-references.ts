import type { YamlPlace } from '../resources/draft.ts'
import type { WholeDraft } from '../resources/whole-draft.ts'

/** A model's name, or `provider/id`, where it is used. */
export interface ModelReference {
  readonly name: string
  readonly place: YamlPlace
  /** What it is asked for. */
  readonly wanted: 'text' | 'embedding'
}

/** The models of prompts and combinations, those that suites show their subject with, judges, and those of indices. */
export function modelReferences(draft: WholeDraft): readonly ModelReference[] {
  return [...ofPrompts(draft), ...ofCombinations(draft), ...ofSuites(draft), ...ofIndices(draft)]
}

/** Every place that writes `provider/id`: Models, their bases, and references that name no Model. */
export function modelIds(draft: WholeDraft): readonly Omit<ModelReference, 'wanted'>[] {
  const models = draft
    .of('Model')
    .flatMap(({ fields, placeOf }) => [
      ...(fields.id === undefined ? [] : [{ name: fields.id, place: placeOf(['id']) }]),
      ...(fields.base?.includes('/') ? [{ name: fields.base, place: placeOf(['base']) }] : []),
    ])
  return [...models, ...modelReferences(draft).filter(({ name }) => name.includes('/'))]
}

function ofPrompts(draft: WholeDraft): readonly ModelReference[] {
  return draft.of('Prompt').map(({ fields, placeOf }) => {
    return { name: fields.model, place: placeOf(['model']), wanted: 'text' }
  })
}

function ofCombinations(draft: WholeDraft): readonly ModelReference[] {
  return draft.of('Model').flatMap(({ fields, placeOf }) =>
    (fields.fallback ?? []).map((name, index): ModelReference => {
      return { name, place: placeOf(['fallback', index]), wanted: 'text' }
    }),
  )
}

function ofSuites(draft: WholeDraft): readonly ModelReference[] {
  return draft.of('EvalSuite').flatMap(({ fields, assertions, placeOf }): readonly ModelReference[] => [
    ...(fields.models ?? []).map((name, index): ModelReference => {
      return { name, place: placeOf(['models', index]), wanted: 'text' }
    }),
    ...assertions.flatMap((assertion): readonly ModelReference[] => {
      const { judge } = assertion.fields
      return judge === undefined ? [] : [{ name: judge, place: assertion.placeOf(['judge']), wanted: 'text' }]
    }),
  ])
}

function ofIndices(draft: WholeDraft): readonly ModelReference[] {
  return draft
    .of('KnowledgeBase')
    .flatMap(({ fields, placeOf }): readonly ModelReference[] =>
      fields.embed === undefined ? [] : [{ name: fields.embed, place: placeOf(['embed']), wanted: 'embedding' }],
    )
}
