import type { Problem } from '../diagnostic/problem.ts'
import { type Organisation, listingOrganisation } from '../resources/inherited.ts'
import { knownProviders } from '../resources/known-providers.ts'
import type { Rule } from '../resources/load.ts'
import { errorAt } from '../source/error-at.ts'
import { nearest } from '../source/nearest.ts'
import { modelIds } from './model-references.ts'

/** Each `provider/id` names a provider of models in the Project, or one that is known, unless an organisation lists all. */
export const unknownProvider: Rule = function* (draft) {
  const [project] = draft.of('Project')
  if (project === undefined) return
  const own = Object.entries(project.fields.providers ?? {}).filter(([, { type }]) => type !== 'http')
  const listing = listingOrganisation(draft.inherited)
  const providers = [...own.map(([name]) => name), ...(listing === undefined ? Object.keys(knownProviders) : [])]
  for (const { name, place } of modelIds(draft)) {
    const provider = name.slice(0, name.indexOf('/'))
    if (providers.includes(provider)) continue
    const problem = listing === undefined ? unknown(provider, providers) : notListed(provider, listing)
    yield errorAt(provider === '' ? place : { ...place, snippet: { text: provider, nth: 0 } }, problem)
  }
}

function unknown(provider: string, providers: readonly string[]): Problem {
  return { code: 'unknown-provider', provider, nearest: nearest(provider, providers) }
}

function notListed(name: string, { label }: Organisation): Problem {
  return { code: 'organisation-decides', organisation: label, name, what: 'provider not listed' }
}
