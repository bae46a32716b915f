import { providerType } from '../resources/known-providers.ts'
import type { Rule } from '../resources/load.ts'
import { parametersDeprecated } from '../resources/parameters.ts'
import { judgementAt } from '../source/error-at.ts'
import { parameterSets } from './parameter-sets.ts'

/** A parameter is one that its provider does not advise against. */
export const parameterDeprecated: Rule = function* (draft) {
  const [project] = draft.of('Project')
  if (project === undefined) return
  const { providers = {} } = project.fields
  for (const { provider, parameters, placeOf } of parameterSets(draft)) {
    const binding = (Object.hasOwn(providers, provider) ? providers[provider] : undefined) ?? {}
    if (binding.url !== undefined || providerType(provider, binding) === 'replay') continue
    const deprecated = Object.hasOwn(parametersDeprecated, provider) ? parametersDeprecated[provider] : undefined
    for (const parameter of deprecated?.filter((name) => parameters[name] !== undefined) ?? []) {
      yield judgementAt(placeOf(['parameters', parameter], 'key'), {
        code: 'parameter-deprecated',
        parameter,
        provider,
      })
    }
  }
}
