import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { YamlPlace } from '../resources/draft.ts'
import type { Rule } from '../resources/load.ts'
import { modelNamed } from '../resources/models.ts'
import type { KindName } from '../resources/project.ts'
import type { LookUp } from '../resources/whole-draft.ts'
import { errorAt } from '../source/error-at.ts'
import { modelReferences } from './model-references.ts'

/** Every reference leads somewhere. */
export const unresolvedReference: Rule = function* (draft) {
  for (const { name, place } of modelReferences(draft)) {
    yield* unresolved(modelNamed(draft, name), 'Model', name, place)
  }
  for (const { fields, placeOf } of draft.of('EvalSuite')) {
    const { subject, dataset } = fields
    yield* unresolved(draft.find('Prompt', subject), 'Prompt', subject, placeOf(['subject']))
    if (dataset === undefined) continue
    yield* unresolved(draft.find('Dataset', dataset), 'Dataset', dataset, placeOf(['dataset']))
  }
  for (const { fields, placeOf } of draft.of('DeploymentTarget')) {
    const { deploy, after } = fields
    yield* unresolved(draft.find('Prompt', deploy), 'Prompt', deploy, placeOf(['deploy']))
    if (after === undefined) continue
    yield* unresolved(draft.find('DeploymentTarget', after), 'DeploymentTarget', after, placeOf(['after']))
  }
}

function unresolved(found: LookUp<unknown>, kind: KindName, name: string, place: YamlPlace): readonly Diagnostic[] {
  if (found.state !== 'unknown') return []
  return [errorAt(place, { code: 'unresolved-reference', kind, name, nearest: found.nearest })]
}
