import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import { providerType } from '../resources/known-providers.ts'
import type { Rule } from '../resources/load.ts'
import { parametersNotTaken } from '../resources/parameters.ts'
import type { ProjectDocument } from '../resources/schema.gen.ts'
import { errorAt } from '../source/error-at.ts'
import { type ParameterSet, parameterSets } from './parameter-sets.ts'

/** A parameter of a prompt or a model has a word in the API of the model's provider, or every call would be refused. */
export const parameterNotTaken: Rule = function* (draft) {
  const [project] = draft.of('Project')
  if (project === undefined) return
  for (const set of parameterSets(draft)) yield* problemsIn(project.fields, set)
}

function* problemsIn(
  { providers = {} }: ProjectDocument,
  { provider, parameters, placeOf }: ParameterSet,
): Generator<Diagnostic> {
  const type = providerType(provider, (Object.hasOwn(providers, provider) ? providers[provider] : undefined) ?? {})
  if (type === 'replay' || type === 'http') return
  for (const parameter of parametersNotTaken[type].filter((name) => parameters[name] !== undefined)) {
    yield errorAt(placeOf(['parameters', parameter], 'key'), { code: 'parameter-not-taken', parameter, type })
  }
}
