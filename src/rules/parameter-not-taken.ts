import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Rule } from '../resources/load.ts'
import { parametersNotInResponses } from '../resources/not-taken.ts'
import { parametersNotTaken } from '../resources/parameters.ts'
import type { WholeDraft } from '../resources/whole-draft.ts'
import { errorAt } from '../source/error-at.ts'
import { apiTypeOf } from './api-type.ts'
import { type ParameterSet, parameterSets } from './parameter-sets.ts'

/** A parameter of a prompt or a model has a word in the API of the model's provider, or every call would be refused. */
export const parameterNotTaken: Rule = function* (draft) {
  for (const set of parameterSets(draft)) yield* problemsIn(set, draft)
}

function* problemsIn({ provider, api, parameters, placeOf }: ParameterSet, draft: WholeDraft): Generator<Diagnostic> {
  const type = apiTypeOf(provider, draft)
  if (type === undefined) return
  const untaken = api === 'responses' ? parametersNotInResponses : parametersNotTaken[type]
  for (const parameter of untaken.filter((name) => parameters[name] !== undefined)) {
    const place = placeOf(['parameters', parameter], 'key')
    yield errorAt(place, { code: 'parameter-not-taken', parameter, type: api ?? type })
  }
}
