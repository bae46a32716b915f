import type { YamlPlace } from '../resources/draft.ts'
import { modelNamed } from '../resources/models.ts'
import type { Model } from '../resources/project.ts'
import type { Parameters } from '../resources/schema.gen.ts'
import type { WholeDraft } from '../resources/whole-draft.ts'

/** Parameters as a Model or a Prompt writes them. */
export interface ParameterSet {
  /** Name of the provider that gets them. */
  readonly provider: string
  /** By which of its APIs. */
  readonly api: Model['api']
  readonly parameters: Parameters
  readonly placeOf: (path: readonly string[], part: 'key') => YamlPlace
}

export function parameterSets(draft: WholeDraft): readonly ParameterSet[] {
  const models = draft.of('Model').flatMap(({ fields: { id = '', api, parameters = {} }, placeOf }) => {
    const asked = api === 'responses' ? api : undefined
    return [{ provider: id.slice(0, id.indexOf('/')), api: asked, parameters, placeOf }]
  })
  const prompts = draft.of('Prompt').flatMap(({ fields: { model, parameters = {} }, placeOf }) => {
    const found = modelNamed(draft, model)
    return found.state === 'found'
      ? [{ provider: found.value.provider, api: found.value.api, parameters, placeOf }]
      : []
  })
  return [...models, ...prompts]
}
