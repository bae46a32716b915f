import type { Rule } from '../resources/load.ts'
import { modelNamed } from '../resources/models.ts'
import { schemasNotTaken } from '../resources/parameters.ts'
import type { WholeDraft } from '../resources/whole-draft.ts'
import { errorAt } from '../source/error-at.ts'
import { apiTypeOf } from './api-type.ts'

/** An output schema goes to an API that has a word for it, or every call would be refused. A judge's answer has one, too. */
export const outputNotTaken: Rule = function* (draft) {
  for (const { fields, placeOf } of draft.of('Prompt')) {
    if (fields.output === undefined) continue
    for (const problem of notTaken(fields.model, draft)) {
      const related = [{ label: 'the model', place: placeOf(['model']) }]
      yield errorAt(placeOf(['output'], 'key'), problem, related)
    }
  }
  for (const { fields, placeOf } of draft.of('EvalSuite').flatMap(({ assertions }) => assertions)) {
    if (fields.judge === undefined) continue
    for (const problem of notTaken(fields.judge, draft)) yield errorAt(placeOf(['judge']), problem)
  }
}

/** The members of a model whose API has no word for a schema. */
function notTaken(reference: string, draft: WholeDraft) {
  const found = modelNamed(draft, reference)
  if (found.state !== 'found') return []
  return [found.value, ...(found.value.fallbacks ?? [])].flatMap(({ name, provider }) => {
    const type = apiTypeOf(provider, draft)
    return type !== undefined && schemasNotTaken.includes(type)
      ? [{ code: 'output-not-taken', model: name, type } as const]
      : []
  })
}
