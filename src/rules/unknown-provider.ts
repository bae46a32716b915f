import { knownProviders } from '../resources/known-providers.ts'
import type { Rule } from '../resources/load.ts'
import { errorAt } from '../source/error-at.ts'
import { nearest } from '../source/nearest.ts'
import { modelIds } from './model-references.ts'

/** Each `provider/id` names a provider of the Project, or one that is known. */
export const unknownProvider: Rule = function* (draft) {
  const [project] = draft.of('Project')
  if (project === undefined) return
  const providers = [...Object.keys(project.fields.providers ?? {}), ...Object.keys(knownProviders)]
  for (const { name, place } of modelIds(draft)) {
    const provider = name.slice(0, name.indexOf('/'))
    if (providers.includes(provider)) continue
    const problem = { code: 'unknown-provider', provider, nearest: nearest(provider, providers) } as const
    yield errorAt(provider === '' ? place : { ...place, snippet: { text: provider, nth: 0 } }, problem)
  }
}
